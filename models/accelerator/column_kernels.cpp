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
#include "accelerator/column_order-inl.hpp"
#include "accelerator/group_sums-inl.hpp"
#include "accelerator/vector_arithmetic-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

using numerics::Multiplier;
using numerics::Raw;

// Sweeps of a bundle in a group, and what comes first of theirs.
struct Start {
    std::size_t edge;
    std::size_t left;  // in the order of columns
    std::size_t right; // in `rights`
    std::uint32_t width;
};

// Calls visit(start) for all groups and bundles.
template <class Visit>
HWY_INLINE void for_each_bundle(const ColumnSweeps& sweeps, Visit visit) {
    for (std::size_t group = 0; group < sweeps.groups; ++group) {
        for (std::uint32_t first = 0, width = 0; first < sweeps.sweeps; first += width) {
            width = bundle_width(first, sweeps.sweeps);
            const std::size_t sweep = group * sweeps.sweeps + first; // of a single group as long as all
            visit(Start{sweep * sweeps.group_edges, group * sweeps.group_edges, sweep * sweeps.order.rows, width});
        }
    }
}

#if HWY_TARGET == HWY_SCALAR // a machine without vectors

// Calls visit(edge, place of its left neuron, right neuron) for every edge.
template <class Visit>
HWY_INLINE void for_each_edge(const ColumnSweeps& sweeps, Visit visit) {
    for_each_bundle(sweeps, [&](const Start& start) {
        for (std::size_t i = 0; i < std::size_t{start.width} * sweeps.group_edges; ++i) {
            const std::size_t edge = start.edge + i;
            const std::size_t sweep = i / longest_vector % start.width;
            const std::size_t place = i / longest_vector / start.width * longest_vector + i % longest_vector;
            const std::size_t turn = sweeps.turns[edge * sizeof(Raw)] / sizeof(Raw);
            visit(edge, start.left + place / block * block + turn,
                  sweeps.rights[start.right + sweep * sweeps.order.rows + i % sweeps.order.rows]);
        }
    });
}

