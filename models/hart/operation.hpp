// A decoded instruction.
#pragma once

#include <cstddef>
#include <cstdint>

namespace edgeloom::hart {

/// What an instruction does. Compressed instructions decode to what they stand for.
enum class Kind : std::uint8_t {
    undecoded, // must be zero: a page of operations begins as zeros
    illegal,
    // RV32I
    lui,
    auipc,
    jal,
    jalr,
    beq,
    bne,
    blt,
    bge,
    bltu,
    bgeu,
    lb,
    lh,
    lw,
    lbu,
    lhu,
    sb,
    sh,
    sw,
    addi,
    slti,
    sltiu,
    xori,
    ori,
    andi,
    slli,
    srli,
    srai,
    add,
    sub,
    sll,
    slt,
    sltu,
    xor_,
    srl,
    sra,
    or_,
    and_,
    fence,
    ecall,
    ebreak,
    // Zifencei, Zicsr
    fence_i,
    csrrw,
    csrrs,
    csrrc,
    csrrwi,
    csrrsi,
    csrrci,
    // privileged
    mret,
    wfi,
    // M
    mul,
    mulh,
    mulhsu,
    mulhu,
    div,
    divu,
    rem,
    remu,
    // A
    lr,
    sc,
    amoswap,
    amoadd,
    amoxor,
    amoand,
    amoor,
    amomin,
    amomax,
    amominu,
    amomaxu,
};

[[nodiscard]] constexpr std::size_t index(Kind kind) {
    return static_cast<std::size_t>(kind);
}
inline constexpr std::size_t kinds = index(Kind::amomaxu) + 1;

[[nodiscard]] constexpr bool is_branch(Kind kind) {
    return kind >= Kind::beq && kind <= Kind::bgeu;
}
[[nodiscard]] constexpr bool is_load(Kind kind) {
    return kind >= Kind::lb && kind <= Kind::lhu;
}
[[nodiscard]] constexpr bool is_store(Kind kind) {
    return kind >= Kind::sb && kind <= Kind::sw;
}
[[nodiscard]] constexpr bool is_atomic(Kind kind) {
    return kind >= Kind::lr;
}
[[nodiscard]] constexpr bool accesses_memory(Kind kind) {
    return is_load(kind) || is_store(kind) || is_atomic(kind);
}

/// Bytes that a load, store or atomic instruction accesses.
[[nodiscard]] constexpr std::uint32_t access_bytes(Kind kind) {
    const bool one = kind == Kind::lb || kind == Kind::lbu || kind == Kind::sb;
    const bool two = kind == Kind::lh || kind == Kind::lhu || kind == Kind::sh;
    return one ? 1 : two ? 2 : 4;
}

/// Where writes to x0 go.
inline constexpr std::uint8_t no_register = 32;

/// 16 bytes, so that a page of them indexes by shifting.
struct Operation {
    Kind kind = Kind::undecoded;
    std::uint8_t rd = no_register; ///< x0 as `no_register`
    std::uint8_t rs1 = 0;
    std::uint8_t rs2 = 0;
    std::int32_t immediate = 0; ///< sign-extended; CSR number for Zicsr, with the five-bit immediate in rs1
    std::uint32_t bits = 0;     ///< as fetched, 16 bits for a compressed instruction
    std::uint8_t bytes = 4;     ///< 2 or 4
};
static_assert(sizeof(Operation) == 16);

} // namespace edgeloom::hart
