// What the memories did.
#pragma once

#include "memory/memory.hpp"
#include "platform/configuration/configuration.hpp"

#include <nlohmann/json.hpp>

namespace edgeloom::platform {

/// Section `memories` of summary.json: what went over the bus, and, of a DRAM, the figures of its banks.
/// @param end of simulated time, for rates
[[nodiscard]] nlohmann::ordered_json memories_summary(const PlatformConfiguration& platform, const Memory& dram,
                                                      const Memory& sram, const sc_core::sc_time& end);

} // namespace edgeloom::platform
