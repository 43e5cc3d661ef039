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

    /// A burst from an initiator's port to a target's.
    [[nodiscard]] Burst burst(std::size_t initiator, std::size_t target, std::uint64_t bytes, bool write) const {
        const PortConfig& from = initiators[initiator];
        const PortConfig& to = targets[target];
        const std::uint64_t data = std::max(from.data_clocks(bytes), to.data_clocks(bytes));
        const std::uint64_t beat = std::max(from.beat_clocks, to.beat_clocks);
        return {.initiator = initiator,
                .target = target,
                .bytes = bytes,
                .write = write,
                .request_clocks = write ? data : beat,
                .response_clocks = write ? beat : data,
                .head_clocks = std::uint64_t{from.latency} + to.latency};
    }
};

} // namespace edgeloom::interconnect
