// Energy and area in summary.json.
#pragma once

#include "platform/run/summary.hpp"

#include <nlohmann/json.hpp>

namespace edgeloom::platform {

/// { "energy": ..., "area": ... }; an empty object where the accelerator has worked on no network that the
/// configuration gives.
[[nodiscard]] nlohmann::ordered_json energy_summary(const RunFigures& figures);

} // namespace edgeloom::platform
