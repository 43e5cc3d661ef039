#include "conformance/program_writer.hpp"

#include "conformance/arithmetic_groups.hpp"
#include "conformance/compressed.hpp"
#include "conformance/csr_groups.hpp"
#include "conformance/far_jump_group.hpp"
#include "conformance/memory_groups.hpp"
#include "conformance/registers.hpp"
#include "conformance/trap_groups.hpp"

#include <algorithm>

namespace edgeloom::test {

namespace {

struct Choice {
    unsigned weight;
    void (*write)(Assembler&, Random&);
};
constexpr Choice choices[]{
    {160, write_register_operation},
    {120, write_immediate_operation},
    {20, write_upper_immediate},
    {60, write_constant},
    {160, write_compressed_operation},
    {60, write_load},
    {60, write_store},
    {60, write_compressed_access},
    {30, write_read_modify_write},
    {15, write_reservation},
    {6, write_fence},
    {3, write_self_modification},
    {30, write_csr_access},
    {30, write_trap},
};

unsigned total_weight() {
    unsigned sum = 0;
    for (const Choice& choice : choices) {
        sum += choice.weight;
    }
    return sum;
}

void write_plain_group(Assembler& code, Random& random) {
    static const unsigned total = total_weight();
    std::uint32_t drawn = random.below(total);
    for (const Choice& choice : choices) {
        if (drawn < choice.weight) {
            choice.write(code, random);
            return;
        }
        drawn -= choice.weight;
    }
}

constexpr unsigned jump_every = 8; // groups
constexpr unsigned loop_every = 40;
constexpr unsigned far_jump_every = 250;

} // namespace

void ProgramWriter::write(unsigned groups) {
    groups_.clear();
    jumps_.clear();
    while (groups_.size() < groups || loop_groups_ != 0) {
        write_group();
    }
    groups_.push_back(code_.here());
    for (const Jump& jump : jumps_) {
        resolve(jump);
    }
}

void ProgramWriter::write_group() {
    groups_.push_back(code_.here());
    if (loop_groups_ != 0 && --loop_groups_ == 0) {
        end_loop();
    } else if (loop_groups_ == 0 && random_.once_in(loop_every)) {
        begin_loop();
    } else if (loop_groups_ == 0 && random_.once_in(far_jump_every)) { // a loop's own branch has to reach over it
        write_far_jump(code_, random_);
    } else if (random_.once_in(jump_every)) {
        write_jump();
    } else {
        write_plain_group(code_, random_);
    }
}

void ProgramWriter::begin_loop() {
    code_.word(rv::i(rv::ADDI, layout::counter, 0, random_.between(1, 4)));
    loop_start_ = code_.here();
    loop_groups_ = static_cast<unsigned>(random_.between(2, 9));
}

// A jump from before may have led into the loop: its counter is 0 then, and -1 here.
void ProgramWriter::end_loop() {
    code_.word(rv::i(rv::ADDI, layout::counter, layout::counter, -1));
    code_.word(rv::b(rv::BLT, 0, layout::counter, static_cast<std::int32_t>(loop_start_ - code_.here())));
}

void ProgramWriter::write_jump() {
    const std::uint32_t here = code_.here();
    switch (random_.below(6)) {
    case 0:
        remember(Form::jump, here, here);
        code_.word(rv::j(rv::JAL, any_target(random_), 0));
        break;
    case 1:
        remember(Form::compressed_jump, here, here);
        code_.half(random_.once_in(2) ? rvc::J : rvc::JAL);
        break;
    case 2:
        remember(Form::compressed_branch, here, here);
        code_.half(rvc::cb(random_.once_in(2) ? rvc::BEQZ : rvc::BNEZ, any_short(random_), 0));
        break;
    case 3:
        write_indirect_jump();
        break;
    case 4:
        write_compressed_indirect_jump();
        break;
    default:
        write_branch();
        break;
    }
}

void ProgramWriter::write_branch() {
    constexpr rv::Opcode branches[]{rv::BEQ, rv::BNE, rv::BLT, rv::BGE, rv::BLTU, rv::BGEU};
    const std::uint32_t a = any_source(random_);
    const std::uint32_t b = random_.once_in(8) ? a : any_source(random_);
    remember(Form::branch, code_.here(), code_.here());
    code_.word(rv::b(random_.pick(branches), a, b, 0));
}

void ProgramWriter::write_indirect_jump() {
    const std::uint32_t base = any_holder(random_);
    const std::uint32_t origin = code_.here();
    code_.word(rv::u(rv::AUIPC, base, 0));
    remember(Form::jump_register, code_.here(), origin);
    code_.word(rv::i(rv::JALR, any_target(random_), base, random_.between(0, 1))); // bit 0 is dropped
}

void ProgramWriter::write_compressed_indirect_jump() {
    const std::uint32_t base = any_holder(random_);
    const std::uint32_t origin = code_.here();
    code_.word(rv::u(rv::AUIPC, base, 0));
    remember(Form::add_immediate, code_.here(), origin);
    code_.word(rv::i(rv::ADDI, base, base, random_.between(0, 1)));
    code_.half(rvc::cr(random_.once_in(2) ? rvc::JR : rvc::JALR, base, 0));
}

void ProgramWriter::remember(Form form, std::uint32_t at, std::uint32_t origin) {
    const auto next = static_cast<std::uint32_t>(groups_.size());
    jumps_.push_back({form, at, origin, next, next + random_.below(5)});
}

std::uint32_t ProgramWriter::range(Form form) {
    switch (form) {
    case Form::branch:
        return 4094;
    case Form::jump:
        return (1U << 20) - 2;
    case Form::compressed_branch:
        return 254;
    default:
        return 2046;
    }
}

void ProgramWriter::resolve(const Jump& jump) {
    const auto last = static_cast<std::uint32_t>(groups_.size() - 1);
    std::uint32_t distance = groups_.at(std::min(jump.group, last)) - jump.origin;
    if (distance > range(jump.form)) {
        distance = groups_.at(jump.next) - jump.origin;
    }
    const auto offset = static_cast<std::int32_t>(distance);
    switch (jump.form) {
    case Form::branch:
        code_.patch(jump.at, code_.at(jump.at) | rv::b(rv::BEQ, 0, 0, offset));
        break;
    case Form::jump:
        code_.patch(jump.at, code_.at(jump.at) | rv::j(rv::JAL, 0, offset));
        break;
    case Form::compressed_branch:
        code_.patch_half(jump.at, rvc::half(code_.half_at(jump.at) | rvc::cb(rvc::BEQZ, 0, offset)));
        break;
    case Form::compressed_jump:
        code_.patch_half(jump.at, rvc::half(code_.half_at(jump.at) | rvc::cj(rvc::JAL, offset)));
        break;
    case Form::add_immediate:
    case Form::jump_register:
        code_.patch(jump.at, code_.at(jump.at) + rv::i(rv::ADDI, 0, 0, offset) - rv::ADDI);
        break;
    }
}

} // namespace edgeloom::test
