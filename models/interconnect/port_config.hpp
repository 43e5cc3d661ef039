// What a port of the interconnect is like.
#pragma once

#include <cstdint>

namespace edgeloom::interconnect {

/// All clocks are those of the interconnect.
struct PortConfig {
    std::uint32_t width_bytes = 8; ///< that a beat carries
    std::uint32_t beat_clocks = 1; ///< that a beat takes: the ratio to the port's own clock
    std::uint32_t latency = 1;     ///< clocks through the port, each way; at least 1
    std::uint32_t outstanding = 8; ///< bursts of an initiator that are on their way at most
    std::uint32_t weight = 1;      ///< of an initiator, for arbitration that asks for it
};

} // namespace edgeloom::interconnect
