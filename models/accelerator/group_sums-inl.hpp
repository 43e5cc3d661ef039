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
    } else if (sweeps.in_turn && sweeps.groups == 2 && count % (std::size_t{2} * block) == 0) {
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

HWY_INLINE void add_biases(const ColumnFeed& feed, const std::int32_t* without) {
    const WideTag tag;
    std::int32_t* const sums = feed.sums;
    std::size_t i = 0;
    for (; i + hn::Lanes(tag) <= feed.right; i += hn::Lanes(tag)) {
        const auto biases = hn::PromoteTo(tag, hn::LoadU(HalfTag(), feed.biases + i));
        hn::StoreU(hn::Add(biases, hn::LoadU(tag, without + i)), tag, sums + i);
    }
    for (; i < feed.right; ++i) {
        sums[i] = without[i] + feed.biases[i];
    }
}

// The way back: sums with biases.
HWY_INLINE void to_rights(const ColumnSweeps& sweeps, const ColumnFeed& feed) {
    const WideTag tag;
    const std::size_t count = sweeps.rights.size();
    const std::int32_t* const by_group = feed.by_group;
    std::int32_t* const sums = feed.sums;
    if (sweeps.in_turn && sweeps.groups == 1) {
        add_biases(feed, by_group);
    } else if (sweeps.in_turn && sweeps.groups == 2 && count % (2 * hn::Lanes(tag)) == 0) {
        for (std::size_t i = 0; i < count / 2; i += hn::Lanes(tag)) {
            const auto odd = hn::LoadU(tag, by_group + count / 2 + i);
            hn::StoreInterleaved2(hn::LoadU(tag, by_group + i), odd, tag, sums + 2 * i);
        }
        add_biases(feed, sums);
    } else {
        std::copy_n(feed.biases, feed.right, sums);
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

// Sums of the right neurons of a group, of `width` sweeps. Products are added in 16 bits as long as the format has
// room, then widened: blocks of two sweeps are brought next to each other for that, if vectors have several.
template <std::size_t width>
class GroupSums {
public:
    HWY_INLINE GroupSums() {
        std::fill_n(narrow, width, hn::Zero(Tag()));
        for (Rows* rows : {lower_, upper_}) {
            std::fill_n(rows, count, Rows{hn::Zero(WideTag()), hn::Zero(WideTag())});
        }
    }

    HWY_INLINE void widen() {
        const Tag tag;
        for (std::size_t i = 0; i < count; ++i) {
            Vector one = narrow[i * together];
            Vector other = hn::Zero(tag);
            if (together > 1) {
                const Vector next = i * together + 1 < width ? narrow[i * together + 1] : other;
                other = hn::ConcatUpperUpper(tag, next, one);
                one = hn::ConcatLowerLower(tag, next, one);
            }
            lower_[i].add_pairs(hn::InterleaveLower(tag, one, other));
            upper_[i].add_pairs(hn::InterleaveUpper(tag, one, other));
        }
        std::fill_n(narrow, width, hn::Zero(tag));
    }
    /// Stores the sums of `rows`, a sweep behind the other; there must be room for `block` in the end.
    HWY_INLINE void store(std::uint32_t rows, std::int32_t* to) const {
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t sweep = i * together;
            if (rows == block) {
                store_blocks(lower_[i].value(), upper_[i].value(), to + sweep * block);
                continue;
            }
            HWY_ALIGN std::int32_t sums[together * block];
            store_blocks(lower_[i].value(), upper_[i].value(), sums);
            for (std::size_t s = 0; s < together; ++s) {
                fold(sums + s * block, rows, to + (sweep + s) * rows);
            }
        }
    }

    Vector narrow[width];

private:
    // Half of the rows of a block, in 32 bits.
    struct Rows {
        Wide sum;
        Wide rest;

        HWY_INLINE void add_pairs(Vector v) {
            sum = hn::ReorderWidenMulAccumulate(WideTag(), v, hn::Set(Tag(), 1), sum, rest);
        }
        [[nodiscard]] HWY_INLINE Wide value() const { return hn::RearrangeToOddPlusEven(sum, rest); }
    };

    static constexpr std::size_t together = hn::MaxLanes(Tag()) > block ? 2 : 1; // sweeps
    static constexpr std::size_t count = (width + together - 1) / together;

    // Lower and upper rows of `together` sweeps, the blocks of each sweep added up: all rows of one behind those of the
    // other.
    HWY_INLINE static void store_blocks(Wide lower, Wide upper, std::int32_t* to) {
        const WideTag tag;
        constexpr std::size_t lanes = hn::MaxLanes(WideTag());
        if constexpr (lanes > block) {
            const Wide straight = hn::OddEvenBlocks(upper, lower);
            const Wide crossed = hn::OddEvenBlocks(lower, upper);
            hn::StoreU(hn::Add(straight, hn::SwapAdjacentBlocks(crossed)), tag, to);
        } else if constexpr (lanes == block) {
            hn::StoreU(hn::ConcatLowerLower(tag, upper, lower), tag, to);
            hn::StoreU(hn::ConcatUpperUpper(tag, upper, lower), tag, to + lanes);
        } else {
            hn::StoreU(lower, tag, to);
            hn::StoreU(upper, tag, to + lanes);
        }
    }
    // Lanes of a block go round the rows.
    HWY_INLINE static void fold(const std::int32_t* sums, std::uint32_t rows, std::int32_t* to) {
        const hn::FixedTag<std::int32_t, block / 2> tag;
        auto folded = hn::Add(hn::Load(tag, sums), hn::Load(tag, sums + block / 2));
        folded = rows <= 2 ? hn::Add(folded, hn::Shuffle1032(folded)) : folded;
        folded = rows == 1 ? hn::Add(folded, hn::Shuffle2301(folded)) : folded;
        hn::StoreU(folded, tag, to);
    }

    Rows lower_[count];
    Rows upper_[count];
};

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
