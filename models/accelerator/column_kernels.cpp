#include "accelerator/column_kernels.hpp"

#include "accelerator/edge_tails.hpp"
#include "accelerator/vector_targets.hpp"

#include <algorithm>
#include <cstdlib>

// Compiled once for every instruction set; which one is used is settled when the program runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "accelerator/column_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it:
#include "accelerator/vector_arithmetic-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using numerics::Multiplier;
using numerics::Raw;

constexpr std::size_t block = 8; // values that a shuffle reaches; rows divide it

#if HWY_TARGET == HWY_SCALAR // a machine without vectors

void to_columns(const Raw* values, std::uint32_t rows, std::uint32_t columns, int shift, Raw* to) {
    for (std::size_t column = 0; column < columns; ++column) {
        for (std::size_t row = 0; row < rows; ++row) {
            to[column * rows + row] = static_cast<Raw>(values[row * columns + column] * (1 << shift));
        }
    }
}

// Calls visit(edge, place of its left neuron, right neuron) for every edge.
template <class Visit>
HWY_INLINE void for_each_edge(const ColumnSweeps& sweeps, Visit visit) {
    for (std::size_t group = 0; group < sweeps.groups(); ++group) {
        const std::size_t sweep = group / sweeps.groups_of_sweep();
        const std::size_t first = group % sweeps.groups_of_sweep() * sweeps.group_edges;
        for (std::size_t e = first; e < first + sweeps.group_edges; ++e) {
            const std::size_t column = e / sweeps.rows;
            const std::size_t row = e % sweeps.rows;
            const std::size_t address = (row + sweeps.starts[sweep * sweeps.columns + column]) % sweeps.rows;
            visit(sweep * sweeps.edges() + e, column * sweeps.rows + address, sweeps.rights[group * sweeps.rows + row]);
        }
    }
}

void sum(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights, const ColumnFeed& feed) {
    for_each_edge(sweeps, [&](std::size_t edge, std::size_t left, std::uint32_t right) {
        feed.sums[right] += tail::product(mul, weights[edge], feed.left[left], 0);
    });
}

std::uint64_t learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnLesson& lesson) {
    std::uint64_t saturations = 0;
    for_each_edge(sweeps, [&](std::size_t edge, std::size_t left, std::uint32_t right) {
        saturations += tail::add(mul, weights[edge], tail::product(mul, lesson.steps[right], lesson.left[left], 0));
    });
    return saturations;
}

std::uint64_t sum_and_learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnFeed& feed,
                            const ColumnLesson& lesson) {
    HWY_NAMESPACE::sum(mul, sweeps, weights, feed);
    return HWY_NAMESPACE::learn(mul, sweeps, weights, lesson);
}

std::uint64_t backpropagate(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights,
                            const ColumnReturn& deltas) {
    std::uint64_t saturations = 0;
    for_each_edge(sweeps, [&](std::size_t edge, std::size_t left, std::uint32_t right) {
        const std::int32_t scaled = mul.scale(deltas.right_deltas[right], deltas.derivatives[left]);
        saturations += tail::add(mul, deltas.left_deltas[left], mul(scaled, weights[edge]));
    });
    return saturations;
}

#else

using Block = hn::FixedTag<Raw, block>;

// Each stage interleaves the lower half of all rows with the upper half, until columns lie behind each other.
template <std::uint32_t rows>
HWY_INLINE void to_columns_by(const Raw* values, std::uint32_t columns, int shift, Raw* to) {
    const Block tag;
    std::size_t column = 0;
    for (; column + block <= columns; column += block) {
        hn::Vec<Block> row[rows];
        for (std::size_t r = 0; r < rows; ++r) {
            row[r] = hn::ShiftLeftSame(hn::LoadU(tag, values + r * columns + column), shift);
        }
        for (std::uint32_t stage = 1; stage < rows; stage *= 2) {
            hn::Vec<Block> before[rows];
            std::copy_n(row, rows, before);
            for (std::size_t r = 0; r < rows / 2; ++r) {
                row[2 * r] = hn::InterleaveLower(tag, before[r], before[r + rows / 2]);
                row[2 * r + 1] = hn::InterleaveUpper(tag, before[r], before[r + rows / 2]);
            }
        }
        for (std::size_t r = 0; r < rows; ++r) {
            hn::StoreU(row[r], tag, to + column * rows + r * block);
        }
    }
    for (; column < columns; ++column) {
        for (std::size_t r = 0; r < rows; ++r) {
            to[column * rows + r] = static_cast<Raw>(values[r * columns + column] * (1 << shift));
        }
    }
}

