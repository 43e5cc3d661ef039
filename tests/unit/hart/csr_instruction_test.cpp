// The instructions that read and change control and status registers.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t old_value = 0xF0F0'F0F0;
constexpr std::uint32_t illegal = 2;

TEST(CsrInstruction, ReadsAndChanges) {
    struct Case {
        const char* name;
        std::uint32_t instruction;
        std::uint32_t result;
    };
    // a0 is 0xFF00FF00.
    const Case cases[]{
        {"csrrw", rv::csr(rv::CSRRW, rv::a2, rv::mscratch, rv::a0), 0xFF00'FF00},
        {"csrrs", rv::csr(rv::CSRRS, rv::a2, rv::mscratch, rv::a0), 0xFFF0'FFF0},
        {"csrrc", rv::csr(rv::CSRRC, rv::a2, rv::mscratch, rv::a0), 0x00F0'00F0},
        {"csrrwi", rv::csr(rv::CSRRWI, rv::a2, rv::mscratch, 31), 31},
        {"csrrsi", rv::csr(rv::CSRRSI, rv::a2, rv::mscratch, 31), 0xF0F0'F0FF},
        {"csrrci", rv::csr(rv::CSRRCI, rv::a2, rv::mscratch, 31), 0xF0F0'F0E0},
        {"csrrw of x0", rv::csr(rv::CSRRW, rv::a2, rv::mscratch, 0), 0},
        {"csrrwi of 0", rv::csr(rv::CSRRWI, rv::a2, rv::mscratch, 0), 0},
        {"csrrs of x0", rv::csr(rv::CSRRS, rv::a2, rv::mscratch, 0), old_value},
        {"csrrci of 0", rv::csr(rv::CSRRCI, rv::a2, rv::mscratch, 0), old_value},
    };
    Machine machine;
    for (const Case& c : cases) {
        machine.core.csr.write(rv::mscratch, old_value);
        machine.execute(c.instruction, 0xFF00'FF00);
        EXPECT_EQ(machine.x(rv::a2), old_value) << c.name;
        EXPECT_EQ(machine.core.csr.mscratch, c.result) << c.name;
        EXPECT_EQ(machine.pc(), Machine::base + 4) << c.name;
    }
}

TEST(CsrInstruction, SwapsARegisterWithItself) {
    Machine machine;
    machine.core.csr.write(rv::mscratch, old_value);
    machine.execute(rv::csr(rv::CSRRW, rv::a0, rv::mscratch, rv::a0), 7);
    EXPECT_EQ(machine.x(rv::a0), old_value);
    EXPECT_EQ(machine.core.csr.mscratch, 7U);
}

// What would write a read-only register traps, even with the same value; what only reads it does not.
TEST(CsrInstruction, WhatAReadOnlyRegisterAllows) {
    struct Case {
        const char* name;
        std::uint32_t instruction;
        bool traps;
    };
    const Case cases[]{
        {"csrrw", rv::csr(rv::CSRRW, rv::a2, rv::mhartid, rv::a0), true},
        {"csrrw of x0 to x0", rv::csr(rv::CSRRW, rv::zero, rv::mhartid, 0), true},
        {"csrrs", rv::csr(rv::CSRRS, rv::a2, rv::mhartid, rv::a0), true},
        {"csrrc", rv::csr(rv::CSRRC, rv::a2, rv::mhartid, rv::a0), true},
        {"csrrwi", rv::csr(rv::CSRRWI, rv::a2, rv::mhartid, 0), true},
        {"csrrsi", rv::csr(rv::CSRRSI, rv::a2, rv::cycle, 1), true},
        {"csrrci", rv::csr(rv::CSRRCI, rv::a2, rv::time, 1), true},
        {"csrrs of x0", rv::csr(rv::CSRRS, rv::a2, rv::mhartid, 0), false},
        {"csrrc of x0", rv::csr(rv::CSRRC, rv::a2, rv::instret, 0), false},
        {"csrrsi of 0", rv::csr(rv::CSRRSI, rv::a2, rv::cycle, 0), false},
        {"csrrci of 0", rv::csr(rv::CSRRCI, rv::a2, rv::time, 0), false},
        {"reading what is absent", rv::csr(rv::CSRRS, rv::a2, 0x8FF, 0), true},
        {"writing what is absent", rv::csr(rv::CSRRW, rv::zero, 0x180, rv::a0), true},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        Machine machine;
        machine.execute(c.instruction, 0); // the source register holds 0: it counts as a write all the same
        EXPECT_EQ(machine.pc(), c.traps ? Machine::handler : Machine::base + 4);
        if (c.traps) {
            EXPECT_EQ(machine.core.csr.mcause, illegal);
            EXPECT_EQ(machine.core.csr.mtval, c.instruction);
            EXPECT_EQ(machine.core.csr.mepc, Machine::base);
        }
    }
}

// Reads see what retired before; a written counter does not count the instruction that wrote it.
TEST(CsrInstruction, CountersAreExact) {
    for (const std::uint32_t number : {rv::mcycle, rv::minstret}) {
        Machine machine;
        machine.place(Machine::base, {rv::nop, rv::nop, rv::csr(rv::CSRRS, rv::a2, number, 0),
                                      rv::csr(rv::CSRRW, rv::a3, number, rv::a0), rv::csr(rv::CSRRS, rv::t0, number, 0),
                                      rv::csr(rv::CSRRS, rv::t1, number, 0)});
        machine.restart(100);
        machine.step(6);
        EXPECT_EQ(machine.x(rv::a2), 2U);
        EXPECT_EQ(machine.x(rv::a3), 3U);
        EXPECT_EQ(machine.x(rv::t0), 100U);
        EXPECT_EQ(machine.x(rv::t1), 101U);
    }
}

// Writing one half is done instead of counting, for the other half too.
TEST(CsrInstruction, WritesBothHalvesOfACounter) {
    struct Halves {
        std::uint32_t low;
        std::uint32_t high;
    };
    for (const Halves& counter : {Halves{rv::mcycle, rv::mcycleh}, Halves{rv::minstret, rv::minstreth}}) {
        Machine machine;
        machine.place(Machine::base,
                      {rv::csr(rv::CSRRW, rv::zero, counter.low, rv::a0),
                       rv::csr(rv::CSRRW, rv::zero, counter.high, rv::a0), rv::csr(rv::CSRRS, rv::a2, counter.low, 0),
                       rv::nop, rv::csr(rv::CSRRS, rv::a3, counter.low, 0),
                       rv::csr(rv::CSRRS, rv::t0, counter.high, 0)});
        machine.restart(0xFFFF'FFFF);
        machine.step(6);
        EXPECT_EQ(machine.x(rv::a2), 0xFFFF'FFFF);
        EXPECT_EQ(machine.x(rv::a3), 1U);
        EXPECT_EQ(machine.x(rv::t0), 0U);
    }
}

TEST(CsrInstruction, StoppedCountersDoNotCount) {
    constexpr std::uint32_t both = 0b101;
    Machine machine;
    machine.place(Machine::base,
                  {rv::nop, rv::csr(rv::CSRRWI, rv::zero, rv::mcountinhibit, both), rv::nop, rv::nop,
                   rv::csr(rv::CSRRS, rv::a2, rv::mcycle, 0), rv::csr(rv::CSRRS, rv::a3, rv::minstret, 0),
                   rv::csr(rv::CSRRWI, rv::zero, rv::mcountinhibit, 0), rv::nop,
                   rv::csr(rv::CSRRS, rv::t0, rv::mcycle, 0), rv::csr(rv::CSRRS, rv::t1, rv::minstret, 0)});
    machine.step(10);
    EXPECT_EQ(machine.x(rv::a2), 2U) << "the instruction that stops them still counts";
    EXPECT_EQ(machine.x(rv::a3), 2U);
    EXPECT_EQ(machine.x(rv::t0), 3U);
    EXPECT_EQ(machine.x(rv::t1), 4U);
    EXPECT_EQ(machine.core.csr.cycles, 10U) << "the hart's own count goes on";
}

// An exception takes its clock but does not retire.
TEST(CsrInstruction, ExceptionsCountAsClocksOnly) {
    Machine machine;
    machine.place(Machine::base, {rv::nop, rv::ECALL});
    machine.place(Machine::handler,
                  {rv::csr(rv::CSRRS, rv::a2, rv::mcycle, 0), rv::csr(rv::CSRRS, rv::a3, rv::minstret, 0)});
    machine.step(4);
    EXPECT_EQ(machine.x(rv::a2), 2U);
    EXPECT_EQ(machine.x(rv::a3), 2U); // nop and the first csrrs
}

} // namespace
} // namespace edgeloom::test
