// How long a block cycle takes, and what makes it longer than W/z clocks plus overhead.
#pragma once

#include "accelerator/hardware.hpp"
#include "accelerator/network.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// What a junction's pattern adds to each of its block cycles.
struct JunctionStalls {
    std::uint32_t clash = 0;    ///< clocks: of z left neurons several in one memory, each further access one more
    std::uint32_t hazard = 0;   ///< clocks: a delta read again before its pending write has landed, if such reads stall
    std::uint32_t forwards = 0; ///< otherwise: such reads, which cost no clocks
    std::uint32_t losses = 0;   ///< terms of deltas that a design which does neither would lose
};

/// Spec section 4: the fullest memory decides how long a clock's accesses take.
[[nodiscard]] std::uint32_t clash_clocks(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left);

/// What reads of deltas that come too soon behind their last write cost.
struct DeltaHazards {
    std::uint32_t clocks = 0;
    std::uint32_t forwards = 0;
    std::uint32_t losses = 0;
};

/// Spec section 4: a read in clock c sees the writes whose reads were in clock c-distance or before. The delta
/// read-modify-write waits for that, in program order, or such reads are forwarded. `losses` are the terms that would
/// be missing in the end if neither was done, as in the published design.
[[nodiscard]] DeltaHazards delta_hazards(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left,
                                         std::uint32_t distance, DeltaHazard treatment);

/// The common length of a block cycle in clocks, and the parts of it that are stalls.
struct BlockLength {
    std::uint32_t ideal = 0;  ///< longest sum of W/z over the units, plus overhead
    std::uint32_t clash = 0;  ///< what clashes add
    std::uint32_t hazard = 0; ///< what delta hazards add on top

    [[nodiscard]] std::uint32_t clocks() const { return ideal + clash + hazard; }
    friend bool operator==(const BlockLength&, const BlockLength&) = default;
};

/// All junctions share one block cycle: the longest. `stalls` may be empty (none).
[[nodiscard]] BlockLength block_length(const Network& network, const Hardware& hardware,
                                       std::span<const JunctionStalls> stalls);

} // namespace edgeloom::accelerator
