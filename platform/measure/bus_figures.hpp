// What the probes of the interconnect measured, in the units of people.
#pragma once

#include "interconnect/interconnect.hpp"

#include <nlohmann/json.hpp>

namespace edgeloom::platform {

/// Section `bus` of summary.json: figures of every port, and of every path that was used.
/// @param end of simulated time, for rates
[[nodiscard]] nlohmann::ordered_json bus_summary(const Interconnect& interconnect, const sc_core::sc_time& end);

/// bus.json: bytes over time and histograms of latency, for plots.
[[nodiscard]] nlohmann::ordered_json bus_series(const Interconnect& interconnect);

} // namespace edgeloom::platform
