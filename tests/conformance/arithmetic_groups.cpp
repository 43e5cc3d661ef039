#include "conformance/arithmetic_groups.hpp"

#include "conformance/compressed.hpp"
#include "conformance/registers.hpp"

namespace edgeloom::test {

void write_register_operation(Assembler& code, Random& random) {
    const rv::Opcode operation = random.pick(register_operations);
    code.word(rv::r(operation, any_target(random), any_source(random), any_source(random)));
}

void write_immediate_operation(Assembler& code, Random& random) {
    constexpr rv::Opcode operations[]{rv::ADDI, rv::SLTI, rv::SLTIU, rv::XORI, rv::ORI, rv::ANDI};
    constexpr rv::Opcode shifts[]{rv::SLLI, rv::SRLI, rv::SRAI};
    const std::uint32_t rd = any_target(random);
    const std::uint32_t rs1 = any_source(random);
    code.word(random.once_in(3) ? rv::i(random.pick(shifts), rd, rs1, 0) | random.below(32) << 20
                                : rv::i(random.pick(operations), rd, rs1, random.immediate12()));
}

void write_upper_immediate(Assembler& code, Random& random) {
    code.word(rv::u(random.once_in(2) ? rv::LUI : rv::AUIPC, any_target(random), random.operand() << 12));
}

void write_constant(Assembler& code, Random& random) {
    code.load_constant(any_holder(random), random.operand());
}

void write_fence(Assembler& code, Random& random) {
    constexpr std::uint32_t fences[]{rv::FENCE, rv::FENCE_I, 0x0330'000F, 0x8330'000F}; // rw,rw and tso
    code.word(random.pick(fences));
}

namespace {

std::int32_t immediate6(Random& random) {
    return random.between(-32, 31);
}
std::int32_t not_zero(std::int32_t immediate) {
    return immediate == 0 ? 1 : immediate;
}

void write_short(Assembler& code, Random& random) {
    constexpr rvc::Opcode pairs[]{rvc::SUB, rvc::XOR, rvc::OR, rvc::AND};
    constexpr rvc::Opcode shifts[]{rvc::SRLI, rvc::SRAI};
    switch (random.below(3)) {
    case 0:
        code.half(rvc::ca(random.pick(pairs), any_short(random), any_short(random)));
        break;
    case 1:
        code.half(rvc::cb_immediate(random.pick(shifts), any_short(random), random.between(0, 31)));
        break;
    default:
        code.half(rvc::cb_immediate(rvc::ANDI, any_short(random), immediate6(random)));
        break;
    }
}

void write_stack_pointer(Assembler& code, Random& random) {
    if (random.once_in(2)) {
        code.half(rvc::addi16sp(16 * not_zero(immediate6(random))));
    } else {
        code.half(rvc::addi4spn(any_short(random), 4 * random.between(1, 255)));
    }
}

// c.lui of x2 is c.addi16sp: another register.
void write_upper(Assembler& code, Random& random) {
    const std::uint32_t rd = any_target(random);
    code.half(rvc::ci(rvc::LUI, rd == 2 ? 3 : rd, not_zero(immediate6(random))));
}

} // namespace

// Hints, which compute into x0, are among them.
void write_compressed_operation(Assembler& code, Random& random) {
    const std::uint32_t rd = any_target(random);
    switch (random.below(10)) {
    case 0:
        code.half(rvc::ci(rvc::ADDI, rd, immediate6(random)));
        break;
    case 1:
        code.half(rvc::ci(rvc::LI, rd, immediate6(random)));
        break;
    case 2:
        write_upper(code, random);
        break;
    case 3:
        code.half(rvc::ci(rvc::SLLI, rd, random.between(0, 31)));
        break;
    case 4:
        code.half(rvc::cr(rvc::MV, rd, 1 + random.below(31)));
        break;
    case 5:
        code.half(rvc::cr(rvc::ADD, rd, 1 + random.below(31)));
        break;
    case 6:
        write_stack_pointer(code, random);
        break;
    default:
        write_short(code, random);
        break;
    }
}

} // namespace edgeloom::test
