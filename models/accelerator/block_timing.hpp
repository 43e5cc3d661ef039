// How long a block cycle takes, and what makes it longer than W/z clocks plus overhead.
#pragma once

#include "accelerator/hardware.hpp"
#include "accelerator/network.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Clocks that a junction's pattern adds to each of its block cycles.
struct JunctionStalls {
    std::uint32_t clash = 0;  ///< several of a clock's z left neurons in one memory: one more clock per further access
    std::uint32_t hazard = 0; ///< a delta read again before its pending write has landed, if such reads stall
};

/// Spec section 4: the fullest memory decides how long a clock's accesses take.
[[nodiscard]] std::uint32_t clash_clocks(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left);

/// Spec section 4: a read in clock c sees the writes whose reads were in clock c-2 or before. Clocks by which the
/// delta read-modify-write waits for that, in program order.
[[nodiscard]] std::uint32_t hazard_clocks(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left);

/// The common length of a block cycle in clocks, and the parts of it that are stalls.
struct BlockLength {
    std::uint32_t ideal = 0;  ///< longest sum of W/z over the units, plus overhead
    std::uint32_t clash = 0;  ///< what clashes add
    std::uint32_t hazard = 0; ///< what delta hazards add on top

    [[nodiscard]] std::uint32_t clocks() const { return ideal + clash + hazard; }
};

/// All junctions share one block cycle: the longest. `stalls` may be empty (none).
[[nodiscard]] BlockLength block_length(const Network& network, const Hardware& hardware,
                                       std::span<const JunctionStalls> stalls);

} // namespace edgeloom::accelerator
