// How well a network's patterns mix, without a run.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/mapped_network.hpp"

namespace edgeloom::platform::explore {

/// sparsity::least_scatter of the patterns that the firmware will draw. Throws UserError where there is no such
/// pattern.
[[nodiscard]] double scatter_of(const NetworkConfiguration& configuration, const MappedNetwork& network);

} // namespace edgeloom::platform::explore
