// Works on all pairs of a left and a right neuron, where many of them have an edge.
#pragma once

#include "accelerator/aligned.hpp"
#include "accelerator/dense_kernels.hpp"
#include "accelerator/edge_work.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/network.hpp"
#include "accelerator/weight_reach.hpp"
#include "numerics/multiplier.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// For irregular patterns of small layers, such as those of the Morse network: the vectors of all pairs take less than
/// reading the left neurons of the edges one by one.
class DenseWork : public EdgeWork {
public:
    /// Null where too few pairs have an edge or they do not fit the cache, where a pair has two, where every sweep
    /// rotates the left memories, and where rounding is stochastic.
    /// @param index from 0, of the junction in `network`
    [[nodiscard]] static std::unique_ptr<DenseWork> make(const Network& network, std::uint32_t index,
                                                         const EdgeEnds& ends);

    void load(std::span<const numerics::Raw> weights) override;
    [[nodiscard]] std::vector<numerics::Raw> weights() const override;
    void work(const EdgeTask& task, Values& values) override;

private:
    DenseWork(const Network& network, std::uint32_t index, std::uint32_t padded_left);
    [[nodiscard]] bool connect(const EdgeEnds& ends);
    [[nodiscard]] const numerics::Raw* read(const LeftInput& left, Aligned<numerics::Raw>& to) const;
    [[nodiscard]] kernels::DenseFeed feed(const EdgeTask& task);
    [[nodiscard]] kernels::DenseLesson lesson(const EdgeTask& task);
    void backpropagate(const EdgeTask& task, Values& values);

    numerics::Multiplier mul_;
    std::int32_t highest_derivative_;
    std::vector<std::uint32_t> places_; // of edges among the pairs
    Aligned<numerics::Raw> weights_;    // by pair
    Aligned<numerics::Raw> connected_;  // likewise
    kernels::DenseEdges edges_;
    WeightReach reach_;
    Aligned<numerics::Raw> fed_;         // left activations
    Aligned<numerics::Raw> learnt_;      // likewise
    Aligned<numerics::Raw> derivatives_; // of left neurons
    Aligned<numerics::Raw> deltas_;      // likewise
};

} // namespace edgeloom::accelerator
