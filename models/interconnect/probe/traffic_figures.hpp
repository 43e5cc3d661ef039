// What is known of the bursts that went one way.
#pragma once

#include "interconnect/probe/latency_histogram.hpp"

#include <algorithm>
#include <cstdint>

namespace edgeloom::interconnect {

/// Sums over bursts, all times in clocks of the interconnect. A burst's latency is queueing, transfer and service: see
/// Journey.
struct TrafficFigures {
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t read_bytes = 0;
    std::uint64_t written_bytes = 0;
    std::uint64_t errors = 0;
    std::uint64_t queueing = 0;         ///< waiting for channels
    std::uint64_t transfer = 0;         ///< moving
    std::uint64_t service = 0;          ///< at the target
    std::uint64_t request_channel = 0;  ///< occupied, at either end
    std::uint64_t response_channel = 0; ///< likewise
    std::uint64_t data = 0;             ///< channels occupied by data
    std::uint64_t longest = 0;          ///< latency
    LatencyHistogram read_latency;
    LatencyHistogram write_latency;

    [[nodiscard]] std::uint64_t transactions() const { return reads + writes; }
    [[nodiscard]] std::uint64_t bytes() const { return read_bytes + written_bytes; }
    [[nodiscard]] std::uint64_t latency() const { return queueing + transfer + service; }

    TrafficFigures& operator+=(const TrafficFigures& more) {
        reads += more.reads;
        writes += more.writes;
        read_bytes += more.read_bytes;
        written_bytes += more.written_bytes;
        errors += more.errors;
        queueing += more.queueing;
        transfer += more.transfer;
        service += more.service;
        request_channel += more.request_channel;
        response_channel += more.response_channel;
        data += more.data;
        longest = std::max(longest, more.longest);
        read_latency += more.read_latency;
        write_latency += more.write_latency;
        return *this;
    }
};

} // namespace edgeloom::interconnect
