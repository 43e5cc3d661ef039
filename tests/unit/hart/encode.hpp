// Instructions as numbers, for programs of a few lines. The names are the fixed bits of the ISA manual's listings.
#pragma once

#include <cstdint>

namespace edgeloom::test::rv {

enum Opcode : std::uint32_t {
    LUI = 0x0000'0037,
    AUIPC = 0x0000'0017,
    JAL = 0x0000'006F,
    JALR = 0x0000'0067,
    BEQ = 0x0000'0063,
    BNE = 0x0000'1063,
    BLT = 0x0000'4063,
    BGE = 0x0000'5063,
    BLTU = 0x0000'6063,
    BGEU = 0x0000'7063,
    LB = 0x0000'0003,
    LH = 0x0000'1003,
    LW = 0x0000'2003,
    LBU = 0x0000'4003,
    LHU = 0x0000'5003,
    SB = 0x0000'0023,
    SH = 0x0000'1023,
    SW = 0x0000'2023,
    ADDI = 0x0000'0013,
    SLTI = 0x0000'2013,
    SLTIU = 0x0000'3013,
    XORI = 0x0000'4013,
    ORI = 0x0000'6013,
    ANDI = 0x0000'7013,
    SLLI = 0x0000'1013,
    SRLI = 0x0000'5013,
    SRAI = 0x4000'5013,
    ADD = 0x0000'0033,
    SUB = 0x4000'0033,
    SLL = 0x0000'1033,
    SLT = 0x0000'2033,
    SLTU = 0x0000'3033,
    XOR = 0x0000'4033,
    SRL = 0x0000'5033,
    SRA = 0x4000'5033,
    OR = 0x0000'6033,
    AND = 0x0000'7033,
    FENCE = 0x0FF0'000F,
    FENCE_I = 0x0000'100F,
    ECALL = 0x0000'0073,
    EBREAK = 0x0010'0073,
    MRET = 0x3020'0073,
    WFI = 0x1050'0073,
    CSRRW = 0x0000'1073,
    CSRRS = 0x0000'2073,
    CSRRC = 0x0000'3073,
    CSRRWI = 0x0000'5073,
    CSRRSI = 0x0000'6073,
    CSRRCI = 0x0000'7073,
    MUL = 0x0200'0033,
    MULH = 0x0200'1033,
    MULHSU = 0x0200'2033,
    MULHU = 0x0200'3033,
    DIV = 0x0200'4033,
    DIVU = 0x0200'5033,
    REM = 0x0200'6033,
    REMU = 0x0200'7033,
    LR = 0x1000'202F,
    SC = 0x1800'202F,
    AMOSWAP = 0x0800'202F,
    AMOADD = 0x0000'202F,
    AMOXOR = 0x2000'202F,
    AMOAND = 0x6000'202F,
    AMOOR = 0x4000'202F,
    AMOMIN = 0x8000'202F,
    AMOMAX = 0xA000'202F,
    AMOMINU = 0xC000'202F,
    AMOMAXU = 0xE000'202F,
};

enum Register : std::uint32_t { zero = 0, ra = 1, sp = 2, t0 = 5, t1 = 6, t2 = 7, a0 = 10, a1 = 11, a2 = 12, a3 = 13 };

constexpr std::uint32_t bits(std::int32_t value, unsigned high, unsigned low) {
    return (static_cast<std::uint32_t>(value) >> low) & ((2U << (high - low)) - 1);
}

constexpr std::uint32_t r(Opcode op, std::uint32_t rd, std::uint32_t rs1, std::uint32_t rs2) {
    return op | rd << 7 | rs1 << 15 | rs2 << 20;
}
constexpr std::uint32_t i(Opcode op, std::uint32_t rd, std::uint32_t rs1, std::int32_t immediate) {
    return op | rd << 7 | rs1 << 15 | bits(immediate, 11, 0) << 20;
}
constexpr std::uint32_t s(Opcode op, std::uint32_t rs2, std::uint32_t rs1, std::int32_t immediate) {
    return op | rs1 << 15 | rs2 << 20 | bits(immediate, 11, 5) << 25 | bits(immediate, 4, 0) << 7;
}
constexpr std::uint32_t b(Opcode op, std::uint32_t rs1, std::uint32_t rs2, std::int32_t offset) {
    return op | rs1 << 15 | rs2 << 20 | bits(offset, 12, 12) << 31 | bits(offset, 10, 5) << 25 |
           bits(offset, 4, 1) << 8 | bits(offset, 11, 11) << 7;
}
/// `immediate` is the value that is added or loaded: its lower twelve bits are zero.
constexpr std::uint32_t u(Opcode op, std::uint32_t rd, std::uint32_t immediate) {
    return op | rd << 7 | (immediate & 0xFFFF'F000);
}
constexpr std::uint32_t j(Opcode op, std::uint32_t rd, std::int32_t offset) {
    return op | rd << 7 | bits(offset, 20, 20) << 31 | bits(offset, 10, 1) << 21 | bits(offset, 11, 11) << 20 |
           bits(offset, 19, 12) << 12;
}
/// `source` is rs1, or the five-bit immediate.
constexpr std::uint32_t csr(Opcode op, std::uint32_t rd, std::uint32_t number, std::uint32_t source) {
    return op | rd << 7 | source << 15 | number << 20;
}

inline constexpr std::uint32_t nop = 0x0000'0013;

/// Numbers of CSRs.
enum Csr : std::uint32_t {
    mstatus = 0x300,
    misa = 0x301,
    mie = 0x304,
    mtvec = 0x305,
    mcountinhibit = 0x320,
    mscratch = 0x340,
    mepc = 0x341,
    mcause = 0x342,
    mtval = 0x343,
    mip = 0x344,
    mcycle = 0xB00,
    minstret = 0xB02,
    mcycleh = 0xB80,
    minstreth = 0xB82,
    cycle = 0xC00,
    time = 0xC01,
    instret = 0xC02,
    cycleh = 0xC80,
    timeh = 0xC81,
    instreth = 0xC82,
    mhartid = 0xF14,
};

} // namespace edgeloom::test::rv
