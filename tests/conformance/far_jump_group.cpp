#include "conformance/far_jump_group.hpp"

#include "conformance/compressed.hpp"
#include "conformance/registers.hpp"

namespace edgeloom::test {

namespace {

// A form of jump that is always taken.
struct Form {
    std::int32_t length; ///< in bytes
    std::int32_t longest_gap;
    void (*write)(Assembler& code, Random& random, std::int32_t offset);
};

void write_branch(Assembler& code, Random& random, std::int32_t offset) {
    constexpr rv::Opcode on_equal[]{rv::BEQ, rv::BGE, rv::BGEU};
    const std::uint32_t reg = any_source(random);
    code.word(rv::b(random.pick(on_equal), reg, reg, offset));
}

void write_jump(Assembler& code, Random& random, std::int32_t offset) {
    code.word(rv::j(rv::JAL, any_target(random), offset));
}

void write_compressed_jump(Assembler& code, Random& random, std::int32_t offset) {
    code.half(rvc::cj(random.once_in(2) ? rvc::J : rvc::JAL, offset));
}

void write_compressed_branch(Assembler& code, Random& random, std::int32_t offset) {
    const bool on_zero = random.once_in(2);
    const std::uint32_t reg = any_short(random);
    code.half(rvc::ci(rvc::LI, first_short + reg, on_zero ? 0 : -1));
    code.half(rvc::cb(on_zero ? rvc::BEQZ : rvc::BNEZ, reg, offset - 2));
}

constexpr Form forms[]{{4, 4000, write_branch},
                       {4, 4000, write_jump},
                       {2, 2000, write_compressed_jump},
                       {4, 240, write_compressed_branch}};

} // namespace

void write_far_jump(Assembler& code, Random& random) {
    const Form& form = random.pick(forms);
    const std::int32_t gap = 2 * random.between(0, form.longest_gap / 2);
    const std::int32_t length = form.length;
    constexpr std::int32_t landing = 4;
    form.write(code, random, length + landing + gap);
    code.word(rv::j(rv::JAL, 0, landing + gap + length));
    for (std::int32_t i = 0; i < gap; i += 2) {
        code.half(0);
    }
    form.write(code, random, -(gap + landing));
}

} // namespace edgeloom::test
