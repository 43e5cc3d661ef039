// The interconnect once more, as plainly as can be: every clock, one thing after the other.
#pragma once

#include "interconnect/arbitration.hpp"
#include "interconnect/port_config.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::test {

/// What a generator sends, and what came of it; all in clocks.
struct PlainRequest {
    std::uint64_t gap; ///< from the one before, at least
    std::size_t target;
    std::uint64_t bytes;
    bool write;
    std::uint64_t issued = 0;
    std::uint64_t done = 0;
};

struct PlainInitiator {
    interconnect::PortConfig port;
    std::uint64_t outstanding; ///< of the generator
    std::vector<PlainRequest> requests;
};

struct PlainTarget {
    interconnect::PortConfig port;
    std::uint64_t read_latency;
    std::uint64_t write_latency;
    bool phased = false; ///< speaks in phases; both latencies are the same then
};

/// Fills in when every request is issued and done.
void clock_by_clock(std::vector<PlainInitiator>& initiators, const std::vector<PlainTarget>& targets,
                    interconnect::Arbitration policy);

} // namespace edgeloom::test
