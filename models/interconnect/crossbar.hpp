// How long bursts occupy the ports of the interconnect.
#pragma once

#include "interconnect/burst.hpp"
#include "interconnect/clock_grid.hpp"
#include "interconnect/port_config.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace edgeloom::interconnect {

/// Every initiator's port leads to every target's. A port has a request and a response channel, which carry a burst at
/// a time: a write's data go with the request, a read's with the response, and what carries no data takes one beat. The
/// slower of the two ports paces a burst and it occupies both for as long. Its head is on its way from one to the other
/// for the latencies of both; the body follows, so that at the other end there must be room for it (initiators have
/// room for as many bursts as they may have outstanding).
///
/// Ordering: the bursts of an initiator reach the arbiters in the order in which they were issued, those for one target
/// are served there in that order, and the answers of all targets come back to the initiator in it.
struct Crossbar {
    ClockGrid grid;
    std::vector<PortConfig> initiators;
    std::vector<PortConfig> targets;

    /// Clocks that the burst occupies a request channel.
    [[nodiscard]] std::uint64_t request_clocks(const Burst& burst) const {
        return burst.write ? data_clocks(burst) : beat(burst);
    }
    /// Clocks that the burst occupies a response channel.
    [[nodiscard]] std::uint64_t response_clocks(const Burst& burst) const {
        return burst.write ? beat(burst) : data_clocks(burst);
    }
    /// Clocks that the first beat is on its way between two ports.
    [[nodiscard]] std::uint64_t head_clocks(const Burst& burst) const {
        return std::uint64_t{initiators[burst.initiator].latency} + targets[burst.target].latency;
    }
    /// Clocks that its data occupy the channel that carries them.
    [[nodiscard]] std::uint64_t data_clocks(const Burst& burst) const {
        const auto clocks = [&](const PortConfig& port) {
            const std::uint64_t beats = (burst.bytes + port.width_bytes - 1) / port.width_bytes;
            return std::max<std::uint64_t>(1, beats) * port.beat_clocks;
        };
        return std::max(clocks(initiators[burst.initiator]), clocks(targets[burst.target]));
    }
    /// Clocks that the burst waited for channels, all in all.
    [[nodiscard]] std::uint64_t waited_clocks(const Journey& journey) const {
        const std::uint64_t moving = 2 * head_clocks(journey.burst);
        return (journey.granted - journey.arrived) + (journey.returning - journey.ready) - moving;
    }

private:
    [[nodiscard]] std::uint64_t beat(const Burst& burst) const {
        return std::max(initiators[burst.initiator].beat_clocks, targets[burst.target].beat_clocks);
    }
};

} // namespace edgeloom::interconnect
