// Exceptions: cause, value and address are exact, and nothing else has changed.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using hart::Cause;
using Access = Machine::Access;

constexpr std::uint32_t unmapped = 0x0050'0000;
constexpr std::uint32_t past_memory = Machine::base + Machine::size;

std::uint32_t cause(Cause code) {
    return static_cast<std::uint32_t>(code);
}

struct Trap {
    const char* name;
    std::uint32_t instruction;
    Cause cause;
    std::uint32_t value;
};

// a0 holds the unmapped address.
constexpr Trap traps[]{
    {"illegal instruction", 0xFFFF'FFFF, Cause::illegal_instruction, 0xFFFF'FFFF},
    {"illegal compressed instruction", 0xABCD'0000, Cause::illegal_instruction, 0},
    {"reserved compressed instruction", 0xABCD'8002, Cause::illegal_instruction, 0x8002},
    {"environment call", rv::ECALL, Cause::machine_call, 0},
    {"breakpoint", rv::EBREAK, Cause::breakpoint, Machine::base},
    {"compressed breakpoint", 0x9002, Cause::breakpoint, Machine::base},
    {"load", rv::i(rv::LW, rv::a1, rv::a0, 4), Cause::load_access, unmapped + 4},
    {"load of a byte", rv::i(rv::LBU, rv::a1, rv::a0, -1), Cause::load_access, unmapped - 1},
    {"load of a signed byte", rv::i(rv::LB, rv::a1, rv::a0, 1), Cause::load_access, unmapped + 1},
    {"load of a halfword", rv::i(rv::LHU, rv::a1, rv::a0, 2), Cause::load_access, unmapped + 2},
    {"load of a signed halfword", rv::i(rv::LH, rv::a1, rv::a0, 2), Cause::load_access, unmapped + 2},
    {"load reserved", rv::r(rv::LR, rv::a1, rv::a0, 0), Cause::load_access, unmapped},
    {"store conditional", rv::r(rv::SC, rv::a1, rv::a0, rv::a1), Cause::store_access, unmapped},
    {"read-modify-write", rv::r(rv::AMOMINU, rv::a1, rv::a0, rv::a1), Cause::store_access, unmapped},
    {"absent register", rv::csr(rv::CSRRW, rv::a1, 0x180, rv::a1), Cause::illegal_instruction, 0x1805'95F3},
    {"write to a read-only register", rv::csr(rv::CSRRSI, rv::a1, rv::mhartid, 1), Cause::illegal_instruction,
     0xF140'E5F3},
    {"store", rv::s(rv::SW, rv::a1, rv::a0, 8), Cause::store_access, unmapped + 8},
    {"store of a byte", rv::s(rv::SB, rv::a1, rv::a0, 1), Cause::store_access, unmapped + 1},
    {"store of a halfword", rv::s(rv::SH, rv::a1, rv::a0, 2), Cause::store_access, unmapped + 2},
};

TEST(Trap, IsPrecise) {
    constexpr std::uint32_t a1_before = 0x1122'3344;
    for (const Trap& c : traps) {
        SCOPED_TRACE(c.name);
        Machine machine;
        machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
        machine.execute(c.instruction, unmapped, a1_before);
        EXPECT_EQ(machine.core.csr.mcause, cause(c.cause));
        EXPECT_EQ(machine.core.csr.mtval, c.value);
        EXPECT_EQ(machine.core.csr.mepc, Machine::base);
        EXPECT_EQ(machine.pc(), Machine::handler);
        EXPECT_EQ(machine.core.csr.status, hart::mstatus::mpie);
        EXPECT_EQ(machine.x(rv::a0), unmapped);
        EXPECT_EQ(machine.x(rv::a1), a1_before);
        EXPECT_EQ(machine.core.csr.cycles, 1U);
        EXPECT_EQ(machine.core.csr.instructions, 0U) << "it did not retire";
    }
}

TEST(Trap, AJumpIntoNowhereTrapsThere) {
    Machine machine;
    machine.execute(rv::i(rv::JALR, rv::ra, rv::a0, 0), unmapped);
    EXPECT_EQ(machine.pc(), unmapped);
    machine.step();
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::instruction_access));
    EXPECT_EQ(machine.core.csr.mepc, unmapped);
    EXPECT_EQ(machine.core.csr.mtval, unmapped);
    EXPECT_EQ(machine.x(rv::ra), Machine::base + 4);
}

// mtval names the part of the instruction that could not be fetched (privileged specification, 3.1.16).
TEST(Trap, AnInstructionMayEndInNowhere) {
    Machine machine;
    std::memcpy(machine.at(past_memory - 2), "\x13\x05", 2); // the lower half of addi a0, zero, ...
    machine.device = [](Access& access) {
        access.value = 0x0513;
        return access.address == past_memory - 2;
    };
    machine.restart(0, 0, past_memory - 2);
    machine.step();
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::instruction_access));
    EXPECT_EQ(machine.core.csr.mepc, past_memory - 2);
    EXPECT_EQ(machine.core.csr.mtval, past_memory);
}

