// Compressed instructions, against encodings that the GNU assembler made.
#include "hart/decoder.hpp"
#include "unit/hart/expected_operation.hpp"

#include <gtest/gtest.h>

#include <map>

namespace edgeloom::test {
namespace {

using hart::Kind;
using hart::Operation;

struct Case {
    const char* text;
    std::uint32_t bits;
    ExpectedOperation operation;
};

TEST(CompressedDecoder, Halfwords) {
    const Case cases[]{
        {"c.addi4spn s0, sp, 1020", 0x1FE0, with_immediate(Kind::addi, 8, 2, 1020)},
        {"c.addi4spn a5, sp, 4", 0x005C, with_immediate(Kind::addi, 15, 2, 4)},
        {"c.addi4spn a3, sp, 340", 0x0AD4, with_immediate(Kind::addi, 13, 2, 340)},
        {"c.addi4spn a3, sp, 680", 0x1534, with_immediate(Kind::addi, 13, 2, 680)},
        {"c.lw a5, 124(s0)", 0x5C7C, with_immediate(Kind::lw, 15, 8, 124)},
        {"c.lw s1, 84(a4)", 0x4B64, with_immediate(Kind::lw, 9, 14, 84)},
        {"c.lw a0, 40(a1)", 0x5588, with_immediate(Kind::lw, 10, 11, 40)},
        {"c.lw a2, 0(a3)", 0x4290, with_immediate(Kind::lw, 12, 13, 0)},
        {"c.sw a5, 124(s0)", 0xDC7C, two_sources(Kind::sw, 8, 15, 124)},
        {"c.sw s1, 84(a4)", 0xCB64, two_sources(Kind::sw, 14, 9, 84)},
        {"c.sw a0, 40(a1)", 0xD588, two_sources(Kind::sw, 11, 10, 40)},
        {"c.sw a2, 0(a3)", 0xC290, two_sources(Kind::sw, 13, 12, 0)},
        {"c.nop", 0x0001, with_immediate(Kind::addi, 0, 0, 0)},
        {"c.addi t6, -32", 0x1F81, with_immediate(Kind::addi, 31, 31, -32)},
        {"c.li t6, -32", 0x5F81, with_immediate(Kind::addi, 31, 0, -32)},
        {"c.addi a0, 31", 0x057D, with_immediate(Kind::addi, 10, 10, 31)},
        {"c.li a0, 31", 0x457D, with_immediate(Kind::addi, 10, 0, 31)},
        {"c.addi s4, -11", 0x1A55, with_immediate(Kind::addi, 20, 20, -11)},
        {"c.li s4, -11", 0x5A55, with_immediate(Kind::addi, 20, 0, -11)},
        {"c.jal .-2048", 0x3001, upper(Kind::jal, 1, negative(2048))},
        {"c.jal .+2046", 0x2FFD, upper(Kind::jal, 1, 2046)},
        {"c.jal .+1364", 0x2B91, upper(Kind::jal, 1, 1364)},
        {"c.jal .+682", 0x246D, upper(Kind::jal, 1, 682)},
        {"c.jal .-2", 0x3FFD, upper(Kind::jal, 1, negative(2))},
        {"c.j .-2048", 0xB001, upper(Kind::jal, 0, negative(2048))},
        {"c.j .+2046", 0xAFFD, upper(Kind::jal, 0, 2046)},
        {"c.j .+1364", 0xAB91, upper(Kind::jal, 0, 1364)},
        {"c.j .+682", 0xA46D, upper(Kind::jal, 0, 682)},
        {"c.j .-2", 0xBFFD, upper(Kind::jal, 0, negative(2))},
        {"c.addi16sp sp, -512", 0x7101, with_immediate(Kind::addi, 2, 2, -512)},
        {"c.addi16sp sp, 496", 0x617D, with_immediate(Kind::addi, 2, 2, 496)},
        {"c.addi16sp sp, 336", 0x6171, with_immediate(Kind::addi, 2, 2, 336)},
        {"c.addi16sp sp, -176", 0x7171, with_immediate(Kind::addi, 2, 2, -176)},
        {"c.addi16sp sp, 16", 0x6141, with_immediate(Kind::addi, 2, 2, 16)},
        {"c.lui a0, 0x1", 0x6505, upper(Kind::lui, 10, 0x1000)},
        {"c.lui t6, 0x1f", 0x6FFD, upper(Kind::lui, 31, 0x1'F000)},
        {"c.lui s4, 0xfffe0", 0x7A01, upper(Kind::lui, 20, 0xFFFE'0000)},
        {"c.lui ra, 0xffff5", 0x70D5, upper(Kind::lui, 1, 0xFFFF'5000)},
        {"c.srli s0, 31", 0x807D, with_immediate(Kind::srli, 8, 8, 31)},
        {"c.srli a5, 1", 0x8385, with_immediate(Kind::srli, 15, 15, 1)},
        {"c.srli a2, 21", 0x8255, with_immediate(Kind::srli, 12, 12, 21)},
        {"c.srai s0, 31", 0x847D, with_immediate(Kind::srai, 8, 8, 31)},
        {"c.srai a5, 1", 0x8785, with_immediate(Kind::srai, 15, 15, 1)},
        {"c.srai a2, 21", 0x8655, with_immediate(Kind::srai, 12, 12, 21)},
        {"c.andi s0, -32", 0x9801, with_immediate(Kind::andi, 8, 8, -32)},
        {"c.andi a5, 31", 0x8BFD, with_immediate(Kind::andi, 15, 15, 31)},
        {"c.andi a2, 21", 0x8A55, with_immediate(Kind::andi, 12, 12, 21)},
        {"c.sub s1, a5", 0x8C9D, registers(Kind::sub, 9, 9, 15)},
        {"c.xor s1, a5", 0x8CBD, registers(Kind::xor_, 9, 9, 15)},
        {"c.or s1, a5", 0x8CDD, registers(Kind::or_, 9, 9, 15)},
        {"c.and s1, a5", 0x8CFD, registers(Kind::and_, 9, 9, 15)},
        {"c.beqz s0, .-256", 0xD001, two_sources(Kind::beq, 8, 0, -256)},
        {"c.beqz a5, .+254", 0xCFFD, two_sources(Kind::beq, 15, 0, 254)},
        {"c.beqz a2, .+170", 0xC64D, two_sources(Kind::beq, 12, 0, 170)},
        {"c.beqz a3, .+84", 0xCAB1, two_sources(Kind::beq, 13, 0, 84)},
        {"c.bnez s0, .-256", 0xF001, two_sources(Kind::bne, 8, 0, -256)},
        {"c.bnez a5, .+254", 0xEFFD, two_sources(Kind::bne, 15, 0, 254)},
        {"c.bnez a2, .+170", 0xE64D, two_sources(Kind::bne, 12, 0, 170)},
        {"c.bnez a3, .+84", 0xEAB1, two_sources(Kind::bne, 13, 0, 84)},
        {"c.slli t6, 31", 0x0FFE, with_immediate(Kind::slli, 31, 31, 31)},
        {"c.slli a0, 1", 0x0506, with_immediate(Kind::slli, 10, 10, 1)},
        {"c.slli s4, 21", 0x0A56, with_immediate(Kind::slli, 20, 20, 21)},
        {"c.lwsp t6, 252(sp)", 0x5FFE, with_immediate(Kind::lw, 31, 2, 252)},
        {"c.swsp t6, 252(sp)", 0xDFFE, two_sources(Kind::sw, 2, 31, 252)},
        {"c.lwsp ra, 84(sp)", 0x40D6, with_immediate(Kind::lw, 1, 2, 84)},
        {"c.swsp ra, 84(sp)", 0xCA86, two_sources(Kind::sw, 2, 1, 84)},
        {"c.lwsp a0, 168(sp)", 0x552A, with_immediate(Kind::lw, 10, 2, 168)},
        {"c.swsp a0, 168(sp)", 0xD52A, two_sources(Kind::sw, 2, 10, 168)},
        {"c.lwsp s4, 0(sp)", 0x4A02, with_immediate(Kind::lw, 20, 2, 0)},
        {"c.swsp s4, 0(sp)", 0xC052, two_sources(Kind::sw, 2, 20, 0)},
        {"c.swsp zero, 4(sp)", 0xC202, two_sources(Kind::sw, 2, 0, 4)},
        {"c.jr t6", 0x8F82, with_immediate(Kind::jalr, 0, 31, 0)},
        {"c.jalr s4", 0x9A02, with_immediate(Kind::jalr, 1, 20, 0)},
        {"c.mv t6, s4", 0x8FD2, registers(Kind::add, 31, 0, 20)},
        {"c.add s4, t6", 0x9A7E, registers(Kind::add, 20, 20, 31)},
        {"c.ebreak", 0x9002, alone(Kind::ebreak)},
    };
    constexpr std::uint32_t next_instruction = 0xA5A5'0000; // does not matter
    for (const Case& c : cases) {
        SCOPED_TRACE(c.text);
        const Operation operation = hart::decode(c.bits | next_instruction);
        EXPECT_EQ(difference(c.operation, operation), "");
        EXPECT_EQ(operation.bits, c.bits);
        EXPECT_EQ(operation.bytes, 2);
    }
}

TEST(CompressedDecoder, HintsDoNothing) {
    const Case cases[]{
        {"c.nop with an immediate", 0x007D, with_immediate(Kind::addi, 0, 0, 31)},
        {"c.addi a0, 0", 0x0501, with_immediate(Kind::addi, 10, 10, 0)},
        {"c.li zero, 1", 0x4005, with_immediate(Kind::addi, 0, 0, 1)},
        {"c.lui zero, 1", 0x6005, upper(Kind::lui, 0, 0x1000)},
        {"c.mv zero, a0", 0x802A, registers(Kind::add, 0, 0, 10)},
        {"c.add zero, a0", 0x902A, registers(Kind::add, 0, 0, 10)},
        {"c.slli a0, 0", 0x0502, with_immediate(Kind::slli, 10, 10, 0)},
        {"c.slli zero, 1", 0x0006, with_immediate(Kind::slli, 0, 0, 1)},
        {"c.srli a0, 0", 0x8101, with_immediate(Kind::srli, 10, 10, 0)},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(difference(c.operation, hart::decode(c.bits)), "") << c.text;
    }
}

// How many of the 3 * 2^14 encodings mean what, counted from the listings of the unprivileged specification, 16.8.
TEST(CompressedDecoder, EveryHalfword) {
    const std::map<Kind, unsigned> expected{
        {Kind::addi, 255 * 8 + 2048 + 2048 + 63}, // c.addi4spn, c.addi, c.li, c.addi16sp
        {Kind::lui, 31 * 63},
        {Kind::lw, 2048 + 31 * 64},
        {Kind::sw, 2048 + 2048},
        {Kind::jal, 2048 + 2048},
        {Kind::jalr, 31 + 31},
        {Kind::beq, 2048},
        {Kind::bne, 2048},
        {Kind::slli, 1024},
        {Kind::srli, 256},
        {Kind::srai, 256},
        {Kind::andi, 512},
        {Kind::sub, 64},
        {Kind::xor_, 64},
        {Kind::or_, 64},
        {Kind::and_, 64},
        {Kind::add, 32 * 31 + 32 * 31}, // c.mv, c.add
        {Kind::ebreak, 1},
        {Kind::illegal, 20329},
    };
    std::map<Kind, unsigned> found;
    for (std::uint32_t half = 0; half < 0x1'0000; ++half) {
        if (hart::instruction_bytes(half) == 2) {
            ++found[hart::decode(half).kind];
        }
    }
    EXPECT_EQ(found, expected);
}

} // namespace
} // namespace edgeloom::test
