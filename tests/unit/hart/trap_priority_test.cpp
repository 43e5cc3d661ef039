// Where several things are wrong or due at once: what comes first, and what must not happen.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using hart::Cause;

constexpr std::uint32_t unmapped = 0x0050'0000;
constexpr std::uint32_t timer = 1U << 7;
constexpr std::uint32_t timer_cause = 1U << 31 | 7;

std::uint32_t cause(Cause code) {
    return static_cast<std::uint32_t>(code);
}

void enable_timer(Machine& machine) {
    machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
    machine.core.csr.write(rv::mie, timer);
    machine.core.csr.mip = timer;
}

// The instruction that would trap has not begun when the interrupt is taken, and traps afterwards.
TEST(TrapPriority, AnInterruptComesBeforeAnException) {
    const std::uint32_t instructions[]{rv::ECALL, rv::EBREAK, 0, rv::i(rv::LW, rv::a2, rv::a0, 0)};
    for (const std::uint32_t instruction : instructions) {
        SCOPED_TRACE(testing::Message() << std::hex << instruction);
        Machine machine;
        enable_timer(machine);
        machine.place(Machine::handler, {rv::MRET});
        machine.execute(instruction, unmapped); // takes the interrupt and returns from it
        EXPECT_EQ(machine.core.csr.mcause, timer_cause);
        EXPECT_EQ(machine.core.csr.mepc, Machine::base);
        machine.core.csr.mip = 0;
        machine.step();
        EXPECT_LT(machine.core.csr.mcause, timer_cause);
        EXPECT_EQ(machine.core.csr.mepc, Machine::base);
    }
}

TEST(TrapPriority, AnInterruptComesBeforeAFetchFault) {
    Machine machine;
    enable_timer(machine);
    machine.place(Machine::handler, {rv::nop});
    machine.restart(0, 0, unmapped);
    machine.step();
    EXPECT_EQ(machine.core.csr.mcause, timer_cause);
    EXPECT_EQ(machine.core.csr.mepc, unmapped);
}

TEST(TrapPriority, AnExceptionHoldsInterruptsBack) {
    Machine machine;
    machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
    machine.core.csr.write(rv::mie, timer);
    machine.place(Machine::base, {rv::ECALL});
    machine.place(Machine::handler, {rv::nop, rv::nop});
    machine.step();
    machine.core.csr.mip = timer;
    machine.step(2);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::machine_call));
    EXPECT_EQ(machine.pc(), Machine::handler + 8);
}

// Either may come first (privileged specification, 3.1.15): here it is alignment.
TEST(TrapPriority, MisalignedComesBeforeAbsent) {
    struct Case {
        const char* name;
        std::uint32_t instruction;
        Cause cause;
    };
    const Case cases[]{
        {"lh", rv::i(rv::LH, rv::a2, rv::a0, 0), Cause::load_misaligned},
        {"lw", rv::i(rv::LW, rv::a2, rv::a0, 0), Cause::load_misaligned},
        {"sh", rv::s(rv::SH, rv::a1, rv::a0, 0), Cause::store_misaligned},
        {"sw", rv::s(rv::SW, rv::a1, rv::a0, 0), Cause::store_misaligned},
        {"lr", rv::r(rv::LR, rv::a2, rv::a0, 0), Cause::load_misaligned},
        {"sc", rv::r(rv::SC, rv::a2, rv::a0, rv::a1), Cause::store_misaligned},
        {"amoswap", rv::r(rv::AMOSWAP, rv::a2, rv::a0, rv::a1), Cause::store_misaligned},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        Machine machine;
        machine.execute(c.instruction, unmapped + 1);
        EXPECT_EQ(machine.core.csr.mcause, cause(c.cause));
        EXPECT_EQ(machine.core.csr.mtval, unmapped + 1);
        EXPECT_TRUE(machine.accesses.empty());
    }
}

TEST(TrapPriority, ALoadIntoRegisterZeroTrapsAllTheSame) {
    for (const rv::Opcode opcode : {rv::LB, rv::LH, rv::LW, rv::LBU, rv::LHU}) {
        Machine machine;
        machine.execute(rv::i(opcode, rv::zero, rv::a0, 0), unmapped);
        EXPECT_EQ(machine.core.csr.mcause, cause(Cause::load_access));
        EXPECT_EQ(machine.core.csr.mtval, unmapped);
    }
}

// Whatever traps leaves its target as it was, even where that is the address.
TEST(TrapPriority, ATrapChangesNoRegister) {
    const std::uint32_t instructions[]{
        rv::i(rv::LW, rv::a0, rv::a0, 0),
        rv::r(rv::LR, rv::a0, rv::a0, 0),
        rv::r(rv::SC, rv::a0, rv::a0, rv::a1),
        rv::r(rv::AMOADD, rv::a0, rv::a0, rv::a1),
        rv::csr(rv::CSRRW, rv::a0, rv::mhartid, rv::a0),
        rv::csr(rv::CSRRW, rv::a0, 0x7C0, rv::a0),
    };
    for (const std::uint32_t instruction : instructions) {
        SCOPED_TRACE(testing::Message() << std::hex << instruction);
        Machine machine;
        machine.execute(instruction, unmapped, 7);
        EXPECT_EQ(machine.pc(), Machine::handler);
        EXPECT_EQ(machine.x(rv::a0), unmapped);
        EXPECT_EQ(machine.core.csr.instructions, 0U);
    }
}

TEST(TrapPriority, ReturnsToAHalfword) {
    Machine machine;
    machine.core.csr.write(rv::mepc, Machine::data + 3);
    machine.execute(rv::MRET);
    EXPECT_EQ(machine.pc(), Machine::data + 2);
}

TEST(TrapPriority, TheBaseOfTheVectorsIsAMultipleOfFour) {
    Machine machine;
    machine.core.csr.write(rv::mtvec, Machine::handler | 3U); // reserved: vectored is kept
    EXPECT_EQ(machine.core.csr.read(rv::mtvec), Machine::handler | 1U);
    machine.execute(rv::EBREAK);
    EXPECT_EQ(machine.pc(), Machine::handler);
}

TEST(TrapPriority, SleepIsEndedByALineThatIsEnabledThoughInterruptsAreOff) {
    Machine machine;
    machine.core.csr.write(rv::mie, timer);
    machine.place(Machine::base, {rv::WFI, rv::i(rv::ADDI, rv::a2, rv::zero, 1)});
    machine.step(2);
    EXPECT_TRUE(machine.core.asleep);
    machine.core.csr.mip = timer;
    EXPECT_TRUE(machine.core.csr.wake_up());
    EXPECT_FALSE(machine.core.csr.interrupt_due());
    machine.core.asleep = false; // the hart's part
    machine.step();
    EXPECT_EQ(machine.x(rv::a2), 1U);
}

} // namespace
} // namespace edgeloom::test
