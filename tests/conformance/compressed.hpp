// Compressed instructions as numbers: the forms of the unprivileged specification, 16.2, with the fixed bits of 16.8.
#pragma once

#include "unit/hart/encode.hpp"

#include <cstdint>

namespace edgeloom::test::rvc {

enum Opcode : std::uint16_t {
    ADDI4SPN = 0x0000,
    LW = 0x4000,
    SW = 0xC000,
    ADDI = 0x0001,
    JAL = 0x2001,
    LI = 0x4001,
    LUI = 0x6001,
    ADDI16SP = 0x6101,
    SRLI = 0x8001,
    SRAI = 0x8401,
    ANDI = 0x8801,
    SUB = 0x8C01,
    XOR = 0x8C21,
    OR = 0x8C41,
    AND = 0x8C61,
    J = 0xA001,
    BEQZ = 0xC001,
    BNEZ = 0xE001,
    SLLI = 0x0002,
    LWSP = 0x4002,
    MV = 0x8002,
    JR = 0x8002,
    ADD = 0x9002,
    JALR = 0x9002,
    EBREAK = 0x9002,
    SWSP = 0xC002,
};

/// Bits [high:low] of a value, moved to `to`.
constexpr std::uint32_t field(std::int32_t value, unsigned high, unsigned low, unsigned to) {
    return rv::bits(value, high, low) << to;
}
constexpr std::uint16_t half(std::uint32_t bits) {
    return static_cast<std::uint16_t>(bits);
}

/// Two registers: c.mv, c.add; with rs2 = 0 c.jr, c.jalr.
constexpr std::uint16_t cr(Opcode op, std::uint32_t rd, std::uint32_t rs2) {
    return half(op | rd << 7 | rs2 << 2);
}
/// A register and six bits: c.addi, c.li, c.lui (in units of 4096), c.slli.
constexpr std::uint16_t ci(Opcode op, std::uint32_t rd, std::int32_t immediate) {
    return half(op | rd << 7 | field(immediate, 5, 5, 12) | field(immediate, 4, 0, 2));
}
/// The same with one of x8 to x15, counted from 0: c.srli, c.srai, c.andi.
constexpr std::uint16_t cb_immediate(Opcode op, std::uint32_t rd_short, std::int32_t immediate) {
    return ci(op, rd_short, immediate);
}
/// Two of x8 to x15: c.sub, c.xor, c.or, c.and.
constexpr std::uint16_t ca(Opcode op, std::uint32_t rd_short, std::uint32_t rs2_short) {
    return half(op | rd_short << 7 | rs2_short << 2);
}
/// c.lw and c.sw: the offset is 0, 4, ... 124.
constexpr std::uint16_t cl(Opcode op, std::uint32_t data_short, std::uint32_t base_short, std::int32_t offset) {
    return half(op | base_short << 7 | data_short << 2 | field(offset, 5, 3, 10) | field(offset, 2, 2, 6) |
                field(offset, 6, 6, 5));
}
/// The offset is 0, 4, ... 252.
constexpr std::uint16_t lwsp(std::uint32_t rd, std::int32_t offset) {
    return half(LWSP | rd << 7 | field(offset, 5, 5, 12) | field(offset, 4, 2, 4) | field(offset, 7, 6, 2));
}
constexpr std::uint16_t swsp(std::uint32_t rs2, std::int32_t offset) {
    return half(SWSP | rs2 << 2 | field(offset, 5, 2, 9) | field(offset, 7, 6, 7));
}
/// The immediate is 4, 8, ... 1020.
constexpr std::uint16_t addi4spn(std::uint32_t rd_short, std::int32_t immediate) {
    return half(ADDI4SPN | rd_short << 2 | field(immediate, 5, 4, 11) | field(immediate, 9, 6, 7) |
                field(immediate, 2, 2, 6) | field(immediate, 3, 3, 5));
}
/// The immediate is -512, -496, ... 496, but not 0.
constexpr std::uint16_t addi16sp(std::int32_t immediate) {
    return half(ADDI16SP | field(immediate, 9, 9, 12) | field(immediate, 4, 4, 6) | field(immediate, 6, 6, 5) |
                field(immediate, 8, 7, 3) | field(immediate, 5, 5, 2));
}
/// c.beqz and c.bnez: within 256 bytes.
constexpr std::uint16_t cb(Opcode op, std::uint32_t rs1_short, std::int32_t offset) {
    return half(op | rs1_short << 7 | field(offset, 8, 8, 12) | field(offset, 4, 3, 10) | field(offset, 7, 6, 5) |
                field(offset, 2, 1, 3) | field(offset, 5, 5, 2));
}
/// c.j and c.jal: within 2048 bytes.
constexpr std::uint16_t cj(Opcode op, std::int32_t offset) {
    return half(op | field(offset, 11, 11, 12) | field(offset, 4, 4, 11) | field(offset, 9, 8, 9) |
                field(offset, 10, 10, 8) | field(offset, 6, 6, 7) | field(offset, 7, 7, 6) | field(offset, 3, 1, 3) |
                field(offset, 5, 5, 2));
}

} // namespace edgeloom::test::rvc