void to_columns(const Raw* values, std::uint32_t rows, std::uint32_t columns, int shift, Raw* to) {
    switch (rows) {
    case 1:
        return to_columns_by<1>(values, columns, shift, to);
    case 2:
        return to_columns_by<2>(values, columns, shift, to);
    case 4:
        return to_columns_by<4>(values, columns, shift, to);
    default:
        return to_columns_by<8>(values, columns, shift, to);
    }
}

// Turns the columns of a vector; `turns` are those of its edges.
HWY_INLINE Vector turned(Vector columns, const std::uint8_t* turns) {
    const hn::Repartition<std::uint8_t, Tag> bytes;
    return hn::BitCast(Tag(), hn::TableLookupBytes(hn::BitCast(bytes, columns), hn::LoadU(bytes, turns)));
}

// A value of each right neuron of a group, over and over.
HWY_INLINE Vector of_rights(const std::uint32_t* rights, std::uint32_t rows, const Raw* values) {
    HWY_ALIGN Raw pattern[block];
    for (std::size_t i = 0; i < block; ++i) {
        pattern[i] = values[rights[i & (rows - 1)]]; // a power of two: divisions would take longer than the rest
    }
    return hn::LoadDup128(Tag(), pattern);
}

HWY_INLINE bool is_zero(Vector v) {
    return hn::AllTrue(Tag(), hn::Eq(v, hn::Zero(Tag())));
}

// A group of a sweep, and where its edges are.
struct Group {
    const std::uint32_t* rights;
    std::size_t edge; // the first
    std::size_t left; // where its columns begin in a layer
};

HWY_INLINE Group group_of(const ColumnSweeps& sweeps, std::size_t number) {
    const std::size_t sweep = number / sweeps.groups_of_sweep();
    const std::size_t left = number % sweeps.groups_of_sweep() * sweeps.group_edges;
    return {sweeps.rights.data() + number * sweeps.rows, sweep * sweeps.edges() + left, left};
}

// Sums of right neurons, of products that are added in 16 bits as long as the format has room.
class RightSums {
public:
    HWY_INLINE explicit RightSums(const Multiplier& mul)
        : room_((1U << 15) / static_cast<std::uint32_t>(-mul.low) * hn::Lanes(Tag())),
          lower_(hn::Zero(WideTag())),
          upper_(lower_) {}

    /// Where the edges end whose products have room together with those from `begin` on.
    [[nodiscard]] HWY_INLINE std::size_t end(std::size_t begin, std::size_t count) const {
        return std::min(begin + room_, count);
    }
    HWY_INLINE void add(Vector part) {
        const Halves halves = widened(part);
        lower_ = hn::Add(lower_, halves.lower);
        upper_ = hn::Add(upper_, halves.upper);
    }
    HWY_INLINE void finish(const std::uint32_t* rights, std::uint32_t rows, std::int32_t* sums) const {
        const WideTag tag;
        HWY_ALIGN std::int32_t parts[2 * hn::MaxLanes(WideTag())];
        hn::Store(lower_, tag, parts);
        hn::Store(upper_, tag, parts + hn::Lanes(tag));
        for (std::size_t i = 0; i < 2 * hn::Lanes(tag); ++i) {
            sums[rights[i & (rows - 1)]] += parts[i];
        }
    }

private:
    std::size_t room_; // edges
    Wide lower_;
    Wide upper_;
};

