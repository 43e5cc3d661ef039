// Constraints in words, with the nearest legal values.
#pragma once

#include "mapping/constraints.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::mapping {

/// Every fan-out that gives whole degrees between `left` and `right` neurons, rising.
[[nodiscard]] std::vector<std::uint32_t> legal_fan_outs(std::uint32_t left, std::uint32_t right);

/// Every degree of parallelism that a junction may have on its own, rising.
[[nodiscard]] std::vector<std::uint32_t> legal_parallelisms(JunctionShape shape, bool constant_degrees);

/// "16 and 20" around a value: the nearest of `legal` (rising, not empty) below and above it.
[[nodiscard]] std::string nearest(const std::vector<std::uint32_t>& legal, std::uint32_t value);

/// The violated constraint with the numbers at hand, such as "z = 100 does not divide p = 1024".
[[nodiscard]] std::string explain(Constraint constraint, const JunctionShape& shape);

} // namespace edgeloom::mapping
