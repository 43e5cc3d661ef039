// How many values an input has.
#pragma once

#include "platform/configuration/configuration.hpp"

#include <cstdint>

namespace edgeloom::platform {

/// Of the data set that a configuration with a network names; as many as the first layer has where one would have to
/// look into files or for them.
[[nodiscard]] std::uint32_t features_of(const Configuration& configuration);

} // namespace edgeloom::platform
