// What a person reads at the end of a sweep.
#pragma once

#include "platform/explore/sweep.hpp"
#include "platform/recorded_sweep/point.hpp"

#include <string>
#include <vector>

namespace edgeloom::platform::explore {

/// How the points ended and why, and a table of the front.
[[nodiscard]] std::string closing_words(const Sweep& sweep, const std::vector<Point>& points);

} // namespace edgeloom::platform::explore
