#include "conformance/csr_groups.hpp"

#include "conformance/registers.hpp"

namespace edgeloom::test {

namespace {

constexpr rv::Opcode from_register[]{rv::CSRRW, rv::CSRRS, rv::CSRRC};
constexpr rv::Opcode from_immediate[]{rv::CSRRWI, rv::CSRRSI, rv::CSRRCI};

void write_access(Assembler& code, Random& random, std::uint32_t number, std::uint32_t source) {
    code.word(rv::csr(random.pick(from_register), any_target(random), number, source));
}

// Any value and any form of access: mscratch, mcause and mtval hold all bits.
void write_free_access(Assembler& code, Random& random) {
    constexpr std::uint32_t numbers[]{rv::mscratch, rv::mscratch, rv::mcause, rv::mtval};
    const std::uint32_t number = random.pick(numbers);
    if (random.once_in(3)) {
        code.word(rv::csr(random.pick(from_immediate), any_target(random), number, random.below(32)));
    } else {
        write_access(code, random, number, any_source(random));
    }
}

// QEMU keeps bit 0 of mepc: it is written as 0.
void write_mepc_access(Assembler& code, Random& random) {
    const std::uint32_t source = any_holder(random);
    code.word(rv::i(rv::ANDI, source, any_source(random), -2));
    write_access(code, random, rv::mepc, source);
}

// Of mie, only what this hart has: QEMU's has more. Not the timer's bit: on QEMU's board it is due from reset on.
void write_mie_access(Assembler& code, Random& random) {
    constexpr std::uint32_t mask = 0x808;
    const std::uint32_t source = any_holder(random);
    code.load_constant(source, random.word() & mask);
    write_access(code, random, rv::mie, source);
}

// After mret, QEMU's MPP is U even without user mode: it is written as M, and not looked at.
void write_mstatus_access(Assembler& code, Random& random) {
    constexpr std::uint32_t mask = 0x88;
    constexpr std::uint32_t mpp = 0x1800;
    const std::uint32_t source = any_holder(random);
    const std::uint32_t target = any_holder(random);
    code.load_constant(source, (random.word() & mask) | mpp);
    code.word(rv::csr(random.once_in(2) ? rv::CSRRW : rv::CSRRS, target, rv::mstatus, source));
    code.word(rv::i(rv::ANDI, target, target, mask));
}

// Direct and vectored: exceptions go to the same place.
void write_mode_of_mtvec(Assembler& code, Random& random) {
    code.word(rv::csr(random.once_in(2) ? rv::CSRRSI : rv::CSRRCI, any_target(random), rv::mtvec, 1));
}

void write_read(Assembler& code, Random& random) {
    constexpr std::uint32_t numbers[]{rv::mhartid, rv::misa, rv::mie, rv::mtvec, rv::mepc, rv::mcause};
    code.word(rv::csr(rv::CSRRS, any_target(random), random.pick(numbers), 0));
}

} // namespace

void write_csr_access(Assembler& code, Random& random) {
    switch (random.below(10)) {
    case 0:
        write_mepc_access(code, random);
        break;
    case 1:
        write_mie_access(code, random);
        break;
    case 2:
        write_mstatus_access(code, random);
        break;
    case 3:
        write_mode_of_mtvec(code, random);
        break;
    case 4:
        write_read(code, random);
        break;
    default:
        write_free_access(code, random);
        break;
    }
}

} // namespace edgeloom::test
