// The multipliers of all units, operation by operation.
#pragma once

#include "mapping/units.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::mapping {

/// How many multipliers each operation of each unit has, which work side by side: z for feedforward and update, and
/// twice z for backpropagation behind the first junction, of the junction that needs the most of its unit. Their sum
/// is demand().multipliers.
[[nodiscard]] std::vector<std::uint32_t> multiplier_arrays(std::span<const JunctionShape> shapes,
                                                           std::span<const std::uint32_t> unit);

} // namespace edgeloom::mapping