void sum(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights, const ColumnFeed& feed) {
    std::copy_n(feed.biases, feed.right, feed.sums);
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

using Bytes = hn::Repartition<std::uint8_t, Tag>;

// What is used several times is to be loaded once: compilers would rather have instructions load it again.
template <class V>
HWY_INLINE V loaded(V v) {
#if HWY_ARCH_X86 && HWY_COMPILER_GCC
    asm("" : "+v"(v.raw));
#endif
    return v;
}

HWY_INLINE bool is_zero(Vector v) {
    return hn::AllTrue(Tag(), hn::Eq(v, hn::Zero(Tag())));
}

HWY_INLINE Vector turned(Vector columns, hn::Vec<Bytes> turns) {
    return hn::BitCast(Tag(), hn::TableLookupBytes(hn::BitCast(Bytes(), columns), turns));
}

constexpr std::size_t parts = longest_vector / hn::MaxLanes(Tag()); // vectors of a sweep that lie behind each other

// A vector of edges of each sweep of a bundle.
template <class Weight>
struct Edges {
    Weight* weights;           // of the first sweep
    const std::uint8_t* bytes; // turns, likewise

    [[nodiscard]] HWY_INLINE Weight* of(std::size_t sweep) const { return weights + sweep * longest_vector; }
    [[nodiscard]] HWY_INLINE hn::Vec<Bytes> turns(std::size_t sweep) const {
        return hn::Load(Bytes(), bytes + sweep * longest_vector * sizeof(Raw));
    }
};

// A bundle in a group. Whatever stays the same is in registers while loops go on: stores of weights might change it in
// memory, for all that a compiler knows.
template <std::size_t width, class Weight>
struct Bundled {
    std::size_t stretches; // of `parts` vectors
    Weight* weights;
    const std::uint8_t* turns;

    HWY_INLINE Bundled(const ColumnSweeps& sweeps, const Start& start, Weight* all_weights,
                       std::span<const std::uint8_t> all_turns)
        : stretches(sweeps.group_edges / longest_vector),
          weights(all_weights + start.edge),
          turns(all_turns.data() + start.edge * sizeof(Raw)) {}

    [[nodiscard]] HWY_INLINE Edges<Weight> at(std::size_t stretch, std::size_t part) const {
        const std::size_t first = stretch * (width * longest_vector) + part * hn::MaxLanes(Tag());
        return {weights + first, turns + first * sizeof(Raw)};
    }
};

// Columns of left neurons.
HWY_INLINE Vector columns_at(const Raw* left, std::size_t stretch, std::size_t part) {
    return loaded(hn::Load(Tag(), left + stretch * longest_vector + part * hn::MaxLanes(Tag())));
}

// The steps of the right neurons of a bundle in a group.
template <std::size_t width>
struct Steps {
    Vector of[width];
    bool teach;

    HWY_INLINE Steps(const Raw* by_group, std::uint32_t rows) {
        Vector any = hn::Zero(Tag());
        for (std::size_t s = 0; s < width; ++s) {
            of[s] = over_and_over(by_group + s * rows, rows);
            any = hn::Or(any, of[s]);
        }
        teach = !is_zero(any);
    }
};

// The loops over a bundle in a group. What they have in common they are given: the product, and how weights are added
// to. They have copies of what does not change, which stores cannot reach.
template <class Product, class Learning>
struct BundleLoops {
    Product product;
    Multiplier mul;
    ColumnSweeps sweeps;
    std::size_t room; // so many vectors of products may be added in 16 bits

    HWY_INLINE BundleLoops(const Multiplier& multiplier, const ColumnSweeps& all)
        : product(multiplier),
          mul(multiplier),
          sweeps(all),
          room((1U << 15) / static_cast<std::uint32_t>(-multiplier.low)) {}

    // Calls add(stretch, part, sums, to which to add) for all vectors.
    template <std::size_t width, class Add>
    HWY_INLINE void sum_by(std::size_t stretches, std::int32_t* to, Add add) const {
        GroupSums<width> sums;
        if (room >= parts) {
            for (std::size_t i = 0; i < stretches;) {
                for (const std::size_t end = std::min(i + room / parts, stretches); i < end; ++i) {
                    for (std::size_t part = 0; part < parts; ++part) {
                        add(i, part, sums.narrow);
                    }
                }
                sums.widen();
            }
        } else {
            for (std::size_t i = 0; i < stretches * parts; ++i) {
                add(i / parts, i % parts, sums.narrow);
                sums.widen();
            }
        }
        sums.store(sweeps.order.rows, to);
    }

    template <std::size_t width>
    HWY_INLINE void sum(const Start& start, const Raw* weights, const ColumnFeed& feed) const {
        const Bundled<width, const Raw> bundle(sweeps, start, weights, sweeps.turns);
        const Raw* const left = feed.left + start.left;
        const auto add = [&](std::size_t stretch, std::size_t part, Vector* sums) HWY_ATTR {
            const auto edges = bundle.at(stretch, part);
            const Vector columns = columns_at(left, stretch, part);
            for (std::size_t s = 0; s < width; ++s) {
                const Vector weight = hn::Load(Tag(), edges.of(s));
                sums[s] = hn::Add(sums[s], product(weight, turned(columns, edges.turns(s)), nullptr));
            }
        };
        sum_by<width>(bundle.stretches, feed.by_group + start.right, add);
    }

    template <std::size_t width>
    HWY_INLINE std::uint32_t learn(const Start& start, Raw* weights, const ColumnLesson& lesson,
                                   const Steps<width>& steps) const {
        const Bundled<width, Raw> bundle(sweeps, start, weights, sweeps.turns);
        const Raw* const left = lesson.left + start.left;
        Learning learning(mul);
        for (std::size_t i = 0; i < bundle.stretches; ++i) {
            for (std::size_t part = 0; part < parts; ++part) {
                const auto edges = bundle.at(i, part);
                const Vector columns = columns_at(left, i, part);
                for (std::size_t s = 0; s < width; ++s) {
                    const Vector more = product(steps.of[s], turned(columns, edges.turns(s)), nullptr);
                    hn::Store(learning.add(hn::Load(Tag(), edges.of(s)), more), Tag(), edges.of(s));
                }
            }
        }
        return learning.settle(bundle.weights, width * sweeps.group_edges);
    }

    template <std::size_t width>
    HWY_INLINE std::uint32_t sum_and_learn(const Start& start, Raw* weights, const ColumnFeed& feed,
                                           const ColumnLesson& lesson, const Steps<width>& steps) const {
        const Bundled<width, Raw> bundle(sweeps, start, weights, sweeps.turns);
        const Raw* const fed = feed.left + start.left;
        const Raw* const learnt = lesson.left + start.left;
        Learning learning(mul);
        const auto add = [&](std::size_t stretch, std::size_t part, Vector* sums) HWY_ATTR {
            const auto edges = bundle.at(stretch, part);
            const Vector fed_columns = columns_at(fed, stretch, part);
            const Vector learnt_columns = columns_at(learnt, stretch, part);
            for (std::size_t s = 0; s < width; ++s) {
                const auto turns = loaded(edges.turns(s));
                const Vector before = loaded(hn::Load(Tag(), edges.of(s)));
                sums[s] = hn::Add(sums[s], product(before, turned(fed_columns, turns), nullptr));
                const Vector more = product(steps.of[s], turned(learnt_columns, turns), nullptr);
                hn::Store(learning.add(before, more), Tag(), edges.of(s));
            }
        };
        sum_by<width>(bundle.stretches, feed.by_group + start.right, add);
        return learning.settle(bundle.weights, width * sweeps.group_edges);
    }
};

// Calls work(start, std::integral_constant<width>) for all groups and bundles.
template <class Work>
HWY_INLINE void with_bundles(const ColumnSweeps& sweeps, Work work) {
    for_each_bundle(sweeps, [&](const Start& start) HWY_ATTR {
        switch (start.width) {
        case 1:
            return work(start, std::integral_constant<std::size_t, 1>());
        case 2:
            return work(start, std::integral_constant<std::size_t, 2>());
        default:
            return work(start, std::integral_constant<std::size_t, 4>());
        }
    });
}

template <class Loops>
HWY_INLINE void sum_by(const Loops& loops, const Raw* weights, const ColumnFeed& feed) {
    with_bundles(loops.sweeps, [&](const Start& start, auto width)
                                   HWY_ATTR { loops.template sum<decltype(width)::value>(start, weights, feed); });
    to_rights(loops.sweeps, feed);
}

template <class Loops>
HWY_INLINE std::uint64_t learn_by(const Loops& loops, Raw* weights, const ColumnLesson& lesson) {
    std::uint64_t saturations = 0;
    to_groups(loops.sweeps, lesson.steps, lesson.by_group);
    with_bundles(loops.sweeps, [&](const Start& start, auto width) HWY_ATTR {
        const Steps<decltype(width)::value> steps(lesson.by_group + start.right, loops.sweeps.order.rows);
        saturations += steps.teach ? loops.learn(start, weights, lesson, steps) : 0;
    });
    return saturations;
}

template <class Loops>
HWY_INLINE std::uint64_t sum_and_learn_by(const Loops& loops, Raw* weights, const ColumnFeed& feed,
                                          const ColumnLesson& lesson) {
    std::uint64_t saturations = 0;
    to_groups(loops.sweeps, lesson.steps, lesson.by_group);
    with_bundles(loops.sweeps, [&](const Start& start, auto width) HWY_ATTR {
        const Steps<decltype(width)::value> steps(lesson.by_group + start.right, loops.sweeps.order.rows);
        if (steps.teach) {
            saturations += loops.sum_and_learn(start, weights, feed, lesson, steps);
        } else {
            loops.template sum<decltype(width)::value>(start, weights, feed);
        }
    });
    to_rights(loops.sweeps, feed);
    return saturations;
}

// Calls work(loops) with those for the format.
template <class Work>
HWY_INLINE auto with_loops(const Multiplier& mul, const ColumnSweeps& sweeps, bool may_saturate, Work work) {
    if (!mul.rounds_half_up()) {
        return may_saturate ? work(BundleLoops<WideProduct, SaturatingSum>(mul, sweeps))
                            : work(BundleLoops<WideProduct, RoomySum>(mul, sweeps));
    }
    if (!may_saturate) {
        return work(BundleLoops<FixedPointProduct, RoomySum>(mul, sweeps));
    }
    return HopefulSum::fits(mul) ? work(BundleLoops<FixedPointProduct, HopefulSum>(mul, sweeps))
                                 : work(BundleLoops<FixedPointProduct, SaturatingSum>(mul, sweeps));
}

void sum(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights, const ColumnFeed& feed) {
    with_loops(mul, sweeps, false, [&](const auto& loops) HWY_ATTR { sum_by(loops, weights, feed); });
}

std::uint64_t learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnLesson& lesson) {
    return with_loops(mul, sweeps, lesson.may_saturate,
                      [&](const auto& loops) HWY_ATTR { return learn_by(loops, weights, lesson); });
}

