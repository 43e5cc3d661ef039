// 32-bit instructions, against encodings that the GNU assembler made.
#include "hart/decoder.hpp"
#include "unit/hart/encode.hpp"
#include "unit/hart/expected_operation.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using hart::Kind;
using hart::Operation;

struct Case {
    const char* text;
    std::uint32_t bits;
    ExpectedOperation operation;
};

TEST(Decoder, Words) {
    const Case cases[]{
        {"add t6, s3, a5", 0x00F9'8FB3, registers(Kind::add, 31, 19, 15)},
        {"sub t6, s3, a5", 0x40F9'8FB3, registers(Kind::sub, 31, 19, 15)},
        {"sll t6, s3, a5", 0x00F9'9FB3, registers(Kind::sll, 31, 19, 15)},
        {"slt t6, s3, a5", 0x00F9'AFB3, registers(Kind::slt, 31, 19, 15)},
        {"sltu t6, s3, a5", 0x00F9'BFB3, registers(Kind::sltu, 31, 19, 15)},
        {"xor t6, s3, a5", 0x00F9'CFB3, registers(Kind::xor_, 31, 19, 15)},
        {"srl t6, s3, a5", 0x00F9'DFB3, registers(Kind::srl, 31, 19, 15)},
        {"sra t6, s3, a5", 0x40F9'DFB3, registers(Kind::sra, 31, 19, 15)},
        {"or t6, s3, a5", 0x00F9'EFB3, registers(Kind::or_, 31, 19, 15)},
        {"and t6, s3, a5", 0x00F9'FFB3, registers(Kind::and_, 31, 19, 15)},
        {"mul t6, s3, a5", 0x02F9'8FB3, registers(Kind::mul, 31, 19, 15)},
        {"mulh t6, s3, a5", 0x02F9'9FB3, registers(Kind::mulh, 31, 19, 15)},
        {"mulhsu t6, s3, a5", 0x02F9'AFB3, registers(Kind::mulhsu, 31, 19, 15)},
        {"mulhu t6, s3, a5", 0x02F9'BFB3, registers(Kind::mulhu, 31, 19, 15)},
        {"div t6, s3, a5", 0x02F9'CFB3, registers(Kind::div, 31, 19, 15)},
        {"divu t6, s3, a5", 0x02F9'DFB3, registers(Kind::divu, 31, 19, 15)},
        {"rem t6, s3, a5", 0x02F9'EFB3, registers(Kind::rem, 31, 19, 15)},
        {"remu t6, s3, a5", 0x02F9'FFB3, registers(Kind::remu, 31, 19, 15)},
        {"add zero, a1, a2", 0x00C5'8033, registers(Kind::add, 0, 11, 12)},
        {"addi s1, t5, -2048", 0x800F'0493, with_immediate(Kind::addi, 9, 30, -2048)},
        {"addi t6, a0, 2047", 0x7FF5'0F93, with_immediate(Kind::addi, 31, 10, 2047)},
        {"slti s1, t5, -2048", 0x800F'2493, with_immediate(Kind::slti, 9, 30, -2048)},
        {"slti t6, a0, 2047", 0x7FF5'2F93, with_immediate(Kind::slti, 31, 10, 2047)},
        {"sltiu s1, t5, -2048", 0x800F'3493, with_immediate(Kind::sltiu, 9, 30, -2048)},
        {"sltiu t6, a0, 2047", 0x7FF5'3F93, with_immediate(Kind::sltiu, 31, 10, 2047)},
        {"xori s1, t5, -2048", 0x800F'4493, with_immediate(Kind::xori, 9, 30, -2048)},
        {"xori t6, a0, 2047", 0x7FF5'4F93, with_immediate(Kind::xori, 31, 10, 2047)},
        {"ori s1, t5, -2048", 0x800F'6493, with_immediate(Kind::ori, 9, 30, -2048)},
        {"ori t6, a0, 2047", 0x7FF5'6F93, with_immediate(Kind::ori, 31, 10, 2047)},
        {"andi s1, t5, -2048", 0x800F'7493, with_immediate(Kind::andi, 9, 30, -2048)},
        {"andi t6, a0, 2047", 0x7FF5'7F93, with_immediate(Kind::andi, 31, 10, 2047)},
        {"slli a0, s11, 31", 0x01FD'9513, with_immediate(Kind::slli, 10, 27, 31)},
        {"slli s11, a0, 1", 0x0015'1D93, with_immediate(Kind::slli, 27, 10, 1)},
        {"srli a0, s11, 31", 0x01FD'D513, with_immediate(Kind::srli, 10, 27, 31)},
        {"srli s11, a0, 1", 0x0015'5D93, with_immediate(Kind::srli, 27, 10, 1)},
        {"srai a0, s11, 31", 0x41FD'D513, with_immediate(Kind::srai, 10, 27, 31)},
        {"srai s11, a0, 1", 0x4015'5D93, with_immediate(Kind::srai, 27, 10, 1)},
        {"lb a7, -1(t3)", 0xFFFE'0883, with_immediate(Kind::lb, 17, 28, -1)},
        {"lb s0, 1365(tp)", 0x5552'0403, with_immediate(Kind::lb, 8, 4, 1365)},
        {"lh a7, -1(t3)", 0xFFFE'1883, with_immediate(Kind::lh, 17, 28, -1)},
        {"lh s0, 1365(tp)", 0x5552'1403, with_immediate(Kind::lh, 8, 4, 1365)},
        {"lw a7, -1(t3)", 0xFFFE'2883, with_immediate(Kind::lw, 17, 28, -1)},
        {"lw s0, 1365(tp)", 0x5552'2403, with_immediate(Kind::lw, 8, 4, 1365)},
        {"lbu a7, -1(t3)", 0xFFFE'4883, with_immediate(Kind::lbu, 17, 28, -1)},
        {"lbu s0, 1365(tp)", 0x5552'4403, with_immediate(Kind::lbu, 8, 4, 1365)},
        {"lhu a7, -1(t3)", 0xFFFE'5883, with_immediate(Kind::lhu, 17, 28, -1)},
        {"lhu s0, 1365(tp)", 0x5552'5403, with_immediate(Kind::lhu, 8, 4, 1365)},
        {"jalr ra, 16(t2)", 0x0103'80E7, with_immediate(Kind::jalr, 1, 7, 16)},
        {"jalr zero, -2(ra)", 0xFFE0'8067, with_immediate(Kind::jalr, 0, 1, -2)},
        {"sb a7, -1(t3)", 0xFF1E'0FA3, two_sources(Kind::sb, 28, 17, -1)},
        {"sb t6, 1365(tp)", 0x55F2'0AA3, two_sources(Kind::sb, 4, 31, 1365)},
        {"sb s0, -1366(sp)", 0xAA81'0523, two_sources(Kind::sb, 2, 8, -1366)},
        {"sh a7, -1(t3)", 0xFF1E'1FA3, two_sources(Kind::sh, 28, 17, -1)},
        {"sh t6, 1365(tp)", 0x55F2'1AA3, two_sources(Kind::sh, 4, 31, 1365)},
        {"sh s0, -1366(sp)", 0xAA81'1523, two_sources(Kind::sh, 2, 8, -1366)},
        {"sw a7, -1(t3)", 0xFF1E'2FA3, two_sources(Kind::sw, 28, 17, -1)},
        {"sw t6, 1365(tp)", 0x55F2'2AA3, two_sources(Kind::sw, 4, 31, 1365)},
        {"sw s0, -1366(sp)", 0xAA81'2523, two_sources(Kind::sw, 2, 8, -1366)},
        {"beq s4, a3, .-4096", 0x80DA'0063, two_sources(Kind::beq, 20, 13, -4096)},
        {"beq t0, t6, .+4094", 0x7FF2'8FE3, two_sources(Kind::beq, 5, 31, 4094)},
        {"beq t0, t6, .+2728", 0x2BF2'84E3, two_sources(Kind::beq, 5, 31, 2728)},
        {"bne s4, a3, .-4096", 0x80DA'1063, two_sources(Kind::bne, 20, 13, -4096)},
        {"bne t0, t6, .+4094", 0x7FF2'9FE3, two_sources(Kind::bne, 5, 31, 4094)},
        {"bne t0, t6, .+2728", 0x2BF2'94E3, two_sources(Kind::bne, 5, 31, 2728)},
        {"blt s4, a3, .-4096", 0x80DA'4063, two_sources(Kind::blt, 20, 13, -4096)},
        {"blt t0, t6, .+4094", 0x7FF2'CFE3, two_sources(Kind::blt, 5, 31, 4094)},
        {"blt t0, t6, .+2728", 0x2BF2'C4E3, two_sources(Kind::blt, 5, 31, 2728)},
        {"bge s4, a3, .-4096", 0x80DA'5063, two_sources(Kind::bge, 20, 13, -4096)},
        {"bge t0, t6, .+4094", 0x7FF2'DFE3, two_sources(Kind::bge, 5, 31, 4094)},
        {"bge t0, t6, .+2728", 0x2BF2'D4E3, two_sources(Kind::bge, 5, 31, 2728)},
        {"bltu s4, a3, .-4096", 0x80DA'6063, two_sources(Kind::bltu, 20, 13, -4096)},
        {"bltu t0, t6, .+4094", 0x7FF2'EFE3, two_sources(Kind::bltu, 5, 31, 4094)},
        {"bltu t0, t6, .+2728", 0x2BF2'E4E3, two_sources(Kind::bltu, 5, 31, 2728)},
        {"bgeu s4, a3, .-4096", 0x80DA'7063, two_sources(Kind::bgeu, 20, 13, -4096)},
        {"bgeu t0, t6, .+4094", 0x7FF2'FFE3, two_sources(Kind::bgeu, 5, 31, 4094)},
        {"bgeu t0, t6, .+2728", 0x2BF2'F4E3, two_sources(Kind::bgeu, 5, 31, 2728)},
        {"lui s5, 0x80000", 0x8000'0AB7, upper(Kind::lui, 21, 0x8000'0000)},
        {"lui a0, 0x12345", 0x1234'5537, upper(Kind::lui, 10, 0x1234'5000)},
        {"auipc t6, 0xfffff", 0xFFFF'FF97, upper(Kind::auipc, 31, 0xFFFF'F000)},
        {"jal s6, .-1048576", 0x8000'0B6F, upper(Kind::jal, 22, negative(1048576))},
        {"jal s6, .+1048574", 0x7FFF'FB6F, upper(Kind::jal, 22, 1048574)},
        {"jal s6, .+349524", 0x5545'5B6F, upper(Kind::jal, 22, 349524)},
        {"jal s6, .+2048", 0x0010'0B6F, upper(Kind::jal, 22, 2048)},
        {"jal s6, .-2", 0xFFFF'FB6F, upper(Kind::jal, 22, negative(2))},
        {"amoswap.w t6, s3, (a5)", 0x0937'AFAF, registers(Kind::amoswap, 31, 15, 19)},
        {"amoadd.w t6, s3, (a5)", 0x0137'AFAF, registers(Kind::amoadd, 31, 15, 19)},
        {"amoxor.w t6, s3, (a5)", 0x2137'AFAF, registers(Kind::amoxor, 31, 15, 19)},
        {"amoand.w t6, s3, (a5)", 0x6137'AFAF, registers(Kind::amoand, 31, 15, 19)},
        {"amoor.w t6, s3, (a5)", 0x4137'AFAF, registers(Kind::amoor, 31, 15, 19)},
        {"amomin.w t6, s3, (a5)", 0x8137'AFAF, registers(Kind::amomin, 31, 15, 19)},
        {"amomax.w t6, s3, (a5)", 0xA137'AFAF, registers(Kind::amomax, 31, 15, 19)},
        {"amominu.w t6, s3, (a5)", 0xC137'AFAF, registers(Kind::amominu, 31, 15, 19)},
        {"amomaxu.w t6, s3, (a5)", 0xE137'AFAF, registers(Kind::amomaxu, 31, 15, 19)},
        {"sc.w t6, s3, (a5)", 0x1937'AFAF, registers(Kind::sc, 31, 15, 19)},
        {"amoadd.w.aqrl a0, a1, (a2)", 0x06B6'252F, registers(Kind::amoadd, 10, 12, 11)},
        {"lr.w t6, (a5)", 0x1007'AFAF, registers(Kind::lr, 31, 15, 0)},
        {"lr.w.aq a0, (a1)", 0x1405'A52F, registers(Kind::lr, 10, 11, 0)},
        {"sc.w.rl a0, a2, (a1)", 0x1AC5'A52F, registers(Kind::sc, 10, 11, 12)},
        {"csrrw t6, mscratch, s3", 0x3409'9FF3, with_immediate(Kind::csrrw, 31, 19, 0x340)},
        {"csrrs t6, mscratch, s3", 0x3409'AFF3, with_immediate(Kind::csrrs, 31, 19, 0x340)},
        {"csrrc t6, mscratch, s3", 0x3409'BFF3, with_immediate(Kind::csrrc, 31, 19, 0x340)},
        {"csrrwi t6, mhartid, 21", 0xF14A'DFF3, with_immediate(Kind::csrrwi, 31, 21, 0xF14)},
        {"csrrsi t6, mhartid, 21", 0xF14A'EFF3, with_immediate(Kind::csrrsi, 31, 21, 0xF14)},
        {"csrrci t6, mhartid, 21", 0xF14A'FFF3, with_immediate(Kind::csrrci, 31, 21, 0xF14)},
        {"fence rw, rw", 0x0330'000F, alone(Kind::fence)},
        {"fence iorw, iorw", 0x0FF0'000F, alone(Kind::fence)},
        {"fence.tso", 0x8330'000F, alone(Kind::fence)},
        {"fence.i", 0x0000'100F, alone(Kind::fence_i)},
        {"ecall", 0x0000'0073, alone(Kind::ecall)},
        {"ebreak", 0x0010'0073, alone(Kind::ebreak)},
        {"mret", 0x3020'0073, alone(Kind::mret)},
        {"wfi", 0x1050'0073, alone(Kind::wfi)},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.text);
        const Operation operation = hart::decode(c.bits);
        EXPECT_EQ(difference(c.operation, operation), "");
        EXPECT_EQ(operation.bits, c.bits);
        EXPECT_EQ(operation.bytes, 4);
    }
}

TEST(Decoder, EveryImmediateOfTwelveBits) {
    for (std::int32_t value = -2048; value < 2048; ++value) {
        ASSERT_EQ(hart::decode(rv::i(rv::ADDI, 1, 2, value)).immediate, value);
        ASSERT_EQ(hart::decode(rv::s(rv::SW, 1, 2, value)).immediate, value);
        ASSERT_EQ(hart::decode(rv::b(rv::BEQ, 1, 2, 2 * value)).immediate, 2 * value);
    }
}

TEST(Decoder, EveryImmediateOfTwentyBits) {
    constexpr std::int32_t half = 1 << 19;
    for (std::int32_t value = -half; value < half; ++value) {
        ASSERT_EQ(hart::decode(rv::j(rv::JAL, 1, 2 * value)).immediate, 2 * value);
        const auto upper = static_cast<std::uint32_t>(value) << 12;
        ASSERT_EQ(static_cast<std::uint32_t>(hart::decode(rv::u(rv::LUI, 1, upper)).immediate), upper);
    }
}

TEST(Decoder, EveryRegister) {
    for (std::uint32_t number = 0; number < 32; ++number) {
        const Operation operation = hart::decode(rv::r(rv::ADD, number, 31 - number, number ^ 5));
        ASSERT_EQ(difference(registers(Kind::add, number, 31 - number, number ^ 5), operation), "");
    }
}

// The specification wants the unused fields of fences ignored, for what may come.
TEST(Decoder, FencesIgnoreTheirRegisters) {
    EXPECT_EQ(hart::decode(0x0FF5'850F).kind, Kind::fence);
    EXPECT_EQ(hart::decode(0xFFF5'950F).kind, Kind::fence_i);
}

TEST(Decoder, LengthComesFromTheLowestBits) {
    EXPECT_EQ(hart::instruction_bytes(0x0000'0003), 4U);
    EXPECT_EQ(hart::instruction_bytes(0xFFFF'FFFC), 2U);
    EXPECT_EQ(hart::instruction_bytes(0x0000'0001), 2U);
    EXPECT_EQ(hart::instruction_bytes(0x0000'0002), 2U);
}

} // namespace
} // namespace edgeloom::test