// What is read stays in registers while the loops go on: stores of weights might change it in memory, for all that a
// compiler knows.
template <class Weight>
struct GroupEdges {
    std::size_t count;
    Weight* weights;
    const std::uint8_t* turns;
    const std::uint8_t* back;

    HWY_INLINE GroupEdges(const ColumnSweeps& sweeps, const Group& group, Weight* all_weights)
        : count(sweeps.group_edges),
          weights(all_weights + group.edge),
          turns(sweeps.turns.data() + group.edge * sizeof(Raw)),
          back(sweeps.back.data() + group.edge * sizeof(Raw)) {}
};

// The part of a lesson that concerns a group.
struct GroupLesson {
    const Raw* left;
    Vector steps; ///< of its right neurons, over and over

    HWY_INLINE GroupLesson(const ColumnSweeps& sweeps, const Group& group, const ColumnLesson& lesson)
        : left(lesson.left + group.left),
          steps(of_rights(group.rights, sweeps.rows, lesson.steps)) {}
    [[nodiscard]] HWY_INLINE bool teaches() const { return !is_zero(steps); }
};

template <class Product>
HWY_INLINE void sum_group(const Product& product, const Multiplier& mul, const ColumnSweeps& sweeps, const Group& group,
                          const Raw* weights, const ColumnFeed& feed) {
    const Tag tag;
    const GroupEdges edges(sweeps, group, weights);
    const Raw* const left = feed.left + group.left;
    RightSums sums(mul);
    for (std::size_t e = 0; e < edges.count;) {
        Vector part = hn::Zero(tag);
        for (const std::size_t end = sums.end(e, edges.count); e < end; e += hn::Lanes(tag)) {
            const Vector turned_left = turned(hn::LoadU(tag, left + e), edges.turns + e * sizeof(Raw));
            part = hn::Add(part, product(hn::LoadU(tag, edges.weights + e), turned_left, nullptr));
        }
        sums.add(part);
    }
    sums.finish(group.rights, sweeps.rows, feed.sums);
}

template <class Learning, class Product>
HWY_INLINE std::uint32_t learn_group(const Product& product, const Multiplier& mul, const ColumnSweeps& sweeps,
                                     const Group& group, Raw* weights, const GroupLesson& lesson) {
    const Tag tag;
    const GroupEdges edges(sweeps, group, weights);
    Learning learning(mul);
    for (std::size_t e = 0; e < edges.count; e += hn::Lanes(tag)) {
        Raw* const place = edges.weights + e;
        const Vector left = turned(hn::LoadU(tag, lesson.left + e), edges.turns + e * sizeof(Raw));
        const Vector more = product(lesson.steps, left, nullptr);
        hn::StoreU(learning.add(hn::LoadU(tag, place), more), tag, place);
    }
    return learning.settle(edges.weights, edges.count);
}

template <class Learning, class Product>
HWY_INLINE std::uint32_t sum_and_learn_group(const Product& product, const Multiplier& mul, const ColumnSweeps& sweeps,
                                             const Group& group, Raw* weights, const ColumnFeed& feed,
                                             const GroupLesson& lesson) {
    const Tag tag;
    const GroupEdges edges(sweeps, group, weights);
    const Raw* const fed = feed.left + group.left;
    RightSums sums(mul);
    Learning learning(mul);
    for (std::size_t e = 0; e < edges.count;) {
        Vector part = hn::Zero(tag);
        for (const std::size_t end = sums.end(e, edges.count); e < end; e += hn::Lanes(tag)) {
            const std::uint8_t* const turns = edges.turns + e * sizeof(Raw);
            Raw* const place = edges.weights + e;
            const Vector before = hn::LoadU(tag, place);
            part = hn::Add(part, product(before, turned(hn::LoadU(tag, fed + e), turns), nullptr));
            const Vector more = product(lesson.steps, turned(hn::LoadU(tag, lesson.left + e), turns), nullptr);
            hn::StoreU(learning.add(before, more), tag, place);
        }
        sums.add(part);
    }
    sums.finish(group.rights, sweeps.rows, feed.sums);
    return learning.settle(edges.weights, edges.count);
}