std::uint64_t sum_and_learn(const Multiplier& mul, const ColumnSweeps& sweeps, Raw* weights, const ColumnFeed& feed,
                            const ColumnLesson& lesson) {
    return with_loops(mul, sweeps, lesson.may_saturate,
                      [&](const auto& loops) HWY_ATTR { return sum_and_learn_by(loops, weights, feed, lesson); });
}

// Deltas back through a bundle in a group, each left delta from one sweep after the other.
template <std::size_t width, class Terms>
HWY_INLINE std::uint32_t return_bundle(const Terms& terms, const Multiplier& mul, const ColumnSweeps& sweeps,
                                       const Start& start, const Raw* weights, const ColumnReturn& deltas) {
    const Bundled<width, const Raw> bundle(sweeps, start, weights, sweeps.turns);
    const Bundled<width, const Raw> way_back(sweeps, start, weights, sweeps.back);
    const Steps<width> rights(deltas.by_group + start.right, sweeps.order.rows);
    const Raw* const derivatives = deltas.derivatives + start.left;
    Raw* const left_deltas = deltas.left_deltas + start.left;
    SaturatingSum sums(mul);
    for (std::size_t i = 0; i < bundle.stretches; ++i) {
        for (std::size_t part = 0; part < parts; ++part) {
            const auto edges = bundle.at(i, part);
            const auto back = way_back.at(i, part);
            const Vector columns = columns_at(derivatives, i, part);
            Vector left = columns_at(left_deltas, i, part);
            for (std::size_t s = 0; s < width; ++s) {
                const Vector term = terms(rights.of[s], turned(columns, edges.turns(s)), hn::Load(Tag(), edges.of(s)));
                left = sums.add(left, turned(term, back.turns(s)));
            }
            hn::Store(left, Tag(), left_deltas + i * longest_vector + part * hn::MaxLanes(Tag()));
        }
    }
    return sums.saturations();
}

