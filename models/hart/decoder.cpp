#include "hart/decoder.hpp"

#include <cstddef>

namespace edgeloom::hart {

namespace {

// Bits [high:low] of a word.
constexpr std::uint32_t bits_of(std::uint32_t word, unsigned high, unsigned low) {
    return (word >> low) & ((2U << (high - low)) - 1);
}

// Sign-extends the lowest `width` bits.
constexpr std::int32_t extend(std::uint32_t value, unsigned width) {
    return static_cast<std::int32_t>(value << (32 - width)) >> (32 - width);
}

constexpr std::uint8_t reg(std::uint32_t number) {
    return static_cast<std::uint8_t>(number);
}
constexpr std::uint8_t target(std::uint32_t number) {
    return number == 0 ? no_register : reg(number);
}

// ---- 32-bit formats (unprivileged specification, 2.2 and 2.3) ----

std::int32_t immediate_i(std::uint32_t w) {
    return extend(bits_of(w, 31, 20), 12);
}
std::int32_t immediate_s(std::uint32_t w) {
    return extend(bits_of(w, 31, 25) << 5 | bits_of(w, 11, 7), 12);
}
std::int32_t immediate_b(std::uint32_t w) {
    return extend(bits_of(w, 31, 31) << 12 | bits_of(w, 7, 7) << 11 | bits_of(w, 30, 25) << 5 | bits_of(w, 11, 8) << 1,
                  13);
}
std::int32_t immediate_u(std::uint32_t w) {
    return static_cast<std::int32_t>(w & 0xFFFF'F000U);
}
std::int32_t immediate_j(std::uint32_t w) {
    return extend(
        bits_of(w, 31, 31) << 20 | bits_of(w, 19, 12) << 12 | bits_of(w, 20, 20) << 11 | bits_of(w, 30, 21) << 1, 21);
}

Operation operation(std::uint32_t w, Kind kind, std::int32_t immediate) {
    return {.kind = kind,
            .rd = target(bits_of(w, 11, 7)),
            .rs1 = reg(bits_of(w, 19, 15)),
            .rs2 = reg(bits_of(w, 24, 20)),
            .immediate = immediate,
            .bits = w,
            .bytes = 4};
}

// Stores and branches have part of the immediate where others have rd.
Operation without_target(Operation operation) {
    operation.rd = no_register;
    return operation;
}

template <std::size_t n>
Kind pick(const Kind (&kinds)[n], std::uint32_t index) {
    return kinds[index];
}

Kind load_kind(std::uint32_t funct3) {
    return pick({Kind::lb, Kind::lh, Kind::lw, Kind::illegal, Kind::lbu, Kind::lhu, Kind::illegal, Kind::illegal},
                funct3);
}

Kind store_kind(std::uint32_t funct3) {
    return funct3 == 0 ? Kind::sb : funct3 == 1 ? Kind::sh : funct3 == 2 ? Kind::sw : Kind::illegal;
}

Kind branch_kind(std::uint32_t funct3) {
    return pick({Kind::beq, Kind::bne, Kind::illegal, Kind::illegal, Kind::blt, Kind::bge, Kind::bltu, Kind::bgeu},
                funct3);
}

Operation immediate_arithmetic(std::uint32_t w) {
    const std::uint32_t funct3 = bits_of(w, 14, 12);
    const std::uint32_t funct7 = bits_of(w, 31, 25);
    if (funct3 == 1 || funct3 == 5) {
        const Kind kind = funct3 == 1 ? (funct7 == 0 ? Kind::slli : Kind::illegal)
                                      : (funct7 == 0      ? Kind::srli
                                         : funct7 == 0x20 ? Kind::srai
                                                          : Kind::illegal);
        return operation(w, kind, static_cast<std::int32_t>(bits_of(w, 24, 20)));
    }
    const Kind kind = pick(
        {Kind::addi, Kind::illegal, Kind::slti, Kind::sltiu, Kind::xori, Kind::illegal, Kind::ori, Kind::andi}, funct3);
    return operation(w, kind, immediate_i(w));
}

Kind register_arithmetic_kind(std::uint32_t funct3, std::uint32_t funct7) {
    switch (funct7) {
    case 0x00:
        return pick({Kind::add, Kind::sll, Kind::slt, Kind::sltu, Kind::xor_, Kind::srl, Kind::or_, Kind::and_},
                    funct3);
    case 0x01:
        return pick({Kind::mul, Kind::mulh, Kind::mulhsu, Kind::mulhu, Kind::div, Kind::divu, Kind::rem, Kind::remu},
                    funct3);
    case 0x20:
        return funct3 == 0 ? Kind::sub : funct3 == 5 ? Kind::sra : Kind::illegal;
    default:
        return Kind::illegal;
    }
}

Kind atomic_kind(std::uint32_t w) {
    if (bits_of(w, 14, 12) != 2) {
        return Kind::illegal;
    }
    switch (bits_of(w, 31, 27)) {
    case 0x02:
        return bits_of(w, 24, 20) == 0 ? Kind::lr : Kind::illegal;
    case 0x03:
        return Kind::sc;
    case 0x01:
        return Kind::amoswap;
    case 0x00:
        return Kind::amoadd;
    case 0x04:
        return Kind::amoxor;
    case 0x0C:
        return Kind::amoand;
    case 0x08:
        return Kind::amoor;
    case 0x10:
        return Kind::amomin;
    case 0x14:
        return Kind::amomax;
    case 0x18:
        return Kind::amominu;
    case 0x1C:
        return Kind::amomaxu;
    default:
        return Kind::illegal;
    }
}

Operation system(std::uint32_t w) {
    const std::uint32_t funct3 = bits_of(w, 14, 12);
    if (funct3 != 0) {
        const Kind kind = pick({Kind::illegal, Kind::csrrw, Kind::csrrs, Kind::csrrc, Kind::illegal, Kind::csrrwi,
                                Kind::csrrsi, Kind::csrrci},
                               funct3);
        return operation(w, kind, static_cast<std::int32_t>(bits_of(w, 31, 20)));
    }
    switch (w) {
    case 0x0000'0073:
        return operation(w, Kind::ecall, 0);
    case 0x0010'0073:
        return operation(w, Kind::ebreak, 0);
    case 0x3020'0073:
        return operation(w, Kind::mret, 0);
    case 0x1050'0073:
        return operation(w, Kind::wfi, 0);
    default:
        return operation(w, Kind::illegal, 0);
    }
}

Operation decode_word(std::uint32_t w) {
    const std::uint32_t funct3 = bits_of(w, 14, 12);
    switch (bits_of(w, 6, 0)) {
    case 0x37:
        return operation(w, Kind::lui, immediate_u(w));
    case 0x17:
        return operation(w, Kind::auipc, immediate_u(w));
    case 0x6F:
        return operation(w, Kind::jal, immediate_j(w));
    case 0x67:
        return operation(w, funct3 == 0 ? Kind::jalr : Kind::illegal, immediate_i(w));
    case 0x63:
        return without_target(operation(w, branch_kind(funct3), immediate_b(w)));
    case 0x03:
        return operation(w, load_kind(funct3), immediate_i(w));
    case 0x23:
        return without_target(operation(w, store_kind(funct3), immediate_s(w)));
    case 0x13:
        return immediate_arithmetic(w);
    case 0x33:
        return operation(w, register_arithmetic_kind(funct3, bits_of(w, 31, 25)), 0);
    case 0x0F:
        return without_target(operation(w, funct3 == 0 ? Kind::fence : funct3 == 1 ? Kind::fence_i : Kind::illegal, 0));
    case 0x2F:
        return operation(w, atomic_kind(w), 0);
    case 0x73:
        return system(w);
    default:
        return operation(w, Kind::illegal, 0);
    }
}

// ---- compressed formats (unprivileged specification, chapter 16) ----

constexpr std::uint8_t x_ra = 1;
constexpr std::uint8_t x_sp = 2;

constexpr std::uint8_t short_reg(std::uint32_t number) {
    return reg(number + 8);
} // x8 to x15

struct Compressed {
    std::uint32_t w;

    [[nodiscard]] std::uint32_t field(unsigned high, unsigned low) const { return bits_of(w, high, low); }
    [[nodiscard]] std::uint8_t rd() const { return reg(field(11, 7)); }
    [[nodiscard]] std::uint8_t rs2() const { return reg(field(6, 2)); }
    [[nodiscard]] std::uint8_t rd_short() const { return short_reg(field(4, 2)); }
    [[nodiscard]] std::uint8_t rs1_short() const { return short_reg(field(9, 7)); }
    [[nodiscard]] std::int32_t immediate6() const { return extend(field(12, 12) << 5 | field(6, 2), 6); }

    [[nodiscard]] Operation make(Kind kind, std::uint8_t rd, std::uint8_t rs1, std::uint8_t rs2,
                                 std::int32_t immediate) const {
        return {.kind = kind, .rd = target(rd), .rs1 = rs1, .rs2 = rs2, .immediate = immediate, .bits = w, .bytes = 2};
    }
    [[nodiscard]] Operation illegal() const { return make(Kind::illegal, 0, 0, 0, 0); }

    [[nodiscard]] Operation quadrant0() const;
    [[nodiscard]] Operation quadrant1() const;
    [[nodiscard]] Operation arithmetic() const;
    [[nodiscard]] Operation quadrant2() const;
    [[nodiscard]] Operation jumps() const;
};

Operation Compressed::quadrant0() const {
    const auto word_offset = static_cast<std::int32_t>(field(5, 5) << 6 | field(12, 10) << 3 | field(6, 6) << 2);
    switch (field(15, 13)) {
    case 0: { // c.addi4spn
        const auto immediate =
            static_cast<std::int32_t>(field(10, 7) << 6 | field(12, 11) << 4 | field(5, 5) << 3 | field(6, 6) << 2);
        return immediate == 0 ? illegal() : make(Kind::addi, rd_short(), x_sp, 0, immediate);
    }
    case 2:
        return make(Kind::lw, rd_short(), rs1_short(), 0, word_offset);
    case 6:
        return make(Kind::sw, 0, rs1_short(), rd_short(), word_offset);
    default:
        return illegal();
    }
}

Operation Compressed::quadrant1() const {
    const std::int32_t jump = extend(field(12, 12) << 11 | field(8, 8) << 10 | field(10, 9) << 8 | field(6, 6) << 7 |
                                         field(7, 7) << 6 | field(2, 2) << 5 | field(11, 11) << 4 | field(5, 3) << 1,
                                     12);
    const std::int32_t branch =
        extend(field(12, 12) << 8 | field(6, 5) << 6 | field(2, 2) << 5 | field(11, 10) << 3 | field(4, 3) << 1, 9);
    switch (field(15, 13)) {
    case 0:
        return make(Kind::addi, rd(), rd(), 0, immediate6());
    case 1:
        return make(Kind::jal, x_ra, 0, 0, jump);
    case 2:
        return make(Kind::addi, rd(), 0, 0, immediate6());
    case 3:
        if (immediate6() == 0) {
            return illegal();
        }
        if (rd() == x_sp) { // c.addi16sp
            return make(
                Kind::addi, x_sp, x_sp, 0,
                extend(field(12, 12) << 9 | field(4, 3) << 7 | field(5, 5) << 6 | field(2, 2) << 5 | field(6, 6) << 4,
                       10));
        }
        return make(Kind::lui, rd(), 0, 0, immediate6() * 4096);
    case 4:
        return arithmetic();
    case 5:
        return make(Kind::jal, 0, 0, 0, jump);
    case 6:
        return make(Kind::beq, 0, rs1_short(), 0, branch);
    default:
        return make(Kind::bne, 0, rs1_short(), 0, branch);
    }
}

Operation Compressed::arithmetic() const {
    const std::uint8_t rd = rs1_short();
    const auto shift = static_cast<std::int32_t>(field(6, 2));
    switch (field(11, 10)) {
    case 0:
        return field(12, 12) != 0 ? illegal() : make(Kind::srli, rd, rd, 0, shift);
    case 1:
        return field(12, 12) != 0 ? illegal() : make(Kind::srai, rd, rd, 0, shift);
    case 2:
        return make(Kind::andi, rd, rd, 0, immediate6());
    default:
        if (field(12, 12) != 0) {
            return illegal();
        }
        return make(pick({Kind::sub, Kind::xor_, Kind::or_, Kind::and_}, field(6, 5)), rd, rd, rd_short(), 0);
    }
}

Operation Compressed::quadrant2() const {
    switch (field(15, 13)) {
    case 0:
        return field(12, 12) != 0 ? illegal() : make(Kind::slli, rd(), rd(), 0, static_cast<std::int32_t>(field(6, 2)));
    case 2: // c.lwsp
        if (rd() == 0) {
            return illegal();
        }
        return make(Kind::lw, rd(), x_sp, 0,
                    static_cast<std::int32_t>(field(3, 2) << 6 | field(12, 12) << 5 | field(6, 4) << 2));
    case 4:
        return jumps();
    case 6: // c.swsp
        return make(Kind::sw, 0, x_sp, rs2(), static_cast<std::int32_t>(field(8, 7) << 6 | field(12, 9) << 2));
    default:
        return illegal();
    }
}

Operation Compressed::jumps() const {
    if (field(12, 12) == 0) {
        if (rs2() != 0) {
            return make(Kind::add, rd(), 0, rs2(), 0); // c.mv
        }
        return rd() == 0 ? illegal() : make(Kind::jalr, 0, rd(), 0, 0);
    }
    if (rs2() != 0) {
        return make(Kind::add, rd(), rd(), rs2(), 0);
    }
    return rd() == 0 ? make(Kind::ebreak, 0, 0, 0, 0) : make(Kind::jalr, x_ra, rd(), 0, 0);
}

} // namespace

Operation decode(std::uint32_t bits) {
    if (instruction_bytes(bits) == 4) {
        return decode_word(bits);
    }
    const Compressed compressed{bits & 0xFFFFU};
    switch (bits & 3U) {
    case 0:
        return compressed.quadrant0();
    case 1:
        return compressed.quadrant1();
    default:
        return compressed.quadrant2();
    }
}

} // namespace edgeloom::hart