template <class Product>
HWY_INLINE void sum_by(const Product& product, const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights,
                       const ColumnFeed& feed) {
    for (std::size_t number = 0; number < sweeps.groups(); ++number) {
        sum_group(product, mul, sweeps, group_of(sweeps, number), weights, feed);
    }
}

template <class Learning, class Product>
HWY_INLINE std::uint64_t learn_by(const Product& product, const Multiplier& mul, const ColumnSweeps& sweeps,
                                  Raw* weights, const ColumnLesson& lesson) {
    std::uint64_t saturations = 0;
    for (std::size_t number = 0; number < sweeps.groups(); ++number) {
        const Group group = group_of(sweeps, number);
        const GroupLesson own(sweeps, group, lesson);
        saturations += own.teaches() ? learn_group<Learning>(product, mul, sweeps, group, weights, own) : 0;
    }
    return saturations;
}

template <class Learning, class Product>
HWY_INLINE std::uint64_t sum_and_learn_by(const Product& product, const Multiplier& mul, const ColumnSweeps& sweeps,
                                          Raw* weights, const ColumnFeed& feed, const ColumnLesson& lesson) {
    std::uint64_t saturations = 0;
    for (std::size_t number = 0; number < sweeps.groups(); ++number) {
        const Group group = group_of(sweeps, number);
        const GroupLesson own(sweeps, group, lesson);
        if (own.teaches()) {
            saturations += sum_and_learn_group<Learning>(product, mul, sweeps, group, weights, feed, own);
        } else {
            sum_group(product, mul, sweeps, group, weights, feed);
        }
    }
    return saturations;
}

void sum(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights, const ColumnFeed& feed) {
    mul.rounds_half_up() ? sum_by(FixedPointProduct(mul), mul, sweeps, weights, feed)
                         : sum_by(WideProduct(mul), mul, sweeps, weights, feed);
}

std::uint64_t learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnLesson& lesson) {
    if (!mul.rounds_half_up()) {
        return learn_by<SaturatingSum>(WideProduct(mul), mul, sweeps, weights, lesson);
    }
    const FixedPointProduct product(mul);
    return HopefulSum::fits(mul) ? learn_by<HopefulSum>(product, mul, sweeps, weights, lesson)
                                 : learn_by<SaturatingSum>(product, mul, sweeps, weights, lesson);
}

std::uint64_t sum_and_learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnFeed& feed,
                            const ColumnLesson& lesson) {
    if (!mul.rounds_half_up()) {
        return sum_and_learn_by<SaturatingSum>(WideProduct(mul), mul, sweeps, weights, feed, lesson);
    }
    const FixedPointProduct product(mul);
    return HopefulSum::fits(mul) ? sum_and_learn_by<HopefulSum>(product, mul, sweeps, weights, feed, lesson)
                                 : sum_and_learn_by<SaturatingSum>(product, mul, sweeps, weights, feed, lesson);
}

// Deltas back through a group, of which `terms` gives the terms of a vector of edges.
template <class Terms>
HWY_INLINE std::uint32_t return_group(const Terms& terms, const Multiplier& mul, const ColumnSweeps& sweeps,
                                      const Group& group, const Raw* weights, const ColumnReturn& deltas) {
    const Tag tag;
    const GroupEdges edges(sweeps, group, weights);
    const Raw* const derivatives = deltas.derivatives + group.left;
    Raw* const left_deltas = deltas.left_deltas + group.left;
    SaturatingSum sums(mul);
    for (std::size_t e = 0; e < edges.count; e += hn::Lanes(tag)) {
        const std::size_t byte = e * sizeof(Raw);
        const Vector term =
            terms(turned(hn::LoadU(tag, derivatives + e), edges.turns + byte), hn::LoadU(tag, edges.weights + e));
        Raw* const place = left_deltas + e;
        hn::StoreU(sums.add(hn::LoadU(tag, place), turned(term, edges.back + byte)), tag, place);
    }
    return sums.saturations();
}

