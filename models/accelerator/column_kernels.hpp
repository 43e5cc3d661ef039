// The loops over edges where every sweep rotates the columns of the left memories: in vectors along these columns.
#pragma once

#include "accelerator/column_order.hpp"
#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::accelerator::kernels {

/// The edges of a sweep are in the order [column][row], columns as in `order`: row r of a column leads from address
/// (start + r) mod rows, with a start by sweep and column. A group is a number of columns whose edges lead, row by row,
/// to the same right neurons; its edges fill whole vectors of any instruction set (`group_edges` is a multiple of
/// longest_vector). Vectors need no gathering then: a byte shuffle turns a column, and sums of right neurons are sums
/// of vectors. All edges are in the order [group][bundle][longest_vector of the group's edges][sweep of the bundle].
struct ColumnSweeps {
    ColumnOrder order;
    std::uint32_t group_edges; ///< of a sweep
    std::uint32_t groups;      ///< of a sweep
    std::uint32_t sweeps;
    std::span<const std::uint8_t> turns;   ///< by byte of an edge's value: which of the 16 bytes around it comes there
    std::span<const std::uint8_t> back;    ///< the way back
    std::span<const std::uint32_t> rights; ///< right neuron by group, sweep and row
    bool in_turn;                          ///< right neurons are numbered by sweep, row and group
};

/// Room that values by group must have beyond those of `rights`: loops read and write it.
inline constexpr std::size_t beyond_rights = block;

/// Rows of `columns` values each, to the order of columns, times 2^shift.
void to_columns(const numerics::Raw* values, const ColumnOrder& order, int shift, numerics::Raw* to);
/// The way back, without a shift.
void from_columns(const numerics::Raw* from, const ColumnOrder& order, numerics::Raw* values);

/// An input that is fed forward: left activations in the order of columns, shifted by factor_shift(), and biases and
/// sums of right neurons.
struct ColumnFeed {
    const numerics::Raw* left;
    const numerics::Raw* biases;
    std::int32_t* sums;
    std::uint32_t right;    ///< neurons
    std::int32_t* by_group; ///< room for as many values as `rights` has and beyond_rights more
};
/// One that is learnt from: likewise, and the steps of right neurons.
struct ColumnLesson {
    const numerics::Raw* left;
    const numerics::Raw* steps;
    numerics::Raw* by_group; ///< room as in a feed
    bool may_saturate;       ///< false: no weight leaves the format
};

/// sum_r = bias_r + sum of mul(w_e, a_e), not saturated
void sum(const numerics::Multiplier& mul, const ColumnSweeps& sweeps, const numerics::Raw* weights,
         const ColumnFeed& feed);
/// w_e = add(w_e, mul(step_right(e), a_e)). Returns how many saturated.
std::uint64_t learn(const numerics::Multiplier& mul, const ColumnSweeps& sweeps, numerics::Raw* weights,
                    const ColumnLesson& lesson);
/// Both in one pass, the sums from the weights before the steps.
std::uint64_t sum_and_learn(const numerics::Multiplier& mul, const ColumnSweeps& sweeps, numerics::Raw* weights,
                            const ColumnFeed& feed, const ColumnLesson& lesson);

/// Deltas on their way back: derivatives and deltas of left neurons in the order of columns.
struct ColumnReturn {
    const numerics::Raw* derivatives; ///< at most `highest`
    std::int32_t highest;
    const numerics::Raw* right_deltas;
    numerics::Raw* by_group; ///< room as in a feed
    numerics::Raw* left_deltas;
};
/// delta_left(e) = add(delta_left(e), mul(mul(delta_right(e), derivative_e), w_e)), a sweep after the other. Returns
/// how many saturated.
std::uint64_t backpropagate(const numerics::Multiplier& mul, const ColumnSweeps& sweeps, const numerics::Raw* weights,
                            const ColumnReturn& deltas);

} // namespace edgeloom::accelerator::kernels
