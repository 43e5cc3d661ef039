// Works on edges row by row, whatever the pattern.
#pragma once

#include "accelerator/edge_kernels.hpp"
#include "accelerator/edge_work.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/left_order.hpp"
#include "accelerator/network.hpp"
#include "numerics/multiplier.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Left neurons are put in the order of the edges first. Junctions that do not fit the cache are worked on in blocks.
class RowWork : public EdgeWork {
public:
    /// Of 64 KiB: a few of them fit the cache of a core.
    static constexpr std::size_t usual_block_edges = 1U << 15;

    /// @param index       from 0, of the junction in `network`
    /// @param block_edges that are worked on at a time, or a few more; changes no result
    RowWork(const Network& network, std::uint32_t index, const EdgeEnds& ends,
            std::size_t block_edges = usual_block_edges);

    void load(std::span<const numerics::Raw> weights) override { weights_.assign(weights.begin(), weights.end()); }
    [[nodiscard]] std::vector<numerics::Raw> weights() const override { return weights_; }
    void work(const EdgeTask& task, Values& values) override;

    [[nodiscard]] std::size_t blocks() const { return blocks_.size(); }

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
    [[nodiscard]] bool feed_by_column(const EdgeTask& task);
    void work_on(const Block& block, const EdgeTask& task, Values& values);
    void backpropagate(const Block& block, const EdgeTask& task, Values& values);
    [[nodiscard]] kernels::RightNeurons neurons_of(const Block& block);
    [[nodiscard]] InOrder& place_of(const LeftInput& left) { return in_order_[left.number % in_order_.size()]; }
    [[nodiscard]] kernels::Factors read(const Block& block, const LeftInput& left, const Noise& noise);
    [[nodiscard]] kernels::Factors read_what_is_learnt(const Block& block, const EdgeTask& task);

    numerics::Multiplier mul_;
    std::int32_t highest_derivative_;
    LeftOrder left_order_;
    std::vector<std::uint32_t> begins_; // of the edges of right neurons
    Columns columns_;                   // none where left columns are rotated
    std::vector<Block> blocks_;
    std::vector<InOrder> in_order_; // of the inputs on their way from feedforward to update, by number
    std::vector<numerics::Raw> weights_;
    std::vector<std::uint32_t> active_;      // left neurons that are not zero
    std::vector<numerics::Raw> derivatives_; // by edge of a block
    std::vector<numerics::Raw> terms_;       // likewise
};

} // namespace edgeloom::accelerator
