// Encodings that the specifications reserve, or that belong to extensions which the hart lacks.
#include "hart/decoder.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

struct Case {
    const char* what;
    std::uint32_t bits;
};

TEST(IllegalEncoding, Words) {
    const Case cases[]{
        {"all ones", 0xFFFF'FFFF},
        {"jalr with funct3 1", 0x0000'9067},
        {"branch with funct3 2", 0x00B5'2063},
        {"branch with funct3 3", 0x00B5'3063},
        {"ld", 0x0005'3503},
        {"lwu", 0x0005'6503},
        {"load with funct3 7", 0x0005'7503},
        {"sd", 0x00A5'B023},
        {"store with funct3 4", 0x00A5'C023},
        {"slli with a shift of 32", 0x0205'1513},
        {"srli with a shift of 32", 0x0205'5513},
        {"srai with a shift of 32", 0x4205'5513},
        {"slli with srai's function", 0x4005'1513},
        {"bseti (Zbs)", 0x2805'1513},
        {"andn (Zbb)", 0x40B5'7533},
        {"register operation with funct7 2", 0x04B5'0533},
        {"sll with sub's function", 0x40B5'1533},
        {"addiw", 0x0015'051B},
        {"addw", 0x00B5'053B},
        {"fence with funct3 2", 0x0000'200F},
        {"lr.d", 0x1005'352F},
        {"amoadd.d", 0x00B5'352F},
        {"lr.w with a second source", 0x10B5'252F},
        {"amo with funct5 5", 0x28B5'252F},
        {"amo with funct3 0", 0x00B5'052F},
        {"ecall with a register", 0x0000'00F3},
        {"ebreak with a source", 0x0010'8073},
        {"uret", 0x0020'0073},
        {"sret", 0x1020'0073},
        {"mret with a register", 0x3020'00F3},
        {"dret", 0x7B20'0073},
        {"sfence.vma", 0x1200'0073},
        {"system with funct3 4", 0x3400'4073},
        {"flw", 0x0005'2507},
        {"fsw", 0x00A5'2027},
        {"fadd.s", 0x00B5'0553},
        {"fmadd.s", 0x00B5'0543},
        {"custom-0", 0x0000'000B},
        {"custom-3", 0x0000'007B},
        {"48-bit prefix", 0x0000'001F},
        {"64-bit prefix", 0x0000'003F},
    };
    for (const Case& c : cases) {
        const hart::Operation operation = hart::decode(c.bits);
        EXPECT_EQ(operation.kind, hart::Kind::illegal) << c.what;
        EXPECT_EQ(operation.bits, c.bits) << c.what;
        EXPECT_EQ(operation.bytes, 4) << c.what;
    }
}

TEST(IllegalEncoding, Halfwords) {
    const Case cases[]{
        {"all zeros", 0x0000},
        {"c.addi4spn of 0", 0x0004},
        {"c.fld", 0x2108},
        {"c.flw", 0x6108},
        {"quadrant 0, funct3 4", 0x8108},
        {"c.fsd", 0xA108},
        {"c.fsw", 0xE108},
        {"c.addi16sp of 0", 0x6101},
        {"c.lui of 0", 0x6501},
        {"c.srli with a shift of 32", 0x9101},
        {"c.srai with a shift of 32", 0x9501},
        {"c.subw", 0x9D09},
        {"c.addw", 0x9D29},
        {"quadrant 1, funct3 4, both reserved functions", 0x9D49},
        {"c.slli with a shift of 32", 0x1502},
        {"c.fldsp", 0x2502},
        {"c.lwsp to x0", 0x4002},
        {"c.flwsp", 0x6502},
        {"c.jr x0", 0x8002},
        {"c.fsdsp", 0xA02A},
        {"c.fswsp", 0xE02A},
    };
    for (const Case& c : cases) {
        const hart::Operation operation = hart::decode(c.bits | 0xFFFF'0000);
        EXPECT_EQ(operation.kind, hart::Kind::illegal) << c.what;
        EXPECT_EQ(operation.bits, c.bits) << c.what;
        EXPECT_EQ(operation.bytes, 2) << c.what;
    }
}

} // namespace
} // namespace edgeloom::test
