// What a group of columns has of its right neurons: their values, and sums for them. Compiled once for every
// instruction set: there is no include guard in the usual sense.
#include "accelerator/column_kernels.hpp"
#include "accelerator/vector_arithmetic-inl.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#if defined(EDGELOOM_GROUP_SUMS) == defined(HWY_TARGET_TOGGLE)
#ifdef EDGELOOM_GROUP_SUMS
#undef EDGELOOM_GROUP_SUMS
#else
#define EDGELOOM_GROUP_SUMS
#endif

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

// Values of right neurons, in the order of `rights`. Two groups, whose right neurons alternate, need no table.
HWY_INLINE void to_groups(const ColumnSweeps& sweeps, const Raw* values, Raw* by_group) {
    const hn::FixedTag<Raw, block> tag;
    const std::size_t count = sweeps.rights.size();
    if (sweeps.in_turn && sweeps.groups == 1) {
        std::copy_n(values, count, by_group);
    } else if (sweeps.in_turn && sweeps.groups == 2 && count % (2 * block) == 0) {
        for (std::size_t i = 0; i < count / 2; i += block) {
            hn::Vec<decltype(tag)> even;
            hn::Vec<decltype(tag)> odd;
            hn::LoadInterleaved2(tag, values + 2 * i, even, odd);
            hn::StoreU(even, tag, by_group + i);
            hn::StoreU(odd, tag, by_group + count / 2 + i);
        }
    } else {
        for (std::size_t i = 0; i < count; ++i) {
            by_group[i] = values[sweeps.rights[i]];
        }
    }
}

// The way back, added to sums.
HWY_INLINE void add_groups(const ColumnSweeps& sweeps, const std::int32_t* by_group, std::int32_t* sums) {
    const hn::FixedTag<std::int32_t, 4> tag;
    const std::size_t count = sweeps.rights.size();
    const auto add = [&](auto more, std::int32_t* to)
                         HWY_ATTR { hn::StoreU(hn::Add(hn::LoadU(tag, to), more), tag, to); };
    if (sweeps.in_turn && sweeps.groups == 1 && count % 4 == 0) {
        for (std::size_t i = 0; i < count; i += 4) {
            add(hn::LoadU(tag, by_group + i), sums + i);
        }
    } else if (sweeps.in_turn && sweeps.groups == 2 && count % block == 0) {
        for (std::size_t i = 0; i < count / 2; i += 4) {
            const auto even = hn::LoadU(tag, by_group + i);
            const auto odd = hn::LoadU(tag, by_group + count / 2 + i);
            add(hn::InterleaveLower(tag, even, odd), sums + 2 * i);
            add(hn::InterleaveUpper(tag, even, odd), sums + 2 * i + 4);
        }
    } else {
        for (std::size_t i = 0; i < count; ++i) {
            sums[sweeps.rights[i]] += by_group[i];
        }
    }
}

// Values of the rows of a sweep, over and over in all blocks. Reads `block` of them.
HWY_INLINE Vector over_and_over(const Raw* values, std::uint32_t rows) {
    HWY_ALIGN static constexpr std::uint8_t bytes[4][2 * block] = {
        {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1},
        {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3},
        {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7},
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    };
    const hn::Repartition<std::uint8_t, Tag> byte_tag;
    const auto places = hn::LoadDup128(byte_tag, bytes[rows / 2 - rows / block]); // 1, 2, 4, 8
    return hn::BitCast(Tag(), hn::TableLookupBytes(hn::BitCast(byte_tag, hn::LoadDup128(Tag(), values)), places));
}

// Sums of the right neurons of a group and sweep, of products that are added in 16 bits as long as the format has room.
class GroupSums {
public:
    HWY_INLINE GroupSums() : lower_(hn::Zero(WideTag())), upper_(lower_) {}

    /// So many vectors of products have room together.
    [[nodiscard]] HWY_INLINE static std::size_t room(const Multiplier& mul) {
        return (1U << 15) / static_cast<std::uint32_t>(-mul.low);
    }
    HWY_INLINE void add(Vector part) {
        const Halves halves = widened(part);
        lower_ = hn::Add(lower_, halves.lower);
        upper_ = hn::Add(upper_, halves.upper);
    }
    /// Stores the sums of `rows`; there must be room for `block`.
    HWY_INLINE void store(std::uint32_t rows, std::int32_t* to) const {
        store_halves(WideTag(), lower_, upper_, rows, to);
    }

private:
    // Lanes go round the rows: halves of as many lanes as there are rows, or more, are added.
    template <class D, class V>
    HWY_INLINE static void store_halves(D tag, V lower, V upper, std::uint32_t rows, std::int32_t* to) {
        V sums = hn::Add(lower, upper);
        if constexpr (hn::MaxLanes(tag) > block / 2) {
            const hn::Half<D> half;
            store_halves(half, hn::LowerHalf(half, sums), hn::UpperHalf(half, sums), rows, to);
        } else if (rows == block) {
            hn::StoreU(lower, tag, to);
            hn::StoreU(upper, tag, to + block / 2);
        } else {
            sums = rows <= 2 ? hn::Add(sums, hn::Shuffle1032(sums)) : sums;
            sums = rows == 1 ? hn::Add(sums, hn::Shuffle2301(sums)) : sums;
            hn::StoreU(sums, tag, to);
        }
    }

    Wide lower_;
    Wide upper_;
};

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
