// The arithmetic of one junction: feedforward, backpropagation and update over its edges.
#pragma once

#include "accelerator/edge_kernels.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/left_order.hpp"
#include "accelerator/network.hpp"
#include "accelerator/noise.hpp"
#include "accelerator/values.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Holds a junction's weights and biases and computes spec section 3 bit for bit. All values are raw fixed-point
/// integers of the network's format; spans have the length of the layer that they belong to.
class Junction {
public:
    /// @param index from 0, of the junction in `network`
    Junction(const Network& network, std::uint32_t index, const EdgeEnds& ends);

    /// A phase begins: the first inputs round like those of any other phase with this seed.
    void seed(std::uint32_t seed) { noise_.seed(seed); }
    void load(const Parameters& parameters) { parameters_ = parameters; }
    [[nodiscard]] const Parameters& parameters() const { return parameters_; }
    /// What its values did so far.
    [[nodiscard]] const Values& values() const { return values_; }

    /// s_j = sat(b_j + sum of mul(w_e, a_left(e)))
    void feedforward(std::span<const numerics::Raw> left, std::span<std::int32_t> sums);
    /// delta_l = add(delta_l, mul(mul(delta_j, derivative_l), w_e)) from 0, in edge order
    void backpropagate(std::span<const numerics::Raw> right_deltas, std::span<const numerics::Raw> left_derivatives,
                       std::span<numerics::Raw> left_deltas);
    /// Biases and weights by learning rate 2^-eta_shift.
    void update(std::span<const numerics::Raw> right_deltas, std::span<const numerics::Raw> left,
                std::uint32_t eta_shift);

private:
    // What the left neurons bring to the products of an operation, as far as it was asked for.
    struct LeftValues {
        std::span<const numerics::Raw> values;
        const Noise& noise;
        bool all_read = false;
    };

    [[nodiscard]] kernels::EdgeRun edges_of(std::size_t right);
    [[nodiscard]] kernels::Factors factors_of(std::size_t right, LeftValues& left);
    [[nodiscard]] bool gives_no_terms(std::int32_t delta) const;
    [[nodiscard]] std::optional<std::span<const std::uint32_t>> find_few_active(std::span<const numerics::Raw> left);
    void feedforward_by_column(std::span<const numerics::Raw> left, std::span<const std::uint32_t> active,
                               std::span<std::int32_t> sums) const;
    void feedforward_by_row(std::span<const numerics::Raw> left, std::span<std::int32_t> sums);
    void saturate(std::span<std::int32_t> sums);

    numerics::Format format_;
    numerics::Multiplier mul_;
    std::int32_t highest_derivative_;
    Edges edges_;
    LeftOrder left_order_;
    Parameters parameters_;
    JunctionNoise noise_;
    Values values_;
    std::vector<std::uint32_t> active_;  // left neurons that are not zero
    std::vector<numerics::Raw> factors_; // by edge
    std::vector<numerics::Raw> terms_;   // likewise
};

} // namespace edgeloom::accelerator
