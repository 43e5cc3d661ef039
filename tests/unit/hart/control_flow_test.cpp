// Branches, jumps, and what passes from one instruction to the next.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t minus_one = 0xFFFF'FFFF;

TEST(ControlFlow, Branches) {
    struct Case {
        const char* name;
        rv::Opcode opcode;
        std::uint32_t a;
        std::uint32_t b;
        bool taken;
    };
    const Case cases[]{
        {"beq", rv::BEQ, 3, 3, true},           {"beq not", rv::BEQ, 3, 4, false},
        {"bne", rv::BNE, 3, 4, true},           {"bne not", rv::BNE, 3, 3, false},
        {"blt", rv::BLT, minus_one, 0, true},   {"blt not", rv::BLT, 0, minus_one, false},
        {"blt equal", rv::BLT, 3, 3, false},    {"bge", rv::BGE, 0, minus_one, true},
        {"bge equal", rv::BGE, 3, 3, true},     {"bge not", rv::BGE, minus_one, 0, false},
        {"bltu", rv::BLTU, 0, minus_one, true}, {"bltu not", rv::BLTU, minus_one, 0, false},
        {"bltu equal", rv::BLTU, 3, 3, false},  {"bgeu", rv::BGEU, minus_one, 0, true},
        {"bgeu equal", rv::BGEU, 3, 3, true},   {"bgeu not", rv::BGEU, 0, minus_one, false},
    };
    Machine machine;
    for (const Case& c : cases) {
        for (const std::int32_t offset : {-4096, -2, 6, 4094}) {
            machine.execute(rv::b(c.opcode, rv::a0, rv::a1, offset), c.a, c.b);
            const std::uint32_t target = Machine::base + static_cast<std::uint32_t>(offset);
            EXPECT_EQ(machine.pc(), c.taken ? target : Machine::base + 4) << c.name << ", " << offset;
        }
    }
}

TEST(ControlFlow, JumpsLeaveTheReturnAddress) {
    Machine machine;
    machine.execute(rv::j(rv::JAL, rv::a2, 0x1002));
    EXPECT_EQ(machine.pc(), Machine::base + 0x1002);
    EXPECT_EQ(machine.x(rv::a2), Machine::base + 4);
    machine.execute(rv::i(rv::JALR, rv::a2, rv::a0, -4), 0x9000'0005);
    EXPECT_EQ(machine.pc(), 0x9000'0000) << "the lowest bit of the sum is dropped";
    EXPECT_EQ(machine.x(rv::a2), Machine::base + 4);
    machine.execute(rv::i(rv::JALR, rv::a0, rv::a0, 0), 0x9000'0000);
    EXPECT_EQ(machine.pc(), 0x9000'0000) << "through the register that takes the return address";
    EXPECT_EQ(machine.x(rv::a0), Machine::base + 4);
}

TEST(ControlFlow, CompressedInstructionsAreTwoBytesLong) {
    constexpr std::uint32_t c_jal_8 = 0x2021;
    constexpr std::uint32_t c_jalr_a0 = 0x9502;
    constexpr std::uint32_t c_addi_a0_1 = 0x0505;
    Machine machine;
    machine.execute(c_jal_8);
    EXPECT_EQ(machine.pc(), Machine::base + 8);
    EXPECT_EQ(machine.x(rv::ra), Machine::base + 2);
    machine.execute(c_jalr_a0, 0x9000'0000);
    EXPECT_EQ(machine.pc(), 0x9000'0000);
    EXPECT_EQ(machine.x(rv::ra), Machine::base + 2);
    machine.place(Machine::base, {c_addi_a0_1 | c_addi_a0_1 << 16});
    machine.core.changed_by_others(Machine::base, 4);
    machine.restart(5);
    machine.step();
    EXPECT_EQ(machine.pc(), Machine::base + 2);
    machine.step();
    EXPECT_EQ(machine.pc(), Machine::base + 4);
    EXPECT_EQ(machine.x(rv::a0), 7U);
}

TEST(ControlFlow, AWordMayBeginAtAnyHalfword) {
    constexpr std::uint32_t c_nop = 0x0001;
    Machine machine;
    const std::uint32_t addi = rv::i(rv::ADDI, rv::a0, rv::a0, 3);
    for (const std::uint32_t start : {Machine::base, Machine::base + 0xFFC}) { // the latter across two pages
        machine.place(start, {c_nop | addi << 16, addi >> 16});
        machine.restart(1, 0, start);
        machine.step(2);
        EXPECT_EQ(machine.x(rv::a0), 4U);
        EXPECT_EQ(machine.pc(), start + 6);
    }
}

TEST(ControlFlow, FencesDoNothing) {
    Machine machine;
    machine.place(Machine::base, {rv::FENCE, rv::FENCE_I});
    machine.step(2);
    EXPECT_EQ(machine.pc(), Machine::base + 8);
    EXPECT_EQ(machine.core.csr.instructions, 2U);
}

TEST(ControlFlow, ALoopCountsClocksAndInstructions) {
    Machine machine;
    machine.place(Machine::base, {rv::i(rv::ADDI, rv::a0, rv::a0, -1), rv::b(rv::BNE, rv::a0, rv::zero, -4)});
    machine.restart(100);
    machine.step(200);
    EXPECT_EQ(machine.x(rv::a0), 0U);
    EXPECT_EQ(machine.pc(), Machine::base + 8);
    EXPECT_EQ(machine.core.csr.cycles, 200U);
    EXPECT_EQ(machine.core.csr.instructions, 200U);
}

// A jump to itself ends a program, unless an interrupt can take the hart out of it.
TEST(ControlFlow, AJumpToItselfIsStuckWithoutInterrupts) {
    struct Case {
        std::uint32_t status;
        std::uint32_t mie;
        bool stuck;
    };
    for (const Case& c : {Case{0, 0, true}, Case{hart::mstatus::mie, 0, true}, Case{0, 1U << 7, true},
                          Case{hart::mstatus::mie, 1U << 7, false}}) {
        Machine machine;
        machine.core.csr.write(rv::mstatus, c.status);
        machine.core.csr.write(rv::mie, c.mie);
        machine.place(Machine::base, {rv::j(rv::JAL, rv::zero, 0)});
        machine.step(5);
        EXPECT_EQ(machine.core.stuck, c.stuck) << c.status << " " << c.mie;
        EXPECT_EQ(machine.core.csr.instructions, c.stuck ? 1U : 5U);
    }
}

TEST(ControlFlow, ResetPassesItsArguments) {
    Machine machine;
    machine.execute(rv::i(rv::ADDI, rv::a2, rv::a0, 5), 1, 2);
    machine.restart(3, 4, Machine::base + 8);
    EXPECT_EQ(machine.pc(), Machine::base + 8);
    EXPECT_EQ(machine.x(rv::a0), 3U);
    EXPECT_EQ(machine.x(rv::a1), 4U);
    EXPECT_EQ(machine.x(rv::a2), 0U);
}

} // namespace
} // namespace edgeloom::test
