// `edgeloom traffic`: interconnect and memories alone.
#pragma once

#include "platform/configuration/override.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform {

struct TrafficOptions {
    std::string configuration;
    std::vector<Override> overrides;
    std::optional<std::string> out; ///< folder for the results
};

/// Sends the traffic of a file and prints what came of it. Returns the exit status: 1 where it was interrupted. Throws
/// UserError.
[[nodiscard]] int run_traffic(const TrafficOptions& options);

} // namespace edgeloom::platform
