// The results of a sweep for other programs.
#pragma once

#include "platform/recorded_sweep/point.hpp"

#include <string>
#include <vector>

namespace edgeloom::platform::explore {

/// A line per point: key, variant, seed, level, axes, outcome, reason, figures with their units in brackets (RFC 4180).
[[nodiscard]] std::string to_csv(const std::vector<Point>& points);

} // namespace edgeloom::platform::explore
