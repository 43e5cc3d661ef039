// In what order the kernels that work column by column have left neurons and edges.
#pragma once

#include <cstddef>
#include <cstdint>

namespace edgeloom::accelerator::kernels {

/// Values that a byte shuffle reaches. The rows of a left memory divide it.
inline constexpr std::uint32_t block = 8;
/// Edges that the longest vector holds; a multiple of what others do.
inline constexpr std::uint32_t longest_vector = 32;

/// A column is what a left memory holds: `rows` addresses. A layer in the order of columns has them behind each other,
/// each with its addresses; which is where, place() says. Columns are woven, so that vectors of up to `weave` blocks
/// are put in this order by interleaving alone: blocks that come of the same step lie behind each other.
struct ColumnOrder {
    std::uint32_t rows;      ///< 1, 2, 4 or 8
    std::uint32_t columns;   ///< z
    std::uint32_t weave = 1; ///< 1, 2 or 4, which with `block` must divide the columns where it is not 1

    [[nodiscard]] std::uint32_t place(std::uint32_t column) const {
        const std::uint32_t strip = block * weave;
        const std::uint32_t of_block = block / rows; // columns
        const std::uint32_t step = column % block / of_block;
        const std::uint32_t way = column % strip / block;
        return column / strip * strip + (step * weave + way) * of_block + column % of_block;
    }
};

/// Sweeps that are worked on together, from sweep `first` on: the next vector of edges of each, one behind the other.
/// @param sweeps in all
[[nodiscard]] constexpr std::uint32_t bundle_width(std::uint32_t first, std::uint32_t sweeps) {
    constexpr std::uint32_t widest = 4;
    const std::uint32_t rest = sweeps - first;
    return rest >= widest ? widest : rest >= 2 ? 2 : 1;
}

/// The bundle that a sweep is in.
struct Bundle {
    std::uint32_t first;
    std::uint32_t width;
};

[[nodiscard]] constexpr Bundle bundle_of(std::uint32_t sweep, std::uint32_t sweeps) {
    std::uint32_t first = 0;
    std::uint32_t width = bundle_width(first, sweeps);
    while (first + width <= sweep) {
        first += width;
        width = bundle_width(first, sweeps);
    }
    return {first, width};
}

} // namespace edgeloom::accelerator::kernels
