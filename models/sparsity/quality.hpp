// How well a pattern mixes: scatter, spread and dispersion (spec section 2).
#pragma once

#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::sparsity {

/// The edges of one junction, and the sizes of the layers that they join.
struct Connections {
    std::uint32_t left_neurons = 0;
    std::uint32_t right_neurons = 0;
    std::vector<std::uint32_t> left;  ///< left neuron of every edge
    std::vector<std::uint32_t> right; ///< right neuron of every edge

    /// The same edges seen from the other side.
    [[nodiscard]] Connections reversed() const { return {right_neurons, left_neurons, right, left}; }
};

/// How evenly the neurons of the last layer see the first one, by the paths through `chain` (one junction or several
/// that follow each other). The first layer is cut into windows of `window` neurons, the last of them possibly smaller;
/// a neuron's paths from a window over the even share, at most 1, are averaged over all neurons and windows. 1 is best
/// (Dey, Huang, Beerel, Chugg, arXiv 1711.02131).
[[nodiscard]] double scatter(std::span<const Connections> chain, std::uint32_t window);

/// The smallest window whose even share is at least one path to each neuron of the last layer.
[[nodiscard]] std::uint32_t natural_window(std::span<const Connections> chain);

/// The figure of a whole network: the smallest scatter at natural windows of each junction and of all together, each
/// in both directions.
[[nodiscard]] double least_scatter(std::span<const Connections> network);

/// The permutation of edges that a pattern is: where edge e, counted by right neurons, lies when edges are counted by
/// left neurons (l*d_out and on, in the order in which they occur). Constant fan-out is assumed.
[[nodiscard]] std::vector<std::uint32_t> interleaver(const mapping::JunctionShape& shape,
                                                     std::span<const std::uint32_t> left);

/// The largest S such that |i-j| < S implies |pi(i)-pi(j)| >= S for all i, j that differ. At most the permutation's
/// size.
[[nodiscard]] std::uint32_t spread(std::span<const std::uint32_t> permutation);

/// Different displacement vectors (j-i, pi(j)-pi(i)), i < j, over the number of pairs: 1 if no two pairs are displaced
/// alike. 0 without pairs. Time and memory grow with the square of the size.
[[nodiscard]] double dispersion(std::span<const std::uint32_t> permutation);

} // namespace edgeloom::sparsity
