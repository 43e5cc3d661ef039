#include "accelerator/column_kernels.hpp"

#include "accelerator/edge_tails.hpp"
#include "accelerator/vector_targets.hpp"

#include <algorithm>
#include <cstdlib>
#include <type_traits>

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
    for (std::size_t group = 0; group < sweeps.count() * sweeps.groups; ++group) {
        const std::size_t sweep = group / sweeps.groups;
        const std::size_t first = group % sweeps.groups * sweeps.group_edges;
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

using Blocks = hn::CappedTag<Raw, 2 * block>; // one or two

// Stores row r of every block where its columns lie.
template <std::uint32_t rows>
HWY_INLINE void store_columns(const hn::Vec<Blocks>* row, Raw* to) {
    const Blocks tag;
    if constexpr (rows == 1 || hn::MaxLanes(tag) == block) {
        for (std::size_t r = 0; r < rows; ++r) {
            hn::StoreU(row[r], tag, to + r * block);
        }
    } else {
        for (std::size_t r = 0; r < rows; r += 2) {
            hn::StoreU(hn::ConcatLowerLower(tag, row[r + 1], row[r]), tag, to + r * block);
            hn::StoreU(hn::ConcatUpperUpper(tag, row[r + 1], row[r]), tag, to + (rows + r) * block);
        }
    }
}

// Each stage interleaves the lower half of all rows with the upper half, until columns lie behind each other.
template <std::uint32_t rows>
HWY_INLINE void to_columns_by(const Raw* values, std::uint32_t columns, int shift, Raw* to) {
    const Blocks tag;
    std::size_t column = 0;
    for (; column + hn::Lanes(tag) <= columns; column += hn::Lanes(tag)) {
        hn::Vec<Blocks> row[rows];
        for (std::size_t r = 0; r < rows; ++r) {
            row[r] = hn::ShiftLeftSame(hn::LoadU(tag, values + r * columns + column), shift);
        }
        for (std::uint32_t stage = 1; stage < rows; stage *= 2) {
            hn::Vec<Blocks> before[rows];
            std::copy_n(row, rows, before);
            for (std::size_t r = 0; r < rows / 2; ++r) {
                row[2 * r] = hn::InterleaveLower(tag, before[r], before[r + rows / 2]);
                row[2 * r + 1] = hn::InterleaveUpper(tag, before[r], before[r + rows / 2]);
            }
        }
        store_columns<rows>(row, to + column * rows);
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

using Bytes = hn::Repartition<std::uint8_t, Tag>;

// Turns the columns of a vector.
HWY_INLINE Vector turned(Vector columns, hn::Vec<Bytes> turns) {
    return hn::BitCast(Tag(), hn::TableLookupBytes(hn::BitCast(Bytes(), columns), turns));
}

// What is used twice is to be loaded once: compilers would rather have instructions load it again.
template <class V>
HWY_INLINE V loaded(V v) {
#if HWY_ARCH_X86 && HWY_COMPILER_GCC
    asm("" : "+v"(v.raw));
#endif
    return v;
}

// `turns` are those of the vector's edges.
HWY_INLINE Vector turned(Vector columns, const std::uint8_t* turns) {
    return turned(columns, hn::LoadU(Bytes(), turns));
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

HWY_INLINE Group group_of(const ColumnSweeps& sweeps, std::size_t sweep, std::size_t number) {
    const std::size_t left = number * sweeps.group_edges;
    return {sweeps.rights.data() + (sweep * sweeps.groups + number) * sweeps.rows, sweep * sweeps.edges() + left, left};
}

// Sums of the right neurons of a group, of products that are added in 16 bits as long as the format has room.
class RightSums {
public:
    HWY_INLINE RightSums() : lower_(hn::Zero(WideTag())), upper_(lower_) {}

    /// So many edges have products that have room together.
    [[nodiscard]] HWY_INLINE static std::size_t room(const Multiplier& mul) {
        return (1U << 15) / static_cast<std::uint32_t>(-mul.low) * hn::Lanes(Tag());
    }
    HWY_INLINE void add(Vector part) {
        const Halves halves = widened(part);
        lower_ = hn::Add(lower_, halves.lower);
        upper_ = hn::Add(upper_, halves.upper);
    }
    // Lanes go round the rows: those of the same row are added four at a time, and at last one by one.
    HWY_INLINE void finish(const std::uint32_t* rights, std::uint32_t rows, std::int32_t* sums) const {
        const WideTag tag;
        const hn::FixedTag<std::int32_t, 4> four;
        HWY_ALIGN std::int32_t parts[2 * hn::MaxLanes(WideTag())];
        hn::Store(lower_, tag, parts);
        hn::Store(upper_, tag, parts + hn::Lanes(tag));
        auto even = hn::Load(four, parts);
        auto odd = hn::Load(four, parts + 4);
        for (std::size_t i = 8; i < 2 * hn::Lanes(tag); i += 8) {
            even = hn::Add(even, hn::Load(four, parts + i));
            odd = hn::Add(odd, hn::Load(four, parts + i + 4));
        }
        if (rows == block) {
            hn::Store(even, four, parts);
            hn::Store(odd, four, parts + 4);
            return add_to<block>(rights, rows, parts, sums);
        }
        hn::Store(hn::Add(even, odd), four, parts);
        add_to<4>(rights, rows, parts, sums);
    }

private:
    template <std::size_t count>
    HWY_INLINE static void add_to(const std::uint32_t* rights, std::uint32_t rows, const std::int32_t* parts,
                                  std::int32_t* sums) {
        for (std::size_t i = 0; i < count; ++i) {
            sums[rights[i & (rows - 1)]] += parts[i];
        }
    }

    Wide lower_;
    Wide upper_;
};

// Groups of one sweep or of two behind each other that have the same columns, which are read once for both. Whatever
// stays the same is in registers while the loops go on: stores of weights might change it in memory, for all that a
// compiler knows.
template <std::size_t width, class Weight>
struct Groups {
    std::size_t count; // of edges of one of them
    std::size_t next;  // edges from one to the next
    Weight* weights;
    const std::uint8_t* turns;
    const std::uint32_t* rights;
    std::size_t next_rights;

    HWY_INLINE Groups(const ColumnSweeps& sweeps, const Group& first, Weight* all_weights)
        : count(sweeps.group_edges),
          next(sweeps.edges()),
          weights(all_weights + first.edge),
          turns(sweeps.turns.data() + first.edge * sizeof(Raw)),
          rights(first.rights),
          next_rights(std::size_t{sweeps.groups} * sweeps.rows) {}

    [[nodiscard]] HWY_INLINE Weight* place(std::size_t group, std::size_t edge) const {
        return weights + group * next + edge;
    }
    [[nodiscard]] HWY_INLINE hn::Vec<Bytes> turns_of(std::size_t group, std::size_t edge) const {
        return hn::LoadU(Bytes(), turns + (group * next + edge) * sizeof(Raw));
    }
    HWY_INLINE void finish(const RightSums* sums, std::uint32_t rows, std::int32_t* all_sums) const {
        for (std::size_t g = 0; g < width; ++g) {
            sums[g].finish(rights + g * next_rights, rows, all_sums);
        }
    }
};

// The part of a lesson that concerns groups.
template <std::size_t width>
struct GroupLesson {
    const Raw* left;
    Vector steps[width]; ///< of its right neurons, over and over
    bool teaches = false;

    HWY_INLINE GroupLesson(const ColumnSweeps& sweeps, const Group& first, const ColumnLesson& lesson)
        : left(lesson.left + first.left) {
        const std::size_t next_rights = std::size_t{sweeps.groups} * sweeps.rows;
        for (std::size_t g = 0; g < width; ++g) {
            steps[g] = of_rights(first.rights + g * next_rights, sweeps.rows, lesson.steps);
            teaches |= !is_zero(steps[g]);
        }
    }
};

// The loops. What they have in common they are given: the product, and how weights are added to. They have copies of
// what does not change, which stores cannot reach.
template <class Product, class Learning>
struct GroupLoops {
    Product product;
    Multiplier mul;
    ColumnSweeps sweeps;
    std::size_t room;

    HWY_INLINE GroupLoops(const Multiplier& multiplier, const ColumnSweeps& all)
        : product(multiplier),
          mul(multiplier),
          sweeps(all),
          room(RightSums::room(multiplier)) {}

    template <std::size_t width>
    HWY_INLINE void sum(const Group& first, const Raw* weights, const ColumnFeed& feed) const {
        const Tag tag;
        const Groups<width, const Raw> groups(sweeps, first, weights);
        const Raw* const left = feed.left + first.left;
        RightSums sums[width];
        for (std::size_t e = 0; e < groups.count;) {
            Vector parts[width];
            std::fill_n(parts, width, hn::Zero(tag));
            for (const std::size_t end = std::min(e + room, groups.count); e < end; e += hn::Lanes(tag)) {
                const Vector columns = loaded(hn::LoadU(tag, left + e));
                for (std::size_t g = 0; g < width; ++g) {
                    const Vector weight = hn::LoadU(tag, groups.place(g, e));
                    parts[g] = hn::Add(parts[g], product(weight, turned(columns, groups.turns_of(g, e)), nullptr));
                }
            }
            for (std::size_t g = 0; g < width; ++g) {
                sums[g].add(parts[g]);
            }
        }
        groups.finish(sums, sweeps.rows, feed.sums);
    }

    template <std::size_t width>
    HWY_INLINE std::uint32_t learn(const Group& first, Raw* weights, const GroupLesson<width>& lesson) const {
        const Tag tag;
        const Groups<width, Raw> groups(sweeps, first, weights);
        Learning learning(mul);
        for (std::size_t e = 0; e < groups.count; e += hn::Lanes(tag)) {
            const Vector columns = hn::LoadU(tag, lesson.left + e);
            for (std::size_t g = 0; g < width; ++g) {
                Raw* const place = groups.place(g, e);
                const Vector more = product(lesson.steps[g], turned(columns, groups.turns_of(g, e)), nullptr);
                hn::StoreU(learning.add(hn::LoadU(tag, place), more), tag, place);
            }
        }
        return learning.settle(groups.weights, groups.count, groups.next, width);
    }

    template <std::size_t width>
    HWY_INLINE std::uint32_t sum_and_learn(const Group& first, Raw* weights, const ColumnFeed& feed,
                                           const GroupLesson<width>& lesson) const {
        const Tag tag;
        const Groups<width, Raw> groups(sweeps, first, weights);
        const Raw* const fed = feed.left + first.left;
        RightSums sums[width];
        Learning learning(mul);
        for (std::size_t e = 0; e < groups.count;) {
            Vector parts[width];
            std::fill_n(parts, width, hn::Zero(tag));
            for (const std::size_t end = std::min(e + room, groups.count); e < end; e += hn::Lanes(tag)) {
                const Vector fed_columns = hn::LoadU(tag, fed + e);
                const Vector learnt_columns = hn::LoadU(tag, lesson.left + e);
                for (std::size_t g = 0; g < width; ++g) {
                    const auto turns = loaded(groups.turns_of(g, e));
                    Raw* const place = groups.place(g, e);
                    const Vector before = loaded(hn::LoadU(tag, place));
                    parts[g] = hn::Add(parts[g], product(before, turned(fed_columns, turns), nullptr));
                    const Vector more = product(lesson.steps[g], turned(learnt_columns, turns), nullptr);
                    hn::StoreU(learning.add(before, more), tag, place);
                }
            }
            for (std::size_t g = 0; g < width; ++g) {
                sums[g].add(parts[g]);
            }
        }
        groups.finish(sums, sweeps.rows, feed.sums);
        return learning.settle(groups.weights, groups.count, groups.next, width);
    }

    // Calls visit(group, std::integral_constant<width>) for all groups, those of two sweeps together where there are.
    template <class Visit>
    HWY_INLINE void for_each(Visit visit) const {
        const std::size_t count = sweeps.count();
        for (std::size_t number = 0; number < sweeps.groups; ++number) {
            std::size_t sweep = 0;
            for (; sweep + 2 <= count; sweep += 2) {
                visit(group_of(sweeps, sweep, number), std::integral_constant<std::size_t, 2>());
            }
            if (sweep < count) {
                visit(group_of(sweeps, sweep, number), std::integral_constant<std::size_t, 1>());
            }
        }
    }
};

template <class Loops>
HWY_INLINE void sum_by(const Loops& loops, const Raw* weights, const ColumnFeed& feed) {
    loops.for_each([&](const Group& first, auto width) HWY_ATTR { loops.template sum<width()>(first, weights, feed); });
}

template <class Loops>
HWY_INLINE std::uint64_t learn_by(const Loops& loops, Raw* weights, const ColumnLesson& lesson) {
    std::uint64_t saturations = 0;
    loops.for_each([&](const Group& first, auto width) HWY_ATTR {
        const GroupLesson<width()> own(loops.sweeps, first, lesson);
        saturations += own.teaches ? loops.learn(first, weights, own) : 0;
    });
    return saturations;
}

template <class Loops>
HWY_INLINE std::uint64_t sum_and_learn_by(const Loops& loops, Raw* weights, const ColumnFeed& feed,
                                          const ColumnLesson& lesson) {
    std::uint64_t saturations = 0;
    loops.for_each([&](const Group& first, auto width) HWY_ATTR {
        const GroupLesson<width()> own(loops.sweeps, first, lesson);
        if (own.teaches) {
            saturations += loops.sum_and_learn(first, weights, feed, own);
        } else {
            loops.template sum<width()>(first, weights, feed);
        }
    });
    return saturations;
}

// Calls work(loops) with those for the format.
template <class Work>
HWY_INLINE auto with_loops(const Multiplier& mul, const ColumnSweeps& sweeps, Work work) {
    if (!mul.rounds_half_up()) {
        return work(GroupLoops<WideProduct, SaturatingSum>(mul, sweeps));
    }
    return HopefulSum::fits(mul) ? work(GroupLoops<FixedPointProduct, HopefulSum>(mul, sweeps))
                                 : work(GroupLoops<FixedPointProduct, SaturatingSum>(mul, sweeps));
}

void sum(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights, const ColumnFeed& feed) {
    with_loops(mul, sweeps, [&](const auto& loops) HWY_ATTR { sum_by(loops, weights, feed); });
}

std::uint64_t learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnLesson& lesson) {
    return with_loops(mul, sweeps, [&](const auto& loops) HWY_ATTR { return learn_by(loops, weights, lesson); });
}

std::uint64_t sum_and_learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnFeed& feed,
                            const ColumnLesson& lesson) {
    return with_loops(mul, sweeps,
                      [&](const auto& loops) HWY_ATTR { return sum_and_learn_by(loops, weights, feed, lesson); });
}

// Deltas back through a group, of which `terms` gives the terms of a vector of edges.
template <class Terms>
HWY_INLINE std::uint32_t return_group(const Terms& terms, const Multiplier& mul, const ColumnSweeps& sweeps,
                                      const Group& group, const Raw* weights, const ColumnReturn& deltas) {
    const Tag tag;
    const Raw* const own_weights = weights + group.edge;
    const std::uint8_t* const turns = sweeps.turns.data() + group.edge * sizeof(Raw);
    const std::uint8_t* const back = sweeps.back.data() + group.edge * sizeof(Raw);
    const std::size_t count = sweeps.group_edges;
    const Raw* const derivatives = deltas.derivatives + group.left;
    Raw* const left_deltas = deltas.left_deltas + group.left;
    SaturatingSum sums(mul);
    for (std::size_t e = 0; e < count; e += hn::Lanes(tag)) {
        const std::size_t byte = e * sizeof(Raw);
        const Vector term =
            terms(turned(hn::LoadU(tag, derivatives + e), turns + byte), hn::LoadU(tag, own_weights + e));
        Raw* const place = left_deltas + e;
        hn::StoreU(sums.add(hn::LoadU(tag, place), turned(term, back + byte)), tag, place);
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
    for (std::size_t number = 0; number < sweeps.count() * sweeps.groups; ++number) {
        const Group group = group_of(sweeps, number / sweeps.groups, number % sweeps.groups);
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