TEST(Trap, ACompressedInstructionMayEndMemory) {
    Machine machine;
    std::memcpy(machine.at(past_memory - 2), "\x05\x05", 2); // c.addi a0, 1
    machine.restart(1, 0, past_memory - 2);
    machine.step();
    EXPECT_EQ(machine.x(rv::a0), 2U);
    EXPECT_EQ(machine.pc(), past_memory);
}

TEST(Trap, InstructionsComeOverTheBusByHalfwords) {
    constexpr std::uint32_t rom = 0x0001'0000;
    const std::uint32_t addi = rv::i(rv::ADDI, rv::a0, rv::a0, 3);
    Machine machine;
    machine.device = [addi](Access& access) {
        access.value = access.address == rom ? addi & 0xFFFF : access.address == rom + 2 ? addi >> 16 : 0x0505;
        return true;
    };
    machine.restart(1, 0, rom);
    machine.step(2);
    EXPECT_EQ(machine.x(rv::a0), 5U);
    EXPECT_EQ(machine.pc(), rom + 6);
    EXPECT_EQ(machine.accesses,
              (std::vector<Access>{
                  {false, rom, 2, addi & 0xFFFF}, {false, rom + 2, 2, addi >> 16}, {false, rom + 4, 2, 0x0505}}));
}

TEST(Trap, ReturnsAndRestoresTheInterruptEnable) {
    for (const std::uint32_t enabled : {hart::mstatus::mie, 0U}) {
        Machine machine;
        machine.core.csr.write(rv::mstatus, enabled);
        machine.place(Machine::handler, {rv::MRET});
        machine.execute(rv::ECALL);
        EXPECT_EQ(machine.core.csr.status, enabled != 0 ? hart::mstatus::mpie : 0);
        machine.step();
        EXPECT_EQ(machine.pc(), Machine::base);
        EXPECT_EQ(machine.core.csr.status, hart::mstatus::mpie | enabled);
    }
}

// A trap in the handler overwrites what the first one left: that is why handlers save mepc.
TEST(Trap, NestedOnesOverwrite) {
    Machine machine;
    machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
    machine.place(Machine::handler, {rv::nop, rv::EBREAK});
    machine.execute(rv::ECALL);
    machine.step(2);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::breakpoint));
    EXPECT_EQ(machine.core.csr.mepc, Machine::handler + 4);
    EXPECT_EQ(machine.core.csr.status, 0U) << "neither enabled now nor before";
}

TEST(Trap, ExceptionsDoNotUseTheVectors) {
    Machine machine;
    machine.core.csr.write(rv::mtvec, Machine::handler | 1U);
    machine.execute(rv::ECALL);
    EXPECT_EQ(machine.pc(), Machine::handler);
}

TEST(Trap, AHandlerThatIsNotThereLeavesTheHartStuck) {
    Machine machine;
    machine.core.csr.write(rv::mtvec, 0);
    machine.place(Machine::base, {rv::ECALL});
    machine.step(1);
    EXPECT_FALSE(machine.core.stuck) << "the handler has not been fetched yet";
    machine.step(1);
    EXPECT_TRUE(machine.core.stuck);
    EXPECT_EQ(machine.core.csr.mepc, 0U);
}

TEST(Trap, ARefusedDeviceAccessIsAskedOnce) {
    Machine machine;
    machine.device = [](Access&) { return false; };
    machine.execute(rv::s(rv::SW, rv::a1, rv::a0, 0), unmapped, 7);
    EXPECT_EQ(machine.accesses, (std::vector<Access>{{true, unmapped, 4, 7}}));
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::store_access));
}

} // namespace
} // namespace edgeloom::test
