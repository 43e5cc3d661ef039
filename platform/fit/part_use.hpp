// What a network takes of an FPGA.
#pragma once

#include "platform/configuration/mapped_network.hpp"
#include "platform/fit/fpga_part.hpp"
#include "platform/fit/memory_on_part.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// A resource of a part, in its own unit.
struct PartResource {
    std::string name;
    double used = 0;
    double there = 0;

    [[nodiscard]] bool suffices() const { return used <= there; }
    /// 0 where there are none, and none are used.
    [[nodiscard]] double percent() const { return used == 0 ? 0 : 100 * used / there; }
};

struct PartUse {
    MultipliersOnPart multipliers;
    std::vector<PlacedMemory> memories;
    std::uint64_t adder_luts = 0;
    std::uint64_t table_ramb18 = 0; ///< of the activation's tables
    std::vector<PartResource> resources;

    /// That which is short by the most, if any is.
    [[nodiscard]] const PartResource* shortage() const;
};

/// By the rules in docs/fpga.md. Control, interleavers and registers are not counted.
[[nodiscard]] PartUse use_of(const FpgaPart& part, const MappedNetwork& network,
                             const NetworkConfiguration& configuration);

/// A network as it lies on a part.
struct OnPart {
    MappedNetwork network;
    std::uint64_t multipliers = 0; ///< as many at most
    PartUse use;
    std::optional<PartResource> binding; ///< of the part: it was short where more multipliers were tried
};

/// The quickest of what the firmware chooses for fewer and fewer multipliers, whatever z the configuration gives, that
/// lies on the part. None where nothing does.
[[nodiscard]] std::optional<OnPart> quickest_on(const FpgaPart& part, const Configuration& configuration);

} // namespace edgeloom::platform
