// The loops over a junction that has an edge for many of the pairs of its neurons: over all of them.
#pragma once

#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <cstdint>

namespace edgeloom::accelerator::kernels {

/// All pairs of a left and a right neuron, in the order [right][left]. Left neurons are as many as fill the longest
/// vectors: those that are not there, and pairs without an edge, have a weight of 0, and stay so. No pair has two
/// edges. Left activations are shifted by factor_shift().
struct DenseEdges {
    std::uint32_t left; ///< a multiple of longest_vector
    std::uint32_t right;
    const numerics::Raw* connected; ///< by pair: all bits, or none
};

/// An input that is fed forward.
struct DenseFeed {
    const numerics::Raw* left;
    const numerics::Raw* biases;
    std::int32_t* sums;
};
/// One that is learnt from.
struct DenseLesson {
    const numerics::Raw* left;
    const numerics::Raw* steps;
    bool may_saturate; ///< false: no weight leaves the format
};

/// sum_r = bias_r + sum of mul(w_e, a_e), not saturated
void dense_sum(const numerics::Multiplier& mul, const DenseEdges& edges, const numerics::Raw* weights,
               const DenseFeed& feed);
/// w_e = add(w_e, mul(step_right(e), a_e)). Returns how many saturated.
std::uint64_t dense_learn(const numerics::Multiplier& mul, const DenseEdges& edges, numerics::Raw* weights,
                          const DenseLesson& lesson);
/// Both in one pass, the sums from the weights before the steps.
std::uint64_t dense_sum_and_learn(const numerics::Multiplier& mul, const DenseEdges& edges, numerics::Raw* weights,
                                  const DenseFeed& feed, const DenseLesson& lesson);

/// Deltas on their way back.
struct DenseReturn {
    const numerics::Raw* derivatives; ///< at most `highest`
    std::int32_t highest;
    const numerics::Raw* right_deltas;
    numerics::Raw* left_deltas;
};
/// delta_left(e) = add(delta_left(e), mul(mul(delta_right(e), derivative_e), w_e)), a right neuron after the other.
/// Returns how many saturated.
std::uint64_t dense_backpropagate(const numerics::Multiplier& mul, const DenseEdges& edges,
                                  const numerics::Raw* weights, const DenseReturn& deltas);

} // namespace edgeloom::accelerator::kernels
