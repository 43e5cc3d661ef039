// Which points of a space of objectives are worth a look.
#pragma once

#include "platform/report/objective.hpp"

#include <cstddef>
#include <vector>

namespace edgeloom::report {

/// The Pareto front: the indices, rising, of the points that no other point dominates, that is, is as good as in all
/// coordinates and better in one. Equal points do not dominate each other. A point with a coordinate that is no number
/// (NaN) is not on the front and dominates none. Every point has one coordinate a direction; without directions there
/// is no front.
[[nodiscard]] std::vector<std::size_t> front(const std::vector<std::vector<double>>& points,
                                             const std::vector<Direction>& directions);

} // namespace edgeloom::report
