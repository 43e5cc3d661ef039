// Random accesses to registers that are the same on both sides.
#pragma once

#include "conformance/assembler.hpp"
#include "conformance/random.hpp"

namespace edgeloom::test {

void write_csr_access(Assembler& code, Random& random);

} // namespace edgeloom::test
