// Random instructions that trap.
#pragma once

#include "conformance/assembler.hpp"
#include "conformance/random.hpp"

#include <cstdint>

namespace edgeloom::test {

/// One of each cause of a trap that can be had: calls, breakpoints, illegal encodings and registers, accesses to
/// nothing, misaligned atomic accesses.
void write_trap(Assembler& code, Random& random);

/// A word, or a halfword in its lower half, that is no instruction.
[[nodiscard]] std::uint32_t illegal_encoding(Random& random);
/// Appends it.
void write_encoding(Assembler& code, std::uint32_t encoding);

} // namespace edgeloom::test
