// A combination of the values of a sweep's axes.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/override.hpp"
#include "platform/explore/expression.hpp"
#include "platform/explore/sweep.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <vector>

namespace edgeloom::platform::explore {

/// All that distinguishes a variant from the others of its sweep.
struct Variant {
    std::uint64_t number = 0;      ///< in the space
    nlohmann::ordered_json axes;   ///< value by name
    Variables variables;           ///< the same for expressions: numbers, and those in lists as name.1, name.2, ...
    std::vector<Override> changes; ///< of the base configuration

    /// Throws UserError where an expression of the sweep cannot be evaluated.
    Variant(const Sweep& sweep, const Choices& choices);

    /// The configuration with a seed in place of the base's. Throws UserError where it is not legal.
    [[nodiscard]] Configuration configuration(const Sweep& sweep, const std::optional<std::uint64_t>& seed) const;
};

} // namespace edgeloom::platform::explore
