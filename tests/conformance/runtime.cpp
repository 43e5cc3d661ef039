#include "conformance/runtime.hpp"

namespace edgeloom::test {

namespace {

namespace at = layout::at;
using layout::base;
constexpr std::uint32_t own = layout::record; // the register that leads to it

constexpr std::uint32_t mcause_fetch = 1;
constexpr std::uint32_t first_jump = base + 12;

std::uint32_t store(std::uint32_t reg, std::int32_t offset) {
    return rv::s(rv::SW, reg, own, offset);
}
std::uint32_t load(std::uint32_t reg, std::int32_t offset) {
    return rv::i(rv::LW, reg, own, offset);
}
std::uint32_t read_csr(std::uint32_t reg, std::uint32_t number) {
    return rv::csr(rv::CSRRS, reg, number, 0);
}
std::uint32_t add(std::uint32_t rd, std::uint32_t rs1, std::int32_t immediate) {
    return rv::i(rv::ADDI, rd, rs1, immediate);
}

// x1 to x3 are free, x1 is the number of traps before this one.
void write_logging(Assembler& code) {
    code.words({load(1, at::traps), add(2, 1, 1), store(2, at::traps), rv::i(rv::SLTIU, 2, 1, layout::logged_traps),
                rv::b(rv::BEQ, 2, 0, 4 * 12), // over the rest of this
                rv::i(rv::SLLI, 2, 1, 2), rv::i(rv::SLLI, 3, 1, 3), rv::r(rv::ADD, 2, 2, 3),
                rv::r(rv::ADD, 2, 2, own)});
    std::int32_t offset = at::trap_log;
    for (const std::uint32_t number : {rv::mcause, rv::mepc, rv::mtval}) {
        code.words({read_csr(3, number), rv::s(rv::SW, 3, 2, offset)});
        offset += 4;
    }
    code.word(rv::nop);
}

// mepc += length of the instruction there.
void write_skipping(Assembler& code) {
    code.words({read_csr(1, rv::mepc), rv::i(rv::LHU, 2, 1, 0), rv::i(rv::ANDI, 2, 2, 3), add(3, 0, 3), add(1, 1, 2),
                rv::b(rv::BNE, 2, 3, 8), add(1, 1, 2)});
}

} // namespace

void write_runtime(Assembler& code) {
    code.words({rv::u(rv::LUI, 1, trap_handler), add(1, 1, trap_handler - base), rv::csr(rv::CSRRW, 0, rv::mtvec, 1),
                rv::nop});
    code.words({store(1, at::saved), store(2, at::saved + 4), store(3, at::saved + 8)});
    write_logging(code);
    // QEMU and this hart do not always agree on mcause and mtval: see comparison.hpp. No program is to see them.
    code.words({read_csr(3, rv::mcause), rv::csr(rv::CSRRW, 0, rv::mcause, 0), rv::csr(rv::CSRRW, 0, rv::mtval, 0),
                add(2, 0, mcause_fetch), load(1, at::saved), rv::b(rv::BEQ, 3, 2, 4 * 8)});
    write_skipping(code);
    code.words({rv::csr(rv::CSRRW, 0, rv::mepc, 1), load(1, at::saved), load(2, at::saved + 4), load(3, at::saved + 8),
                rv::MRET});
}

void set_first_program(Assembler& code, std::uint32_t address) {
    code.patch(first_jump, rv::j(rv::JAL, 0, static_cast<std::int32_t>(address - first_jump)));
}

void write_prologue(Assembler& code, std::uint32_t record) {
    code.load_constant(own, record);
    for (std::uint32_t reg = 1; reg <= layout::dumped_registers; ++reg) {
        code.word(load(reg, at::registers + 4 * static_cast<std::int32_t>(reg - 1)));
    }
}

void write_epilogue(Assembler& code) {
    for (std::uint32_t reg = 1; reg <= layout::dumped_registers; ++reg) {
        code.word(store(reg, at::registers + 4 * static_cast<std::int32_t>(reg - 1)));
    }
    // After mret, QEMU's MPP is U even without user mode.
    constexpr std::uint32_t mpp = 0x1800;
    code.load_constant(1, mpp);
    code.word(rv::csr(rv::CSRRS, 0, rv::mstatus, 1));
    std::int32_t offset = at::csrs;
    for (const std::uint32_t number : layout::dumped_csrs) {
        code.words({read_csr(1, number), store(1, offset)});
        offset += 4;
    }
    code.words({add(1, 0, 1), store(1, at::finished)});
}

void write_finish(Assembler& code) {
    code.load_constant(1, layout::finisher);
    code.load_constant(2, layout::pass);
    code.words({rv::s(rv::SW, 2, 1, 0), rv::j(rv::JAL, 0, 0)});
}

} // namespace edgeloom::test
