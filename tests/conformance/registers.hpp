// Random registers that a program may use.
#pragma once

#include "conformance/layout.hpp"
#include "conformance/random.hpp"

#include <cstdint>

namespace edgeloom::test {

/// Any.
inline std::uint32_t any_source(Random& random) {
    return random.below(32);
}
/// One that may be written; x0 too.
inline std::uint32_t any_target(Random& random) {
    return random.below(layout::free_registers);
}
/// One that may be written and holds what was written.
inline std::uint32_t any_holder(Random& random) {
    return 1 + random.below(layout::free_registers - 1);
}
/// One of x8 to x15, counted from 0.
inline std::uint32_t any_short(Random& random) {
    return random.below(8);
}
inline constexpr std::uint32_t first_short = 8;

} // namespace edgeloom::test
