#include "hart/elf_image.hpp"
#include "platform/insight/recorder.hpp"
#include "unit/hart/elf_writer.hpp"
#include "unit/platform/insight/script.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using insight::CodeMap;
using insight::StackBounds;
using insight::StackReport;

constexpr std::uint32_t app = 0x8000'0000;
constexpr std::uint32_t f = 0x8000'0100;
constexpr std::uint32_t handler = 0x8000'0200;
constexpr std::uint32_t top = 0x8010'0000;
constexpr std::uint32_t limit = top - 0x100;
constexpr std::uint64_t clock_ps = 10'000;

struct StackOf {
    CodeMap code{std::vector<insight::Function>{
        {"main", "main", app, 0x100}, {"f", "f", f, 0x100}, {"handler", "handler", handler, 0x100}}};
    insight::Recorder recorder{code, StackBounds{top, limit}};
    Script script{recorder};

    [[nodiscard]] const insight::StackWatch& watch() const { return *recorder.stack(); }
    [[nodiscard]] nlohmann::ordered_json json() {
        return StackReport(watch(), recorder.calls().tree(), code, clock_ps).json();
    }
    [[nodiscard]] std::string text() { return StackReport(watch(), recorder.calls().tree(), code, clock_ps).text(); }
};

TEST(Stack, IsDeepestInTheCallThatReachesLowest) {
    StackOf run;
    run.script.load_sp(app, top);
    run.script.move_sp(app + 4, -16);
    run.script.call(app + 8, f);
    run.script.move_sp(f, -48);
    run.script.move_sp(f + 4, 48);
    run.script.ret(f + 8, app + 12);
    run.script.move_sp(app + 12, -32);
    EXPECT_EQ(run.watch().bytes(), 0x100U);
    EXPECT_EQ(run.watch().bytes_used(), 64U);
    EXPECT_FALSE(run.watch().overflow());
    const auto json = run.json();
    EXPECT_EQ(json["stack_bytes_used"], 64);
    EXPECT_EQ(json["deepest"]["pc"], "0x80000100");
    EXPECT_EQ(json["deepest"]["clock"], 3);
    EXPECT_EQ(json["deepest"]["microseconds"], 0.03);
    EXPECT_EQ(json["deepest"]["call_chain"], (std::vector<std::string>{"main", "f, called from main+0x8"}));
    EXPECT_EQ(json["overflow"], nullptr);
    EXPECT_NE(run.text().find("64 of 256 bytes used (25.0 %)"), std::string::npos) << run.text();
}

TEST(Stack, OverflowsBelowItsLimitAndNotAtIt) {
    StackOf run;
    run.script.load_sp(app, top);
    run.script.move_sp(app + 4, -0x100);
    EXPECT_FALSE(run.watch().overflow());
    run.script.call(app + 8, f);
    run.script.move_sp(f, -16);
    run.script.move_sp(f + 4, -32);
    EXPECT_EQ(run.watch().bytes_used(), 0x130U);
    const auto json = run.json();
    EXPECT_EQ(json["overflow"]["bytes_beyond"], 16);
    EXPECT_EQ(json["overflow"]["place"], "f+0x0");
    EXPECT_EQ(json["deepest"]["place"], "f+0x4");
    EXPECT_NE(run.text().find("OVERFLOW, first by 16 bytes: sp 0x800ffef0 at 0.030 us"), std::string::npos)
        << run.text();
}

TEST(Stack, ShowsInterruptedCallsAboveThoseOfTheHandler) {
    StackOf run;
    run.script.load_sp(app, top);
    run.script.call(app + 4, f);
    run.script.trap(f, handler, 0x8000'0007);
    run.script.move_sp(handler, -80);
    EXPECT_EQ(run.json()["deepest"]["call_chain"],
              (std::vector<std::string>{"main", "f, called from main+0x4", "<interrupt 7>", "handler"}));
}

TEST(Stack, ElsewhereIsNotThisStack) {
    StackOf run;
    run.script.load_sp(app, 0x1000);
    run.script.move_sp(app + 4, -16);
    EXPECT_FALSE(run.watch().deepest());
    EXPECT_EQ(run.watch().bytes_used(), 0U);
    run.script.load_sp(app, top);
    run.script.load_sp(app + 4, limit - 0x1000); // that of a task
    run.script.move_sp(app + 8, -16);
    EXPECT_FALSE(run.watch().overflow());
    EXPECT_EQ(run.watch().bytes_used(), 0U);
    run.script.load_sp(app, top - 16);
    EXPECT_EQ(run.watch().bytes_used(), 16U);
}

// A store and a branch have part of their immediate where others have the register that they write.
TEST(Stack, IsNotMovedByStoresAndBranches) {
    StackOf run;
    run.script.load_sp(app, top - 16);
    run.script.one(app + 4, rv::s(rv::SW, rv::a0, rv::a1, 2), app + 8);
    run.script.one(app + 8, rv::b(rv::BEQ, rv::a0, rv::a1, 2), app + 12);
    run.script.move_sp(app + 12, -16);
    EXPECT_EQ(run.watch().bytes_used(), 32U);
    EXPECT_FALSE(run.watch().overflow());
}

TEST(Stack, BoundsComeFromTheLinkerScript) {
    ElfWriter writer;
    writer.symbols = {{"__heap_end", 0x8000'8000, 0, STT_NOTYPE}, {"__stack_top", 0x8001'0000, 0, STT_NOTYPE}};
    const auto bounds = StackBounds::of(ElfImage::read(writer.write(), "test"));
    ASSERT_TRUE(bounds);
    EXPECT_EQ(bounds->top, 0x8001'0000U);
    EXPECT_EQ(bounds->limit, 0x8000'8000U);
    writer.symbols.pop_back();
    EXPECT_FALSE(StackBounds::of(ElfImage::read(writer.write(), "test")));
    writer.symbols.push_back({"__stack_top", 0x8000'8000, 0, STT_NOTYPE});
    EXPECT_FALSE(StackBounds::of(ElfImage::read(writer.write(), "test")));
}

} // namespace
} // namespace edgeloom::test
