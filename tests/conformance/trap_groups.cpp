#include "conformance/trap_groups.hpp"

#include "conformance/compressed.hpp"
#include "conformance/memory_groups.hpp"
#include "conformance/registers.hpp"
#include "hart/decoder.hpp"

namespace edgeloom::test {

namespace {

// Somewhere in a hole, with room for an access of four bytes.
std::uint32_t nowhere(Random& random) {
    return (random.once_in(2) ? layout::low_hole : layout::high_hole) + 4 * random.below(layout::hole_bytes / 4);
}

// Aligned: for a misaligned access to nothing, either cause is right.
void write_access_fault(Assembler& code, Random& random) {
    const std::uint32_t base = any_holder(random);
    code.load_constant(base, nowhere(random));
    if (random.once_in(2)) {
        code.word(rv::i(random.pick(loads), any_target(random), base, 0));
    } else {
        code.word(rv::s(random.pick(stores), any_source(random), base, 0));
    }
}

void write_compressed_access_fault(Assembler& code, Random& random) {
    const std::uint32_t base = any_short(random);
    code.load_constant(first_short + base, nowhere(random));
    code.half(rvc::cl(random.once_in(2) ? rvc::LW : rvc::SW, any_short(random), base, 4 * random.between(0, 31)));
}

// The handler goes on at x1.
void write_fetch_fault(Assembler& code, Random& random) {
    constexpr std::uint32_t pointer = 14;
    code.load_constant(pointer, nowhere(random));
    switch (random.below(3)) {
    case 0:
        code.word(rv::i(rv::JALR, 1, pointer, 2 * random.between(0, 1000)));
        break;
    case 1:
        code.half(rvc::cr(rvc::JALR, pointer, 0));
        break;
    default:
        code.words({rv::u(rv::AUIPC, 1, 0), rv::i(rv::ADDI, 1, 1, 10)});
        code.half(rvc::cr(rvc::JR, pointer, 0));
        break;
    }
}

void write_misaligned_atomic(Assembler& code, Random& random) {
    const std::uint32_t base = any_holder(random);
    const std::int32_t place = 4 * random.between(-layout::half_window / 4, layout::half_window / 4 - 2);
    code.word(rv::i(rv::ADDI, base, layout::window, place + random.between(1, 3)));
    code.word(random.once_in(3) ? rv::r(rv::LR, any_target(random), base, 0)
                                : rv::r(random.pick(read_modify_writes), any_target(random), base, any_source(random)));
}

void write_atomic_access_fault(Assembler& code, Random& random) {
    const std::uint32_t base = any_holder(random);
    code.load_constant(base, nowhere(random));
    code.word(random.once_in(3) ? rv::r(rv::LR, any_target(random), base, 0)
                                : rv::r(random.pick(read_modify_writes), any_target(random), base, any_source(random)));
}

// Registers that neither side has, and writes to those that can only be read.
void write_illegal_csr_access(Assembler& code, Random& random) {
    constexpr rv::Opcode accesses[]{rv::CSRRW, rv::CSRRS, rv::CSRRC, rv::CSRRWI, rv::CSRRSI, rv::CSRRCI};
    constexpr std::uint32_t absent[]{0x001, 0x003, 0x100, 0x104, 0x105, 0x140, 0x141, 0x142, 0x143, 0x144,
                                     0x180, 0x306, 0x5C0, 0x7C0, 0x800, 0x8FF, 0x9C0, 0xBC0, 0xCC0, 0xFC0};
    constexpr std::uint32_t fixed[]{0xC00, 0xC01, 0xC02, 0xC80, 0xF11, 0xF12, 0xF13, 0xF14};
    const bool is_there = random.once_in(3);
    const std::uint32_t number = is_there ? random.pick(fixed) : random.pick(absent);
    // A register that holds zero counts as a write too, but not for QEMU 7.2: it is one that does not, or an immediate.
    const std::uint32_t source = is_there ? random.pick({layout::window, layout::record}) : random.below(32);
    code.word(rv::csr(random.pick(accesses), any_target(random), number, source));
}

// What is close to instructions, and likely to be taken for one.
std::uint32_t near_instruction(Random& random) {
    struct Form {
        std::uint32_t fixed;
        std::uint32_t free;
    };
    constexpr std::uint32_t registers = 0x01FF'8F80;
    constexpr Form forms[]{
        {0x0000'1067, 0xFFFF'8F80}, // jalr with funct3 1
        {0x0000'2063, 0xFFFF'9F80}, // branch with funct3 2 and 3
        {0x0000'3003, 0xFFFF'8F80}, // ld
        {0x0000'6003, 0xFFFF'9F80}, // lwu and funct3 7
        {0x0000'3023, 0xFFFF'8F80}, // sd
        {0x0000'4023, 0xFFFF'BF80}, // stores with funct3 4 to 7
        {0x0200'1013, registers},   // slli by 32 and more
        {0x0200'5013, registers},   // srli
        {0x4200'5013, registers},   // srai
        {0x0400'0033, 0xF9FF'FF80}, // funct7 of two bits and more
        {0x4000'1033, registers},   // sll with sub's function
        {0x4000'2033, 0x01FF'9F80}, // slt
        {0x4000'4033, registers},   // xor
        {0x4000'6033, 0x01FF'9F80}, // or, and
        {0x0000'001B, 0xFFFF'FF80}, // addiw and others
        {0x0000'003B, 0xFFFF'FF80}, // addw and others
        {0x1010'202F, 0x06EF'8F80}, // lr with a second source
        {0x2800'202F, 0x07FF'8F80}, // amo with funct5 5
        {0x0000'302F, 0xFFFF'8F80}, // doubleword
        {0x0000'4073, 0xFFFF'8F80}, // system with funct3 4
        {0x0000'00F3, 0x0000'0F00}, // ecall with a register
        {0x0000'2007, 0xFFFF'8F80}, // flw
        {0x0000'2027, 0xFFFF'8F80}, // fsw
        {0x0000'0043, 0xFFFF'FF8C}, // fmadd and the like
        {0x0000'0053, 0xFFFF'FF80}, // floating point
        {0x0000'000B, 0xFFFF'FFF0}, // custom
        {0x0000'0057, 0xFFFF'FF80}, // vectors
    };
    const Form& form = random.pick(forms);
    return form.fixed | (random.word() & form.free);
}

bool is_illegal(std::uint32_t encoding) {
    return hart::decode(encoding).kind == hart::Kind::illegal;
}

} // namespace

std::uint32_t illegal_encoding(Random& random) {
    for (;;) {
        std::uint32_t encoding = random.once_in(2) ? near_instruction(random) : random.word();
        if (hart::instruction_bytes(encoding) == 2) {
            encoding &= 0xFFFFU;
        }
        if (is_illegal(encoding)) {
            return encoding;
        }
    }
}

void write_encoding(Assembler& code, std::uint32_t encoding) {
    if (hart::instruction_bytes(encoding) == 2) {
        code.half(rvc::half(encoding));
    } else {
        code.word(encoding);
    }
}

void write_trap(Assembler& code, Random& random) {
    switch (random.below(11)) {
    case 0:
        code.word(rv::ECALL);
        break;
    case 1:
        code.word(rv::EBREAK);
        break;
    case 2:
        code.half(rvc::EBREAK);
        break;
    case 3:
    case 4:
        write_access_fault(code, random);
        break;
    case 5:
        write_compressed_access_fault(code, random);
        break;
    case 6:
        write_fetch_fault(code, random);
        break;
    case 7:
        write_misaligned_atomic(code, random);
        break;
    case 8:
        write_atomic_access_fault(code, random);
        break;
    case 9:
        write_illegal_csr_access(code, random);
        break;
    default:
        write_encoding(code, illegal_encoding(random));
        break;
    }
}

} // namespace edgeloom::test
