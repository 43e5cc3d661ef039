// The loops over edges where every sweep rotates the columns of the left memories: in vectors along these columns.
#pragma once

#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::accelerator::kernels {

/// A column is what a left memory holds: `rows` addresses. A layer in the order of columns has value [column][address],
/// and a sweep's edges are in the order [column][row], row r of column c leading from address (start + r) mod rows. A
/// group is a number of columns whose edges lead, row by row, to the same right neurons; its edges fill whole vectors
/// of any instruction set (`group_edges` is a multiple of 32). Vectors need no gathering then: a byte shuffle turns a
/// column, and sums of right neurons are sums of vectors.
struct ColumnSweeps {
    std::uint32_t rows;    ///< 1, 2, 4 or 8
    std::uint32_t columns; ///< z
    std::uint32_t group_edges;
    std::uint32_t groups;                  ///< of a sweep
    std::span<const std::uint16_t> starts; ///< by sweep and column
    std::span<const std::uint8_t> turns;   ///< by byte of an edge's value: which of the 16 bytes around it comes there
    std::span<const std::uint8_t> back;    ///< the way back
    std::span<const std::uint32_t> rights; ///< right neuron by sweep, group and row

    [[nodiscard]] std::size_t edges() const { return std::size_t{rows} * columns; } ///< of a sweep
    [[nodiscard]] std::size_t count() const { return starts.size() / columns; }
};

/// columns[column][address] = values[address][column] * 2^shift
void to_columns(const numerics::Raw* values, std::uint32_t rows, std::uint32_t columns, int shift, numerics::Raw* to);
/// The way back, without a shift.
void from_columns(const numerics::Raw* from, std::uint32_t rows, std::uint32_t columns, numerics::Raw* values);

/// An input that is fed forward: left activations in the order of columns, shifted by factor_shift(), and the sums of
/// right neurons, to which is added.
struct ColumnFeed {
    const numerics::Raw* left;
    std::int32_t* sums;
};
/// One that is learnt from: likewise, and the steps of right neurons.
struct ColumnLesson {
    const numerics::Raw* left;
    const numerics::Raw* steps;
};

/// sum_right(e) += mul(w_e, a_e), not saturated
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
    numerics::Raw* left_deltas;
};
/// delta_left(e) = add(delta_left(e), mul(mul(delta_right(e), derivative_e), w_e)), a sweep after the other. Returns
/// how many saturated.
std::uint64_t backpropagate(const numerics::Multiplier& mul, const ColumnSweeps& sweeps, const numerics::Raw* weights,
                            const ColumnReturn& deltas);

} // namespace edgeloom::accelerator::kernels
