// What a port of the interconnect is like.
#pragma once

#include <algorithm>
#include <cstdint>

namespace edgeloom::interconnect {

/// All clocks are those of the interconnect.
struct PortConfig {
    std::uint32_t width_bytes = 8; ///< that a beat carries
    std::uint32_t beat_clocks = 1; ///< that a beat takes: the ratio to the port's own clock
    std::uint32_t latency = 1;     ///< clocks through the port, each way; at least 1
    std::uint32_t outstanding = 8; ///< bursts of an initiator that are on their way at most
    std::uint32_t weight = 1;      ///< of an initiator, for arbitration that asks for it

    /// Clocks that so many bytes take; none take a beat.
    [[nodiscard]] std::uint64_t data_clocks(std::uint64_t bytes) const {
        return std::max<std::uint64_t>(1, (bytes + width_bytes - 1) / width_bytes) * beat_clocks;
    }
};

} // namespace edgeloom::interconnect
