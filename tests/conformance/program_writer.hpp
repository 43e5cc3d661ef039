// Writes the body of a random program.
#pragma once

#include "conformance/assembler.hpp"
#include "conformance/random.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::test {

/// A body is a row of groups of instructions that belong together, such as an address and an access to it. Jumps lead
/// forward to the beginning of a group, or back in a loop that counts down, so that a program comes to its end.
class ProgramWriter {
public:
    ProgramWriter(Assembler& code, Random& random) : code_(code), random_(random) {}

    void write(unsigned groups);

private:
    enum class Form : std::uint8_t { branch, jump, compressed_branch, compressed_jump, add_immediate, jump_register };
    // A jump at `at` to the beginning of a group that is not written yet, relative to `origin`; to the next one, if
    // that one is too far.
    struct Jump {
        Form form;
        std::uint32_t at;
        std::uint32_t origin;
        std::uint32_t next;
        std::uint32_t group;
    };

    void write_group();
    void write_jump();
    void write_branch();
    void write_indirect_jump();
    void write_compressed_indirect_jump();
    void begin_loop();
    void end_loop();
    void remember(Form form, std::uint32_t at, std::uint32_t origin);
    [[nodiscard]] static std::uint32_t range(Form form);
    void resolve(const Jump& jump);

    Assembler& code_;
    Random& random_;
    std::vector<std::uint32_t> groups_; // where they begin
    std::vector<Jump> jumps_;
    std::uint32_t loop_start_ = 0;
    unsigned loop_groups_ = 0; // left in the loop; 0: there is none
};

} // namespace edgeloom::test
