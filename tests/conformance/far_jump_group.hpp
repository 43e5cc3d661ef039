// Jumps over a distance.
#pragma once

#include "conformance/assembler.hpp"
#include "conformance/random.hpp"

namespace edgeloom::test {

/// Jumps forward over something that is never executed, back over it, and on behind it, with one form of jump and
/// anything up to its range.
void write_far_jump(Assembler& code, Random& random);

} // namespace edgeloom::test
