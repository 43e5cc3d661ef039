// Interrupts in simulated time: at which instruction they come must not depend on how far the hart runs ahead.
#include "unit/hart/hart_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;
using Access = NotingDevice::Access;

constexpr std::uint64_t first_fetch = 2; // clocks that the first instruction takes on the bus
constexpr std::uint32_t timer_bit = 0x80;

class InterruptTime : public testing::TestWithParam<double> {
protected:
    InterruptTime() : bench({.quantum = sc_core::sc_time(GetParam(), sc_core::SC_US)}) {}

    // Timer interrupt on, then `body`; t0 points to the device.
    void place_program(bool enabled, std::initializer_list<std::uint32_t> body) {
        bench.place(HartBench::code,
                    {rv::u(rv::LUI, rv::t0, HartBench::device_base), rv::u(rv::LUI, rv::a3, HartBench::handler),
                     rv::csr(rv::CSRRW, rv::zero, rv::mtvec, rv::a3), rv::i(rv::ADDI, rv::a3, rv::zero, timer_bit),
                     rv::csr(rv::CSRRW, rv::zero, rv::mie, rv::a3),
                     enabled ? rv::csr(rv::CSRRSI, rv::zero, rv::mstatus, 8) : rv::nop});
        bench.place(HartBench::code + 24, body);
    }
    // A write to offset 0 ends the interrupt; the last one ends the simulation.
    void end_after(std::size_t writes) {
        bench.device.on_access = [this, writes](Access&) {
            bench.timer.write(false);
            if (bench.device.accesses.size() + 1 == writes) {
                sc_core::sc_stop();
            }
        };
    }

    HartBench bench;
};

// Every clock one instruction retires, and the handler's first instruction reads how many there were. A line that rises
// at a clock edge stops the instruction that would begin there; between two edges, the one at the next.
TEST_P(InterruptTime, IsExactInARunningProgram) {
    place_program(true, {rv::i(rv::ADDI, rv::a2, rv::a2, 1), rv::j(rv::JAL, rv::zero, -4)});
    bench.place(HartBench::handler,
                {rv::csr(rv::CSRRS, rv::a3, rv::minstret, 0), rv::s(rv::SW, rv::a3, rv::t0, 0), rv::MRET});
    struct Rise {
        double time;
        std::uint32_t clock;
    };
    const std::vector<Rise> rises{{1000, 100},    {2001, 201},       {3005, 301},       {4009, 401},
                                  {33'333, 3334}, {250'000, 25'000}, {250'150, 25'015}, {2'500'001, 250'001}};
    std::vector<Access> expected;
    for (const Rise& rise : rises) {
        bench.timer_raises.push_back(ns(rise.time));
        expected.push_back({ns(10.0 * (rise.clock + 1)), 0, rise.clock - static_cast<std::uint32_t>(first_fetch)});
    }
    end_after(rises.size());
    bench.run();
    EXPECT_EQ(bench.device.accesses, expected);
    EXPECT_EQ(bench.hart.wfi_cycles(), 0U);
}

TEST_P(InterruptTime, WakesAtTheNextClockEdge) {
    place_program(true, {rv::WFI, rv::j(rv::JAL, rv::zero, -4)});
    bench.place(HartBench::handler,
                {rv::csr(rv::CSRRS, rv::a3, rv::mcycle, 0), rv::s(rv::SW, rv::a3, rv::t0, 0), rv::MRET});
    bench.timer_raises = {ns(12'345), ns(3'000'000)};
    end_after(2);
    bench.run();
    EXPECT_THAT(bench.device.accesses, ElementsAre(Access{ns(12'360), 0, 1235}, Access{ns(3'000'010), 0, 300'000}));
    // Awake at first for 7 instructions and the first fetch; between, for the handler's 3, the jump and the wfi.
    const std::uint64_t awake = 7 + first_fetch + 5;
    EXPECT_EQ(bench.hart.wfi_cycles(), 300'000 - awake);
    EXPECT_EQ(bench.hart.instructions(), 7 + 5 + 2U);
}

// With MIE off, wfi waits all the same, and the program goes on behind it.
TEST_P(InterruptTime, WfiWakesWithoutTakingTheInterrupt) {
    place_program(false, {rv::WFI, rv::csr(rv::CSRRS, rv::a3, rv::mip, 0), rv::s(rv::SW, rv::a3, rv::t0, 0)});
    bench.timer_raises = {ns(50'000)};
    end_after(1);
    bench.run();
    EXPECT_THAT(bench.device.accesses, ElementsAre(Access{ns(50'010), 0, timer_bit}));
    EXPECT_EQ(bench.hart.csr().mcause, 0U);
    EXPECT_EQ(bench.hart.wfi_cycles(), 5000 - 7 - first_fetch);
}

// The device lets 1 us pass and raises the interrupt within: the load ends first, the handler follows at once.
TEST_P(InterruptTime, ComesBehindALongBusAccess) {
    place_program(true, {rv::i(rv::LW, rv::a2, rv::t0, 0), rv::i(rv::ADDI, rv::a2, rv::zero, 1)});
    bench.place(HartBench::handler, {rv::csr(rv::CSRRS, rv::a3, rv::mepc, 0), rv::s(rv::SW, rv::a2, rv::t0, 4)});
    bench.device.on_access = [this](Access& access) {
        if (access.offset != 0) {
            sc_core::sc_stop();
            return;
        }
        sc_core::wait(ns(400));
        bench.timer.write(true);
        sc_core::wait(ns(600));
        access.value = 99;
    };
    bench.run();
    const double load = 10.0 * static_cast<double>(6 + first_fetch);
    EXPECT_THAT(bench.device.accesses, ElementsAre(Access{ns(load), 0, 99}, Access{ns(load + 1000 + 20), 4, 99}));
    EXPECT_EQ(bench.hart.csr().mepc, HartBench::code + 28);
}

// A store that raises the hart's own interrupt: it is taken before the next instruction.
TEST_P(InterruptTime, MayComeFromTheInstructionBefore) {
    place_program(true, {rv::s(rv::SW, rv::zero, rv::t0, 0), rv::i(rv::ADDI, rv::a2, rv::zero, 1)});
    bench.place(HartBench::handler, {rv::s(rv::SW, rv::a2, rv::t0, 4)});
    bench.device.on_access = [this](Access& access) {
        access.offset == 0 ? bench.timer.write(true) : sc_core::sc_stop();
    };
    bench.run();
    EXPECT_EQ(bench.device.accesses.back().value, 0U);
    EXPECT_EQ(bench.hart.csr().mepc, HartBench::code + 28);
}

// The store that ends the simulation is the last instruction, however far the hart might have run.
TEST_P(InterruptTime, NothingRunsBehindTheEnd) {
    place_program(true, {rv::s(rv::SW, rv::a2, rv::t0, 0), rv::j(rv::JAL, rv::zero, 0)});
    bench.device.on_access = [](Access&) { sc_core::sc_stop(); };
    bench.run();
    EXPECT_EQ(bench.hart.instructions(), 7U);
    EXPECT_EQ(bench.hart.cycles(), 7 + first_fetch);
}

INSTANTIATE_TEST_SUITE_P(Quantum, InterruptTime, testing::Values(1, 10, 1000),
                         [](const auto& instance) { return std::to_string(static_cast<int>(instance.param)) + "us"; });

} // namespace
} // namespace edgeloom::test