std::uint64_t backpropagate(const Multiplier& mul, const ColumnSweeps& sweeps, const Raw* weights,
                            const ColumnReturn& deltas) {
    std::uint64_t saturations = 0;
    to_groups(sweeps, deltas.right_deltas, deltas.by_group);
    with_bundles(sweeps, [&](const Start& start, auto width) HWY_ATTR {
        constexpr std::size_t sweeps_together = decltype(width)::value;
        std::int32_t greatest = 0;
        for (std::size_t i = start.right; i < start.right + sweeps_together * sweeps.order.rows; ++i) {
            greatest = std::max(greatest, std::abs(std::int32_t{deltas.by_group[i]}));
        }
        if (greatest == 0) {
            return;
        }
        saturations += SmallTerms::fit(mul, greatest, deltas.highest)
                           ? return_bundle<sweeps_together>(SmallTerms(mul), mul, sweeps, start, weights, deltas)
                           : return_bundle<sweeps_together>(WideTerms(mul), mul, sweeps, start, weights, deltas);
    });
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
HWY_EXPORT(from_columns);
HWY_EXPORT(sum);
HWY_EXPORT(learn);
HWY_EXPORT(sum_and_learn);
HWY_EXPORT(backpropagate);

void to_columns(const Raw* values, const ColumnOrder& order, int shift, Raw* to) {
    HWY_DYNAMIC_DISPATCH(to_columns)(values, order, shift, to);
}

void from_columns(const Raw* from, const ColumnOrder& order, Raw* values) {
    HWY_DYNAMIC_DISPATCH(from_columns)(from, order, values);
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
