// The network of a configuration as the firmware will map it.
#pragma once

#include "abi/accelerator.hpp"
#include "mapping/relief.hpp"
#include "platform/configuration/configuration.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace edgeloom::platform {

struct MappedNetwork {
    std::vector<mapping::JunctionShape> shapes; ///< with their z
    std::vector<std::uint32_t> units;           ///< the unit of each junction
    mapping::Choice choice = mapping::Choice::none;
};

/// A network before anything is chosen.
struct GivenNetwork {
    std::vector<mapping::JunctionShape>
        shapes; ///< with the z that the configuration gives, 0 where the firmware chooses
    std::vector<mapping::PatternTraits> patterns;

    /// Refers to this.
    [[nodiscard]] mapping::Wish wish() const { return {shapes, patterns}; }
};

[[nodiscard]] GivenNetwork given_network(const Configuration& configuration);

/// What the accelerator of the configuration is built with. Multipliers are by default what the given z need, and
/// default_multipliers at least.
[[nodiscard]] mapping::Limits limits(const Configuration& configuration);
inline constexpr std::uint32_t default_multipliers = 4096;

/// What the firmware will choose within limits: it uses the same chooser (mapping/parallelism.hpp). None where nothing
/// is legal.
[[nodiscard]] std::optional<MappedNetwork> map_network(const Configuration& configuration,
                                                       const mapping::Limits& limits);

} // namespace edgeloom::platform
