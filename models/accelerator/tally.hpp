// Counters worked out from how often a junction did its work.
#pragma once

#include "accelerator/block_timing.hpp"
#include "accelerator/counters.hpp"
#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Block cycles of a junction, by what it had to do in them.
struct Tally {
    std::uint64_t fed = 0;             ///< feedforward
    std::uint64_t fed_in_training = 0; ///< of these, such as are followed by backpropagation
    std::uint64_t learnt = 0;          ///< backpropagation and update
    std::uint64_t spared_edges = 0;    ///< of backpropagations, edges whose right neuron took no part
    std::uint64_t worked = 0;          ///< any of these
    std::uint64_t all = 0;             ///< with or without an input
    std::uint64_t in_training = 0;     ///< of these, in training
    std::uint64_t clocks = 0;          ///< of all block cycles
};

/// What does not change from block cycle to block cycle.
struct JunctionFacts {
    mapping::JunctionShape shape;
    std::uint32_t connected = 0; ///< right neurons with an edge
    JunctionStalls stalls;
};

/// The counters of all junctions of a network.
[[nodiscard]] std::vector<Counters> count(std::span<const JunctionFacts> facts, std::span<const Tally> tallies);

} // namespace edgeloom::accelerator
