// Works on edges column by column, where every sweep rotates the columns of the left memories.
#pragma once

#include "accelerator/aligned.hpp"
#include "accelerator/column_kernels.hpp"
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

/// For patterns of types 2 and 3 without dither, left memories of 1, 2, 4 or 8 words, and z that makes whole vectors:
/// those of the papers. See kernels::ColumnSweeps.
class ColumnWork : public EdgeWork {
public:
    /// Null where the junction is not of that kind, or rounds stochastically.
    /// @param index from 0, of the junction in `network`
    [[nodiscard]] static std::unique_ptr<ColumnWork> make(const Network& network, std::uint32_t index,
                                                          const EdgeEnds& ends);

    void load(std::span<const numerics::Raw> weights) override;
    [[nodiscard]] std::vector<numerics::Raw> weights() const override;
    void work(const EdgeTask& task, Values& values) override;

private:
    // Left activations in the order of columns.
    struct InOrder {
        std::uint64_t input = ~std::uint64_t{0};
        Aligned<numerics::Raw> activations;
    };

    ColumnWork(const Network& network, std::uint32_t index);
    [[nodiscard]] bool find_rights(const EdgeEnds& ends);
    void find_turns(std::span<const std::uint16_t> starts);
    [[nodiscard]] std::size_t place(std::size_t edge) const;
    [[nodiscard]] const numerics::Raw* read(const LeftInput& left);
    [[nodiscard]] kernels::ColumnFeed feed(const EdgeTask& task);
    [[nodiscard]] kernels::ColumnLesson lesson(const EdgeTask& task);
    void backpropagate(const EdgeTask& task, Values& values);

    numerics::Multiplier mul_;
    std::int32_t highest_derivative_;
    mapping::JunctionShape shape_;
    std::uint32_t group_columns_;
    Aligned<std::uint8_t> turns_;
    Aligned<std::uint8_t> back_;
    std::vector<std::uint32_t> rights_;
    kernels::ColumnSweeps sweeps_;
    Aligned<numerics::Raw> weights_;
    WeightReach reach_;
    std::vector<InOrder> in_order_;          // of the inputs on their way from feedforward to update, by number
    Aligned<numerics::Raw> derivatives_;     // in the order of columns
    Aligned<numerics::Raw> deltas_;          // likewise
    Aligned<std::int32_t> sums_by_group_;    // what the loops need besides
    Aligned<numerics::Raw> rights_by_group_; // likewise
};

} // namespace edgeloom::accelerator
