#include "platform/insight/instruction_trace.hpp"
#include "unit/platform/insight/script.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::test {
namespace {

using insight::CodeMap;
using insight::InstructionTrace;
using insight::TimeWindow;

constexpr std::uint32_t app = 0x8000'0000;
constexpr std::uint32_t f = 0x8000'0100;
constexpr std::uint64_t clock_ps = 10'000;

struct TraceOf {
    explicit TraceOf(const std::string& window) : trace(code, TimeWindow::parse(window), clock_ps) {
        trace.write_to([this](std::string_view part) {
            text += part;
            largest = std::max(largest, part.size());
        });
    }

    [[nodiscard]] const std::string& whole() {
        trace.flush();
        return text;
    }

    CodeMap code{std::vector<insight::Function>{{"main", "main", app, 0x100}, {"f", "f", f, 0x100}}};
    std::string text;
    std::size_t largest = 0;
    InstructionTrace trace;
    Script script{trace};
};

TEST(InstructionTraces, ShowWhatEveryInstructionDoes) {
    TraceOf run("");
    run.script.one(app, rv::i(rv::ADDI, rv::a0, 0, 5), app + 4, 1, 5);
    run.script.one(app + 4, rv::s(rv::SW, rv::a0, rv::sp, 8), app + 8, 3, 0, 0x8000'4008);
    run.script.call(app + 8, f);
    run.script.one(f, 0x4512, f + 2, 1, 0xAB, 0x8000'4004); // c.lwsp a0,4(sp)
    run.script.trap(f + 2, app, 0x8000'000B, 2);
    run.script.sleep(app + 0x10, 100);
    run.script.run(app + 0x14);
    EXPECT_EQ(
        run.whole(),
        "main+0x0:\n"
        "       0.000000 us            0  80000000  00500513  li a0,5                       a0=00000005\n"
        "       0.010000 us            1  80000004  00a12423  sw a0,8(sp)                   [80004008]\n"
        "       0.040000 us            4  80000008  0f8000ef  jal 80000100                  ra=00000000\n"
        "f+0x0:\n"
        "       0.050000 us            5  80000100  4512      lw a0,4(sp)                   a0=000000ab  [80004004]\n"
        "       0.060000 us            6  <interrupt 11> at f+0x2 (pc 80000102), value 00000000, handler 80000000\n"
        "main+0x10:\n"
        "       0.080000 us            8  80000010  10500073  wfi\n"
        "       0.090000 us            9  <asleep in wfi> for 100 clocks\n"
        "       1.090000 us          109  80000014  00000013  nop\n");
    EXPECT_EQ(run.trace.instructions(), 6U);
}

TEST(InstructionTraces, BeginAndEndWithTheWindow) {
    TraceOf run("35ns:60ns"); // clocks 4 and 5
    run.script.run(app, 10);
    run.script.trap(app, f, 2);
    EXPECT_EQ(run.whole(), "main+0x10:\n"
                           "       0.040000 us            4  80000010  00000013  nop\n"
                           "       0.050000 us            5  80000014  00000013  nop\n");
}

TEST(InstructionTraces, FollowCodeThatChanges) {
    TraceOf run("");
    run.script.one(app, rv::nop, app);
    run.script.one(app, rv::ECALL, app);
    EXPECT_NE(run.whole().find("nop"), std::string::npos);
    EXPECT_NE(run.whole().find("ecall"), std::string::npos);
}

TEST(InstructionTraces, HandOverTheirTextInPieces) {
    TraceOf run("");
    run.script.run(app, 10'000);
    EXPECT_GT(run.text.size(), InstructionTrace::buffer_bytes);
    EXPECT_LT(run.largest, InstructionTrace::buffer_bytes + 200);
    EXPECT_EQ(std::ranges::count(run.whole(), '\n'), 10'000 + 3); // main, f and what lies behind
}

} // namespace
} // namespace edgeloom::test
