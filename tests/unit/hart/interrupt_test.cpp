// Interrupts as the hart takes them: which, when, and how wfi waits for them.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t software = 1U << 3;
constexpr std::uint32_t timer = 1U << 7;
constexpr std::uint32_t external = 1U << 11;
constexpr std::uint32_t every = software | timer | external;
constexpr std::uint32_t interrupt_bit = 1U << 31;

TEST(Interrupt, TheHighestPriorityComesFirst) {
    struct Case {
        std::uint32_t pending;
        std::uint32_t enabled;
        std::uint32_t code;
    };
    for (const Case& c : {Case{every, every, 11}, Case{software | timer, every, 3}, Case{timer, every, 7},
                          Case{every, software | timer, 3}, Case{every, timer, 7}, Case{external | timer, every, 11}}) {
        Machine machine;
        machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
        machine.core.csr.write(rv::mie, c.enabled);
        machine.core.csr.mip = c.pending;
        machine.place(Machine::handler, {rv::nop});
        machine.execute(rv::nop);
        EXPECT_EQ(machine.core.csr.mcause, interrupt_bit | c.code);
        EXPECT_EQ(machine.core.csr.mtval, 0U);
        EXPECT_EQ(machine.core.csr.mepc, Machine::base);
        EXPECT_EQ(machine.core.csr.status, hart::mstatus::mpie);
    }
}

TEST(Interrupt, IsNotTakenUnlessPendingAndEnabledTwice) {
    struct Case {
        std::uint32_t status;
        std::uint32_t enabled;
        std::uint32_t pending;
    };
    for (const Case& c : {Case{0, every, every}, Case{hart::mstatus::mie, timer, software | external},
                          Case{hart::mstatus::mie, 0, every}, Case{hart::mstatus::mpie, every, every}}) {
        Machine machine;
        machine.core.csr.write(rv::mstatus, c.status);
        machine.core.csr.write(rv::mie, c.enabled);
        machine.core.csr.mip = c.pending;
        machine.execute(rv::nop);
        EXPECT_EQ(machine.pc(), Machine::base + 4);
    }
}

TEST(Interrupt, GoesToItsVector) {
    struct Case {
        std::uint32_t line;
        std::uint32_t offset;
    };
    for (const Case& c : {Case{software, 12}, Case{timer, 28}, Case{external, 44}}) {
        Machine machine;
        machine.core.csr.write(rv::mtvec, Machine::handler | 1U);
        machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
        machine.core.csr.write(rv::mie, every);
        machine.place(Machine::handler + c.offset, {rv::i(rv::ADDI, rv::a2, rv::zero, 1)});
        machine.core.csr.mip = c.line;
        machine.execute(rv::nop);
        EXPECT_EQ(machine.x(rv::a2), 1U) << c.offset;
        EXPECT_EQ(machine.pc(), Machine::handler + c.offset + 4);
    }
}

// The handler's first instruction takes the clock that the interrupted one would have taken.
TEST(Interrupt, ComesBetweenTwoInstructions) {
    Machine machine;
    machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
    machine.core.csr.write(rv::mie, timer);
    const std::uint32_t count = rv::i(rv::ADDI, rv::a2, rv::a2, 1);
    machine.place(Machine::base, {count, count, count, count});
    machine.place(Machine::handler, {rv::MRET});
    machine.step(2);
    machine.core.csr.mip = timer;
    machine.step();
    EXPECT_EQ(machine.x(rv::a2), 2U);
    EXPECT_EQ(machine.core.csr.mepc, Machine::base + 8);
    EXPECT_EQ(machine.pc(), Machine::base + 8) << "mret has run";
    EXPECT_EQ(machine.core.csr.cycles, 3U);
    machine.core.csr.mip = 0;
    machine.step(2);
    EXPECT_EQ(machine.x(rv::a2), 4U);
}

TEST(Interrupt, IsTakenRightBehindWhatEnablesIt) {
    const std::uint32_t enabling[]{rv::csr(rv::CSRRS, rv::zero, rv::mie, rv::a0),
                                   rv::csr(rv::CSRRSI, rv::zero, rv::mstatus, hart::mstatus::mie), rv::MRET};
    for (const std::uint32_t instruction : enabling) {
        Machine machine;
        const bool by_mie = instruction == enabling[0];
        machine.core.csr.write(rv::mstatus, by_mie ? hart::mstatus::mie : hart::mstatus::mpie);
        machine.core.csr.write(rv::mie, by_mie ? 0 : timer);
        machine.core.csr.write(rv::mepc, Machine::base + 4);
        machine.core.csr.mip = timer;
        machine.place(Machine::base, {instruction, rv::i(rv::ADDI, rv::a2, rv::a2, 1)});
        machine.place(Machine::handler, {rv::nop});
        machine.restart(timer);
        machine.step(2);
        EXPECT_EQ(machine.core.csr.mcause, interrupt_bit | 7) << std::hex << instruction;
        EXPECT_EQ(machine.core.csr.mepc, Machine::base + 4);
        EXPECT_EQ(machine.x(rv::a2), 0U);
    }
}

TEST(Interrupt, ReadsInMip) {
    Machine machine;
    machine.core.csr.mip = timer | external;
    machine.execute(rv::csr(rv::CSRRC, rv::a2, rv::mip, rv::a0), timer);
    EXPECT_EQ(machine.x(rv::a2), timer | external);
    EXPECT_EQ(machine.core.csr.mip, timer | external) << "software does not clear a line";
}

TEST(WaitForInterrupt, SleepsUntilSomethingEnabledIsPending) {
    Machine machine;
    machine.core.csr.write(rv::mie, timer);
    machine.core.csr.mip = software;
    machine.place(Machine::base, {rv::WFI, rv::nop});
    machine.step(10);
    EXPECT_TRUE(machine.core.asleep);
    EXPECT_EQ(machine.core.csr.cycles, 1U) << "asleep, it does not run";
    EXPECT_EQ(machine.pc(), Machine::base + 4);
}

TEST(WaitForInterrupt, GoesOnAtOnceWhereOneIsPending) {
    for (const bool enabled : {false, true}) {
        Machine machine;
        machine.core.csr.write(rv::mie, timer);
        machine.core.csr.mip = timer;
        machine.place(Machine::base, {rv::csr(enabled ? rv::CSRRSI : rv::CSRRCI, rv::zero, rv::mstatus, 8), rv::WFI});
        machine.place(Machine::handler, {rv::nop, rv::nop});
        machine.step(2);
        EXPECT_FALSE(machine.core.asleep);
        // With interrupts on it is taken before the wfi, without them wfi does nothing.
        EXPECT_EQ(machine.pc(), enabled ? Machine::handler + 4 : Machine::base + 8);
    }
}

} // namespace
} // namespace edgeloom::test
