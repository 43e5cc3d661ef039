// The arithmetic of one junction: feedforward, backpropagation and update over its edges.
#pragma once

#include "accelerator/edge_kernels.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/network.hpp"
#include "accelerator/noise.hpp"
#include "accelerator/values.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Holds a junction's weights and biases and computes spec section 3 bit for bit. All values are raw fixed-point
/// integers of the network's format; spans have the length of the layer that they belong to.
class Junction {
public:
    /// @param highest_derivative of the neurons to the left
    Junction(numerics::Format format, std::int32_t highest_derivative, Edges edges, JunctionNoise noise);

    /// A phase begins: the first inputs round like those of any other phase with this seed.
    void seed(std::uint32_t seed) { noise_.seed(seed); }
    void load(const Parameters& parameters) { parameters_ = parameters; }
    [[nodiscard]] const Parameters& parameters() const { return parameters_; }
    /// What its values did so far.
    [[nodiscard]] const Values& values() const { return values_; }

    /// s_j = sat(b_j + sum of mul(w_e, a_left(e)))
    void feedforward(std::span<const std::int32_t> left, std::span<std::int32_t> sums);
    /// delta_l = add(delta_l, mul(mul(delta_j, derivative_l), w_e)) from 0, in edge order
    void backpropagate(std::span<const std::int32_t> right_deltas, std::span<const std::int32_t> left_derivatives,
                       std::span<std::int32_t> left_deltas);
    /// Biases and weights by learning rate 2^-eta_shift.
    void update(std::span<const std::int32_t> right_deltas, std::span<const std::int32_t> left,
                std::uint32_t eta_shift);

private:
    /// The edges of a right neuron.
    [[nodiscard]] kernels::EdgeRun run_of(std::size_t right) const;
    [[nodiscard]] bool gives_no_terms(std::int32_t delta) const;
    [[nodiscard]] std::size_t find_active(std::span<const std::int32_t> left);
    void feedforward_by_column(std::span<const std::int32_t> left, std::span<const std::uint32_t> active,
                               std::span<std::int32_t> sums) const;
    void feedforward_by_row(std::span<const std::int32_t> left, std::span<std::int32_t> sums) const;
    void saturate(std::span<std::int32_t> sums);

    numerics::Format format_;
    std::int32_t highest_derivative_;
    Edges edges_;
    Parameters parameters_;
    JunctionNoise noise_;
    Values values_;
    std::vector<std::uint32_t> active_; // left neurons that are not zero
    std::vector<std::int32_t> terms_;   // of the edges of one right neuron
};

} // namespace edgeloom::accelerator
