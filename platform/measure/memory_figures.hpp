// What the memories did.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/soc/soc.hpp"

#include <nlohmann/json.hpp>

namespace edgeloom::platform {

/// Section `memories` of summary.json: what went over the bus, and, of a DRAM, the figures of its banks.
/// @param end of simulated time, for rates
[[nodiscard]] nlohmann::ordered_json memories_summary(const PlatformConfiguration& platform, const Soc& soc,
                                                      const sc_core::sc_time& end);

} // namespace edgeloom::platform
