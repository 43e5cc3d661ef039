// What an accelerator for a network takes in area.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/mapped_network.hpp"
#include "platform/energy/cost_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// Parts that are alike.
struct AreaItem {
    std::string name;
    std::optional<std::size_t> junction; ///< of memories: from 0, that behind their layer
    std::uint64_t count = 0;
    double each_um2 = 0;

    [[nodiscard]] double square_millimetres() const {
        constexpr double square_micrometres = 1e6; // of a square millimetre
        return static_cast<double>(count) * each_um2 / square_micrometres;
    }
};

struct Area {
    std::vector<AreaItem> items;

    [[nodiscard]] double square_millimetres() const; ///< all of it
};

/// Multipliers, adders, activation tables and memories of the network's mapping, as built for it. Without control,
/// interleavers, pipeline registers and wires. Fit for many calls: it asks nothing of files.
[[nodiscard]] Area area_of(const Configuration& configuration, const MappedNetwork& network, const CostTable& costs);

} // namespace edgeloom::platform
