// The shape of a junction: its neurons, its degrees and its degree of parallelism.
#pragma once

#include <cstdint>

namespace edgeloom::mapping {

/// A junction between a left layer of `left` neurons (p) and a right layer of `right` neurons (n), with `edges` (W)
/// edges of which `parallelism` (z) are processed per clock.
struct JunctionShape {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t edges = 0;
    std::uint32_t parallelism = 0;

    /// Edges per left neuron. Meaningful where the pattern has constant degrees.
    [[nodiscard]] constexpr std::uint32_t fan_out() const { return edges / left; }
    /// Edges per right neuron. Meaningful where the pattern has constant degrees.
    [[nodiscard]] constexpr std::uint32_t fan_in() const { return edges / right; }
    /// Clocks of one sweep over all left neurons: D = p/z.
    [[nodiscard]] constexpr std::uint32_t sweep_clocks() const { return left / parallelism; }
    /// Clocks to process all edges: W/z.
    [[nodiscard]] constexpr std::uint32_t clocks() const { return edges / parallelism; }
};

} // namespace edgeloom::mapping
