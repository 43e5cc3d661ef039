// The page about an exploration.
#pragma once

#include "platform/report/recorded_sweep.hpp"

#include <map>
#include <string>
#include <vector>

namespace edgeloom::report {

/// The variants, by index, that are on the Pareto front of all objectives: of those done and with all these figures,
/// compared by their means over the seeds.
[[nodiscard]] std::vector<std::size_t> front_of(const RecordedSweep& sweep);

/// `links` lead from the page to those of runs, by the keys of their points; a path with slashes.
[[nodiscard]] std::string sweep_page(const RecordedSweep& sweep, const std::map<std::string, std::string>& links);

} // namespace edgeloom::report
