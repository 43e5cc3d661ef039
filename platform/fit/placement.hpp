// How a network lies on an FPGA, and what is said of it.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/fit/part_use.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace edgeloom::platform {

struct Placement {
    FpgaPart part;
    PartUse use;
    std::optional<PartResource> binding; ///< of the part, where z is the firmware's choice
};

/// Where the configuration leaves z to the firmware, its multipliers are limited to what the part holds. Throws
/// UserError where the network does not lie on the part: what is short, and the nearest that fits.
[[nodiscard]] Placement place(Configuration& configuration, const FpgaPart& part);

[[nodiscard]] std::string in_words(const Placement& placement, bool markdown);
[[nodiscard]] nlohmann::ordered_json in_json(const Placement& placement);

} // namespace edgeloom::platform
