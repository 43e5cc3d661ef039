// What the edges of a junction do in a block cycle.
#pragma once

#include "accelerator/noise.hpp"
#include "accelerator/values.hpp"
#include "numerics/format.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// The left activations of an input, which has the same number when it is fed forward and when it is learnt from.
struct LeftInput {
    std::uint64_t number;
    std::span<const numerics::Raw> activations;
};

/// An input that is fed forward: s_j = sat(b_j + sum of mul(w_e, a_left(e))).
struct Feed {
    LeftInput left;
    std::span<std::int32_t> sums;
};

/// An input that is learnt from: biases and weights by learning rate 2^-eta_shift, and
/// delta_l = add(delta_l, mul(mul(delta_j, derivative_l), w_e)) from 0, in edge order.
struct Lesson {
    LeftInput left;
    std::span<const numerics::Raw> right_deltas;
    std::uint32_t eta_shift;
    std::span<const numerics::Raw> left_derivatives; ///< none in the first junction, whose left deltas nobody needs
    std::span<numerics::Raw> left_deltas;            ///< likewise
    /// In place of right_deltas for left_deltas alone; none: there are the same.
    std::span<const numerics::Raw> sampled_deltas{};
};

/// The part of it that is about edges.
struct EdgeTask {
    const Feed* feed;     ///< null: nothing is fed; sums are not saturated
    const Lesson* lesson; ///< null: nothing is learnt
    std::span<const numerics::Raw> biases;
    std::span<const numerics::Raw> steps;  ///< of the lesson, of right neurons
    std::span<const numerics::Raw> deltas; ///< likewise; those that give no terms are 0
    const JunctionNoise& noise;            ///< of this block cycle
};

/// Holds the weights in whatever order suits the work.
class EdgeWork {
public:
    EdgeWork() = default;
    virtual ~EdgeWork() = default;
    EdgeWork(const EdgeWork&) = delete;
    EdgeWork& operator=(const EdgeWork&) = delete;

    /// In edge order.
    virtual void load(std::span<const numerics::Raw> weights) = 0;
    [[nodiscard]] virtual std::vector<numerics::Raw> weights() const = 0;

    /// All operations see the weights as they stood before. Counts saturations of weights and of left deltas.
    virtual void work(const EdgeTask& task, Values& values) = 0;
};

} // namespace edgeloom::accelerator
