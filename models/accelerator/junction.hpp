// The arithmetic of one junction: feedforward, backpropagation and update over its edges.
#pragma once

#include "accelerator/active_neurons.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/network.hpp"
#include "numerics/activation_table.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Holds a junction's weights and biases and computes spec section 3 bit for bit. All values are raw fixed-point
/// integers of the network's format; spans have the length of the layer that they belong to.
class Junction {
public:
    Junction(numerics::Format format, Edges edges, std::uint32_t right_neurons);

    void load(const Parameters& parameters);
    void store(Parameters& parameters) const;

    /// s_j = sat(b_j + sum of mul(w_e, a_left(e)))
    void feedforward(const ActiveNeurons& left, std::span<std::int32_t> sums) const;
    /// delta_l = add(delta_l, mul(mul(delta_j, derivative_l), w_e)) from 0, in edge order
    void backpropagate(std::span<const std::int32_t> right_deltas, std::span<const std::int32_t> left_derivatives,
                       std::span<std::int32_t> left_deltas);
    /// Biases and weights by learning rate 2^-eta_shift.
    void update(std::span<const std::int32_t> right_deltas, const ActiveNeurons& left, std::uint32_t eta_shift);

private:
    numerics::Format format_;
    Edges edges_;
    std::vector<std::int32_t> weights_; // in column order
    std::vector<std::int32_t> biases_;
    std::vector<std::int32_t> steps_; // bias steps of the update in work
    std::vector<std::int32_t> terms_; // of a left delta's sum
};

} // namespace edgeloom::accelerator
