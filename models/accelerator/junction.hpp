// The arithmetic of one junction: feedforward, backpropagation and update over its edges.
#pragma once

#include "accelerator/edge_kernels.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/left_order.hpp"
#include "accelerator/network.hpp"
#include "accelerator/noise.hpp"
#include "accelerator/values.hpp"

#include <cstddef>
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
};

/// Holds a junction's weights and biases and computes spec section 3 bit for bit. All values are raw fixed-point
/// integers of the network's format; spans have the length of the layer that they belong to.
class Junction {
public:
    /// Of 64 KiB: a few of them fit the cache of a core.
    static constexpr std::size_t usual_block_edges = 1U << 15;

    /// @param index       from 0, of the junction in `network`
    /// @param block_edges that are worked on at a time, or a few more; changes no result
    Junction(const Network& network, std::uint32_t index, const EdgeEnds& ends,
             std::size_t block_edges = usual_block_edges);

    /// A phase begins: the first inputs round like those of any other phase with this seed.
    void seed(std::uint32_t seed) { noise_.seed(seed); }
    void load(const Parameters& parameters) { parameters_ = parameters; }
    [[nodiscard]] const Parameters& parameters() const { return parameters_; }
    [[nodiscard]] std::size_t blocks() const { return blocks_.size(); }
    /// What its values did so far.
    [[nodiscard]] const Values& values() const { return values_; }

    /// What happens in a block cycle, with the weights as they stood at its start. Null: no input there.
    void work(const Feed* feed, const Lesson* lesson);

private:
    // Right neurons whose edges are worked on while they are in the cache: all of them, in a junction of usual size.
    struct Block {
        std::size_t first_right;
        std::size_t rights;
        std::size_t first_edge;
        std::size_t edges;
    };
    // Left activations edge by edge.
    struct InOrder {
        std::uint64_t input = nobody;
        std::vector<numerics::Raw> activations; // of a block
    };
    static constexpr std::uint64_t nobody = ~std::uint64_t{0};

    void divide_into_blocks(std::size_t block_edges);
    void find_quiet_deltas();
    [[nodiscard]] bool gives_no_terms(std::int32_t delta) const;
    void draw_noise(const Feed* feed, const Lesson* lesson);
    [[nodiscard]] bool feed_by_column(const Feed& feed);
    void find_steps(const Lesson& lesson);
    void find_noisy_steps(const Lesson& lesson);
    void work_on(const Block& block, const Feed* feed, const Lesson* lesson);
    void backpropagate(const Block& block, const Lesson& lesson);
    void saturate(std::span<std::int32_t> sums);
    void add_steps_to_biases();
    [[nodiscard]] kernels::RightNeurons neurons_of(const Block& block);
    [[nodiscard]] InOrder& place_of(const LeftInput& left) { return in_order_[left.number % in_order_.size()]; }
    [[nodiscard]] kernels::Factors read(const Block& block, const LeftInput& left, const Noise& noise);
    [[nodiscard]] kernels::Factors read_what_is_learnt(const Block& block, const LeftInput& left);

    numerics::Format format_;
    numerics::Multiplier mul_;
    std::int32_t highest_derivative_;
    std::int32_t least_quiet_delta_ = 0;    // up to the greatest, terms are all zero
    std::int32_t greatest_quiet_delta_ = 0; // likewise
    LeftOrder left_order_;
    std::vector<std::uint32_t> begins_; // of the edges of right neurons
    Columns columns_;                   // none where left columns are rotated
    std::vector<Block> blocks_;
    std::vector<InOrder> in_order_; // of the inputs on their way from feedforward to update, by number
    Parameters parameters_;
    JunctionNoise noise_;
    Values values_;
    std::vector<std::uint32_t> active_; // left neurons that are not zero
    std::vector<numerics::Raw> steps_;
    std::vector<numerics::Raw> deltas_;      // those that give no terms replaced by zero
    std::vector<numerics::Raw> derivatives_; // by edge of a block
    std::vector<numerics::Raw> terms_;       // likewise
};

} // namespace edgeloom::accelerator
