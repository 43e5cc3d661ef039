// Layers into the order of columns and back. Compiled once for every instruction set: there is no include guard in the
// usual sense.
#include "accelerator/column_order.hpp"
#include "numerics/format.hpp"

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#if defined(EDGELOOM_COLUMN_ORDER) == defined(HWY_TARGET_TOGGLE)
#ifdef EDGELOOM_COLUMN_ORDER
#undef EDGELOOM_COLUMN_ORDER
#else
#define EDGELOOM_COLUMN_ORDER
#endif

HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using numerics::Raw;

// Columns from `first` on, one value after the other.
HWY_INLINE void to_columns_from(std::uint32_t first, const Raw* values, const ColumnOrder& order, int shift, Raw* to) {
    for (std::uint32_t column = first; column < order.columns; ++column) {
        Raw* const place = to + std::size_t{order.place(column)} * order.rows;
        for (std::size_t row = 0; row < order.rows; ++row) {
            place[row] = static_cast<Raw>(values[row * order.columns + column] * (1 << shift));
        }
    }
}

HWY_INLINE void from_columns_from(std::uint32_t first, const Raw* from, const ColumnOrder& order, Raw* values) {
    for (std::uint32_t column = first; column < order.columns; ++column) {
        const Raw* const place = from + std::size_t{order.place(column)} * order.rows;
        for (std::size_t row = 0; row < order.rows; ++row) {
            values[row * order.columns + column] = place[row];
        }
    }
}

#if HWY_TARGET == HWY_SCALAR // a machine without vectors

void to_columns(const Raw* values, const ColumnOrder& order, int shift, Raw* to) {
    to_columns_from(0, values, order, shift, to);
}

void from_columns(const Raw* from, const ColumnOrder& order, Raw* values) {
    from_columns_from(0, from, order, values);
}

#else

// Each stage interleaves the lower half of all vectors with the upper half: the place of a value, in bits those of its
// vector before those of its lane, rotates by one bit.
template <std::uint32_t rows, std::uint32_t stages, class Blocks>
HWY_INLINE void interleave(Blocks tag, hn::Vec<Blocks>* vectors) {
    for (std::uint32_t stage = 0; stage < stages; ++stage) {
        hn::Vec<Blocks> before[rows];
        std::copy_n(vectors, rows, before);
        for (std::size_t r = 0; r < rows / 2; ++r) {
            vectors[2 * r] = hn::InterleaveLower(tag, before[r], before[r + rows / 2]);
            vectors[2 * r + 1] = hn::InterleaveUpper(tag, before[r], before[r + rows / 2]);
        }
    }
}

constexpr std::uint32_t stages_of(std::uint32_t rows) {
    return rows == 1 ? 0 : 1 + stages_of(rows / 2);
}

template <std::uint32_t rows, class Blocks>
HWY_INLINE void to_columns_by(Blocks tag, const Raw* values, const ColumnOrder& order, int shift, Raw* to) {
    const std::size_t columns = order.columns;
    const std::size_t strip = std::size_t{block} * order.weave;
    const auto scale = hn::Set(tag, static_cast<Raw>(1 << shift)); // multiplying takes less than shifting
    std::size_t first = 0;
    for (; first + strip <= columns; first += strip) {
        for (std::size_t lane = 0; lane < strip; lane += hn::Lanes(tag)) {
            hn::Vec<Blocks> vectors[rows];
            for (std::size_t r = 0; r < rows; ++r) {
                vectors[r] = hn::Mul(hn::LoadU(tag, values + r * columns + first + lane), scale);
            }
            interleave<rows, stages_of(rows)>(tag, vectors);
            for (std::size_t r = 0; r < rows; ++r) {
                hn::StoreU(vectors[r], tag, to + first * rows + r * strip + lane);
            }
        }
    }
    to_columns_from(static_cast<std::uint32_t>(first), values, order, shift, to);
}

// The stages that are missing until all bits are where they were.
template <std::uint32_t rows, class Blocks>
HWY_INLINE void from_columns_by(Blocks tag, const Raw* from, const ColumnOrder& order, Raw* values) {
    const std::size_t columns = order.columns;
    const std::size_t strip = std::size_t{block} * order.weave;
    std::size_t first = 0;
    for (; first + strip <= columns; first += strip) {
        for (std::size_t lane = 0; lane < strip; lane += hn::Lanes(tag)) {
            hn::Vec<Blocks> vectors[rows];
            for (std::size_t r = 0; r < rows; ++r) {
                vectors[r] = hn::LoadU(tag, from + first * rows + r * strip + lane);
            }
            interleave<rows, rows == 1 ? 0 : stages_of(block)>(tag, vectors);
            for (std::size_t r = 0; r < rows; ++r) {
                hn::StoreU(vectors[r], tag, values + r * columns + first + lane);
            }
        }
    }
    from_columns_from(static_cast<std::uint32_t>(first), from, order, values);
}

// Calls work(tag of vectors as long as columns are woven, std::integral_constant<rows>).
template <class Work>
HWY_INLINE void with_blocks(const ColumnOrder& order, Work work) {
    const auto by_rows = [&](auto tag) HWY_ATTR {
        switch (order.rows) {
        case 1:
            return work(tag, std::integral_constant<std::uint32_t, 1>());
        case 2:
            return work(tag, std::integral_constant<std::uint32_t, 2>());
        case 4:
            return work(tag, std::integral_constant<std::uint32_t, 4>());
        default:
            return work(tag, std::integral_constant<std::uint32_t, block>());
        }
    };
    switch (order.weave) {
    case 1: // NOLINT(bugprone-branch-clone): the tags are alike only where vectors are short
        return by_rows(hn::CappedTag<Raw, block>());
    case 2:
        return by_rows(hn::CappedTag<Raw, 2 * block>());
    default:
        return by_rows(hn::CappedTag<Raw, 4 * block>());
    }
}

void to_columns(const Raw* values, const ColumnOrder& order, int shift, Raw* to) {
    with_blocks(order, [&](auto tag, auto rows)
                           HWY_ATTR { to_columns_by<decltype(rows)::value>(tag, values, order, shift, to); });
}

void from_columns(const Raw* from, const ColumnOrder& order, Raw* values) {
    with_blocks(order, [&](auto tag, auto rows)
                           HWY_ATTR { from_columns_by<decltype(rows)::value>(tag, from, order, values); });
}

#endif

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
