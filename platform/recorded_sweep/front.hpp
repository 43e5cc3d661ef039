// The points that no other point beats.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace edgeloom::platform {

/// Costs of a point, the less the better.
using Costs = std::vector<double>;

/// `a` is nowhere worse than `b` and somewhere better.
[[nodiscard]] bool dominates(const Costs& a, const Costs& b);

/// Indices of the points that none dominates, rising (V. Pareto; K. Deb, Multi-Objective Optimization, 2001, ch. 2).
/// Of several points with the same costs all are there.
[[nodiscard]] std::vector<std::size_t> front(std::span<const Costs> points);

} // namespace edgeloom::platform
