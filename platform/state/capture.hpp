// Reads a network's state out of the accelerator.
#pragma once

#include "platform/soc/soc.hpp"
#include "platform/state/state.hpp"

namespace edgeloom::platform {

/// What registers and parameter windows show, through debug transport: nothing is disturbed. No junctions before the
/// accelerator is configured.
[[nodiscard]] State capture_state(Soc& soc, std::uint32_t epochs);

} // namespace edgeloom::platform