// With products of deltas and derivatives, and derivatives, below 1.
class SmallTerms {
public:
    HWY_INLINE SmallTerms(const Multiplier& mul, Vector deltas) : shift_(factor_shift(mul)), deltas_(deltas) {}

    HWY_INLINE Vector operator()(Vector derivatives, Vector weights) const {
        const Vector scaled = hn::MulFixedPoint15(deltas_, hn::ShiftLeftSame(derivatives, shift_));
        return hn::MulFixedPoint15(weights, hn::ShiftLeftSame(scaled, shift_));
    }

private:
    int shift_;
    Vector deltas_;
};

class WideTerms {
public:
    HWY_INLINE WideTerms(const Multiplier& mul, Vector deltas)
        : product_(mul),
          deltas_(widened(deltas)),
          low_(hn::Set(Tag(), static_cast<Raw>(mul.low))),
          high_(hn::Set(Tag(), static_cast<Raw>(mul.high))) {}

    HWY_INLINE Vector operator()(Vector derivatives, Vector weights) const {
        const Halves scaled = product_(deltas_, widened(derivatives), nullptr);
        return hn::Clamp(narrowed(product_(scaled, widened(weights), nullptr)), low_, high_);
    }

private:
    WideProduct product_;
    Halves deltas_;
    Vector low_;
    Vector high_;
};

std::uint64_t backpropagate(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights,
                            const ColumnReturn& deltas) {
    std::uint64_t saturations = 0;
    const std::int32_t one = 1 << mul.shift;
    for (std::size_t number = 0; number < sweeps.groups(); ++number) {
        const Group group = group_of(sweeps, number);
        std::int32_t greatest = 0;
        for (std::uint32_t row = 0; row < sweeps.rows; ++row) {
            greatest = std::max(greatest, std::abs(std::int32_t{deltas.right_deltas[group.rights[row]]}));
        }
        if (greatest == 0) {
            continue;
        }
        const Vector pattern = of_rights(group.rights, sweeps.rows, deltas.right_deltas);
        const std::int32_t most = (greatest * deltas.highest + mul.half) >> mul.shift;
        saturations += mul.rounds_half_up() && deltas.highest < one && most < one
                           ? return_group(SmallTerms(mul, pattern), mul, sweeps, group, weights, deltas)
                           : return_group(WideTerms(mul, pattern), mul, sweeps, group, weights, deltas);
    }
    return saturations;
}

#endif

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace edgeloom::accelerator::kernels {

using numerics::Multiplier;
using numerics::Raw;

HWY_EXPORT(to_columns);
HWY_EXPORT(sum);
HWY_EXPORT(learn);
HWY_EXPORT(sum_and_learn);
HWY_EXPORT(backpropagate);

void to_columns(const Raw* values, std::uint32_t rows, std::uint32_t columns, int shift, Raw* to) {
    HWY_DYNAMIC_DISPATCH(to_columns)(values, rows, columns, shift, to);
}

void from_columns(const Raw* from, std::uint32_t rows, std::uint32_t columns, Raw* values) {
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            values[row * columns + column] = from[column * rows + row];
        }
    }
}

void sum(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights, const ColumnFeed& feed) {
    HWY_DYNAMIC_DISPATCH(sum)(mul, sweeps, weights, feed);
}

std::uint64_t learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnLesson& lesson) {
    return HWY_DYNAMIC_DISPATCH(learn)(mul, sweeps, weights, lesson);
}

std::uint64_t sum_and_learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnFeed& feed,
                            const ColumnLesson& lesson) {
    return HWY_DYNAMIC_DISPATCH(sum_and_learn)(mul, sweeps, weights, feed, lesson);
}

std::uint64_t backpropagate(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights,
                            const ColumnReturn& deltas) {
    return HWY_DYNAMIC_DISPATCH(backpropagate)(mul, sweeps, weights, deltas);
}

} // namespace edgeloom::accelerator::kernels
#endif
