// The page about an exploration.
#pragma once

#include "platform/recorded_sweep/recorded_sweep.hpp"

#include <map>
#include <string>

namespace edgeloom::report {

/// @param folder of the sweep, as the user names it
/// @param links  from the page to those of runs, by the keys of their points; paths with slashes
[[nodiscard]] std::string sweep_page(const platform::RecordedSweep& sweep, const std::string& folder,
                                     const std::map<std::string, std::string>& links);

} // namespace edgeloom::report
