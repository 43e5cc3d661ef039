// What the register and immediate instructions compute.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t lowest = 0x8000'0000;
constexpr std::uint32_t highest = 0x7FFF'FFFF;
constexpr std::uint32_t minus_one = 0xFFFF'FFFF;

constexpr std::uint32_t minus(std::uint32_t value) {
    return ~value + 1;
}

struct Binary {
    const char* name;
    rv::Opcode opcode;
    std::uint32_t a;
    std::uint32_t b;
    std::uint32_t result;
};

TEST(Arithmetic, OfTwoRegisters) {
    const Binary cases[]{
        {"add", rv::ADD, 5, 7, 12},
        {"add wraps", rv::ADD, minus_one, 2, 1},
        {"sub", rv::SUB, 5, 7, minus(2)},
        {"sub wraps", rv::SUB, lowest, 1, highest},
        {"sll", rv::SLL, 1, 31, lowest},
        {"sll takes five bits of the amount", rv::SLL, 1, 0xFFFF'FF21, 2},
        {"srl", rv::SRL, lowest, 31, 1},
        {"srl takes five bits of the amount", rv::SRL, 4, 33, 2},
        {"sra", rv::SRA, lowest, 31, minus_one},
        {"sra of a positive value", rv::SRA, highest, 30, 1},
        {"sra takes five bits of the amount", rv::SRA, lowest, 32, lowest},
        {"slt", rv::SLT, minus_one, 0, 1},
        {"slt the other way", rv::SLT, 0, minus_one, 0},
        {"slt of equal values", rv::SLT, 3, 3, 0},
        {"sltu", rv::SLTU, 0, minus_one, 1},
        {"sltu the other way", rv::SLTU, minus_one, 0, 0},
        {"xor", rv::XOR, 0xFF00'FF00, 0x0FF0'0FF0, 0xF0F0'F0F0},
        {"or", rv::OR, 0xFF00'FF00, 0x0FF0'0FF0, 0xFFF0'FFF0},
        {"and", rv::AND, 0xFF00'FF00, 0x0FF0'0FF0, 0x0F00'0F00},
        {"mul", rv::MUL, 0x1234'5678, 0x9ABC'DEF0, 0x242D'2080},
        {"mul of negative values", rv::MUL, minus(3), minus(7), 21},
        {"mulh of the lowest", rv::MULH, lowest, lowest, 0x4000'0000},
        {"mulh of mixed signs", rv::MULH, lowest, 1, minus_one},
        {"mulh of -1 and -1", rv::MULH, minus_one, minus_one, 0},
        {"mulhsu", rv::MULHSU, minus_one, minus_one, minus_one},
        {"mulhsu takes only the first as signed", rv::MULHSU, 1, lowest, 0},
        {"mulhsu of the lowest", rv::MULHSU, lowest, minus_one, lowest},
        {"mulhu", rv::MULHU, minus_one, minus_one, 0xFFFF'FFFE},
        {"mulhu of the lowest", rv::MULHU, lowest, lowest, 0x4000'0000},
        {"div", rv::DIV, 20, 6, 3},
        {"div rounds towards zero", rv::DIV, minus(20), 6, minus(3)},
        {"div by a negative value", rv::DIV, 20, minus(6), minus(3)},
        {"div by zero", rv::DIV, 20, 0, minus_one},
        {"div overflows", rv::DIV, lowest, minus_one, lowest},
        {"divu", rv::DIVU, minus(20), 6, 715'827'879},
        {"divu by zero", rv::DIVU, 20, 0, minus_one},
        {"divu has no overflow", rv::DIVU, lowest, minus_one, 0},
        {"rem", rv::REM, 20, 6, 2},
        {"rem has the sign of the dividend", rv::REM, minus(20), 6, minus(2)},
        {"rem by a negative value", rv::REM, 20, minus(6), 2},
        {"rem by zero", rv::REM, minus(20), 0, minus(20)},
        {"rem overflows", rv::REM, lowest, minus_one, 0},
        {"remu", rv::REMU, minus(20), 6, 2},
        {"remu by zero", rv::REMU, minus(20), 0, minus(20)},
        {"remu has no overflow", rv::REMU, lowest, minus_one, lowest},
    };
    Machine machine;
    for (const Binary& c : cases) {
        machine.execute(rv::r(c.opcode, rv::a2, rv::a0, rv::a1), c.a, c.b);
        EXPECT_EQ(machine.x(rv::a2), c.result) << c.name;
        EXPECT_EQ(machine.pc(), Machine::base + 4) << c.name;
    }
}

struct Immediate {
    const char* name;
    rv::Opcode opcode;
    std::uint32_t a;
    std::int32_t immediate;
    std::uint32_t result;
};

TEST(Arithmetic, WithAnImmediate) {
    const Immediate cases[]{
        {"addi", rv::ADDI, 5, 2047, 2052},
        {"addi of the lowest immediate", rv::ADDI, 0, -2048, 0xFFFF'F800},
        {"slti", rv::SLTI, minus(2), -1, 1},
        {"slti of equal values", rv::SLTI, minus_one, -1, 0},
        {"sltiu extends the sign first", rv::SLTIU, 5, -1, 1},
        {"sltiu the other way", rv::SLTIU, minus_one, 1, 0},
        {"xori with -1 is not", rv::XORI, 0x0F0F'0F0F, -1, 0xF0F0'F0F0},
        {"ori", rv::ORI, 0x1000'0000, -2048, 0xFFFF'F800},
        {"andi", rv::ANDI, 0xFFFF'FFFF, -16, 0xFFFF'FFF0},
        {"slli", rv::SLLI, 3, 30, 0xC000'0000},
        {"slli by 0", rv::SLLI, 3, 0, 3},
        {"srli", rv::SRLI, 0xC000'0000, 30, 3},
        {"srai", rv::SRAI, 0xC000'0000, 30, minus_one},
        {"srai of a positive value", rv::SRAI, 0x4000'0000, 30, 1},
    };
    Machine machine;
    for (const Immediate& c : cases) {
        machine.execute(rv::i(c.opcode, rv::a2, rv::a0, c.immediate), c.a);
        EXPECT_EQ(machine.x(rv::a2), c.result) << c.name;
    }
}

TEST(Arithmetic, UpperImmediates) {
    Machine machine;
    machine.execute(rv::u(rv::LUI, rv::a2, 0xFEDC'B000));
    EXPECT_EQ(machine.x(rv::a2), 0xFEDC'B000);
    machine.execute(rv::u(rv::AUIPC, rv::a2, 0x1000));
    EXPECT_EQ(machine.x(rv::a2), Machine::base + 0x1000);
    machine.execute(rv::u(rv::AUIPC, rv::a2, 0xFFFF'F000));
    EXPECT_EQ(machine.x(rv::a2), Machine::base - 0x1000);
}

TEST(Arithmetic, RegisterZeroStaysZero) {
    Machine machine;
    machine.write_word(Machine::data, 7);
    for (const std::uint32_t instruction :
         {rv::r(rv::ADD, rv::zero, rv::a0, rv::a1), rv::i(rv::ADDI, rv::zero, rv::a0, 1),
          rv::u(rv::LUI, rv::zero, 0x1000), rv::j(rv::JAL, rv::zero, 8), rv::i(rv::LW, rv::zero, rv::a0, 0),
          rv::r(rv::AMOADD, rv::zero, rv::a0, rv::a1), rv::csr(rv::CSRRS, rv::zero, rv::mtvec, 0)}) {
        machine.execute(instruction, Machine::data, 3);
        EXPECT_EQ(machine.x(rv::zero), 0U) << std::hex << instruction;
        EXPECT_EQ(machine.core.csr.instructions, machine.core.csr.cycles) << "a trap at " << std::hex << instruction;
    }
}

TEST(Arithmetic, AResultMayReplaceAnOperand) {
    Machine machine;
    machine.execute(rv::r(rv::SUB, rv::a0, rv::a0, rv::a1), 10, 3);
    EXPECT_EQ(machine.x(rv::a0), 7U);
    machine.execute(rv::r(rv::SUB, rv::a1, rv::a0, rv::a1), 10, 3);
    EXPECT_EQ(machine.x(rv::a1), 7U);
}

// Products and quotients of random operands have to fit together, whatever the signs.
TEST(Arithmetic, ProductsAndQuotientsOfRandomOperands) {
    Machine machine;
    const auto of = [&machine](rv::Opcode opcode, std::uint32_t a, std::uint32_t b) {
        machine.execute(rv::r(opcode, rv::a2, rv::a0, rv::a1), a, b);
        return machine.x(rv::a2);
    };
    std::mt19937 random(1);
    const auto draw = [&random] { return static_cast<std::uint32_t>(random() >> random() % 32); }; // of any magnitude
    for (int round = 0; round < 2000; ++round) {
        const std::uint32_t a = draw();
        const std::uint32_t b = draw() | 1;
        const auto product = std::uint64_t{a} * b;
        ASSERT_EQ(of(rv::MUL, a, b), static_cast<std::uint32_t>(product));
        const auto upper = static_cast<std::uint32_t>(product >> 32);
        ASSERT_EQ(of(rv::MULHU, a, b), upper);
        // Unprivileged specification, chapter 7: reading an operand as signed takes away 2^32 times the other one.
        const std::uint32_t first = (a & lowest) != 0 ? b : 0;
        const std::uint32_t second = (b & lowest) != 0 ? a : 0;
        ASSERT_EQ(of(rv::MULHSU, a, b), upper - first);
        ASSERT_EQ(of(rv::MULH, a, b), upper - first - second);
        ASSERT_EQ(of(rv::DIVU, a, b) * b + of(rv::REMU, a, b), a);
        ASSERT_LT(of(rv::REMU, a, b), b);
        ASSERT_EQ(of(rv::DIV, a, b) * b + of(rv::REM, a, b), a);
    }
}

} // namespace
} // namespace edgeloom::test
