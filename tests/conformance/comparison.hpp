// Compares what two runs of an image left.
#pragma once

#include "conformance/image.hpp"
#include "conformance/outcome.hpp"

#include <string>

namespace edgeloom::test {

/// The first program that left something different, what is different, and the instructions concerned; empty if all is
/// the same. `expected` is QEMU's outcome, and two things may differ from it: mtval of breakpoints, which may be zero
/// (QEMU's) or the address (privileged specification, 3.1.16), and the cause where an atomic read-modify-write may not
/// access memory: it is that of a store (3.1.15), while QEMU 7.2 says that of a load.
[[nodiscard]] std::string difference(const Image& image, const Outcome& expected, const Outcome& found);

} // namespace edgeloom::test
