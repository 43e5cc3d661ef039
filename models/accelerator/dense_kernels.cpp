#include "accelerator/dense_kernels.hpp"

#include "accelerator/edge_tails.hpp"
#include "accelerator/vector_targets.hpp"

#include <cstddef>
#include <cstdlib>

// Compiled once for every instruction set; which one is used is settled when the program runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "accelerator/dense_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it:
#include "accelerator/vector_arithmetic-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

using numerics::Multiplier;
using numerics::Raw;

HWY_INLINE std::size_t row(const DenseEdges& edges, std::size_t right) {
    return right * edges.left;
}

#if HWY_TARGET == HWY_SCALAR // a machine without vectors

void dense_sum(const Multiplier& mul, const DenseEdges& edges, const Raw* weights, const DenseFeed& feed) {
    for (std::size_t right = 0; right < edges.right; ++right) {
        std::int32_t sum = feed.biases[right];
        for (std::size_t left = 0; left < edges.left; ++left) {
            sum += tail::product(mul, weights[row(edges, right) + left], feed.left[left], 0);
        }
        feed.sums[right] = sum;
    }
}

std::uint64_t dense_learn(const Multiplier& mul, const DenseEdges& edges, Raw* weights, const DenseLesson& lesson) {
    std::uint64_t saturations = 0;
    for (std::size_t right = 0; right < edges.right; ++right) {
        for (std::size_t left = 0; left < edges.left; ++left) {
            const std::size_t pair = row(edges, right) + left;
            const std::int32_t more = tail::product(mul, lesson.steps[right], lesson.left[left], 0);
            saturations += tail::add(mul, weights[pair], more & edges.connected[pair]);
        }
    }
    return saturations;
}

std::uint64_t dense_sum_and_learn(const Multiplier& mul, const DenseEdges& edges, Raw* weights, const DenseFeed& feed,
                                  const DenseLesson& lesson) {
    HWY_NAMESPACE::dense_sum(mul, edges, weights, feed);
    return HWY_NAMESPACE::dense_learn(mul, edges, weights, lesson);
}

std::uint64_t dense_backpropagate(const Multiplier& mul, const DenseEdges& edges, const Raw* weights,
                                  const DenseReturn& deltas) {
    std::uint64_t saturations = 0;
    for (std::size_t right = 0; right < edges.right; ++right) {
        for (std::size_t left = 0; left < edges.left; ++left) {
            const std::int32_t scaled = mul.scale(deltas.right_deltas[right], deltas.derivatives[left]);
            saturations += tail::add(mul, deltas.left_deltas[left], mul(scaled, weights[row(edges, right) + left]));
        }
    }
    return saturations;
}

#else

// The loops over the edges of a right neuron. What they have in common they are given: the product, and how weights are
// added to. They have copies of what does not change, which stores cannot reach.
template <class Product, class Learning>
struct RowLoops {
    Product product;
    Multiplier mul;
    DenseEdges edges;

    HWY_INLINE RowLoops(const Multiplier& multiplier, const DenseEdges& all)
        : product(multiplier),
          mul(multiplier),
          edges(all) {}

    [[nodiscard]] HWY_INLINE std::int32_t sum(const Raw* weights, const Raw* left) const {
        const Tag tag;
        Sum sum;
        for (std::size_t i = 0; i < edges.left; i += hn::Lanes(tag)) {
            sum.add(product(hn::Load(tag, weights + i), hn::Load(tag, left + i), nullptr));
        }
        return sum.value();
    }

    // Calls see(weights before, where they begin) for all vectors.
    template <class See>
    HWY_INLINE std::uint32_t learn(std::size_t right, Raw* weights, const DenseLesson& lesson, See see) const {
        const Tag tag;
        Raw* const own = weights + row(edges, right);
        const Raw* const connected = edges.connected + row(edges, right);
        const Raw* const left = lesson.left;
        const Vector step = hn::Set(tag, lesson.steps[right]);
        const std::size_t count = edges.left;
        Learning learning(mul);
        for (std::size_t i = 0; i < count; i += hn::Lanes(tag)) {
            const Vector before = hn::Load(tag, own + i);
            const Vector more = product(step, hn::Load(tag, left + i), nullptr);
            see(before, i);
            hn::Store(learning.add(before, hn::And(more, hn::Load(tag, connected + i))), tag, own + i);
        }
        return learning.settle(own, count);
    }

    HWY_INLINE std::uint64_t learn_all(Raw* weights, const DenseLesson& lesson) const {
        std::uint64_t saturations = 0;
        for (std::size_t right = 0; right < edges.right; ++right) {
            if (lesson.steps[right] != 0) {
                saturations += learn(right, weights, lesson, [](Vector, std::size_t) HWY_ATTR {});
            }
        }
        return saturations;
    }

    HWY_INLINE std::uint64_t sum_and_learn_all(Raw* weights, const DenseFeed& feed, const DenseLesson& lesson) const {
        std::uint64_t saturations = 0;
        for (std::size_t right = 0; right < edges.right; ++right) {
            if (lesson.steps[right] == 0) {
                feed.sums[right] = feed.biases[right] + sum(weights + row(edges, right), feed.left);
                continue;
            }
            Sum sum;
            saturations += learn(right, weights, lesson, [&](Vector before, std::size_t i) HWY_ATTR {
                sum.add(product(before, hn::Load(Tag(), feed.left + i), nullptr));
            });
            feed.sums[right] = feed.biases[right] + sum.value();
        }
        return saturations;
    }
};

// Calls work(loops) with those for the format.
template <class Work>
HWY_INLINE auto with_loops(const Multiplier& mul, const DenseEdges& edges, bool may_saturate, Work work) {
    if (!mul.rounds_half_up()) {
        return may_saturate ? work(RowLoops<WideProduct, SaturatingSum>(mul, edges))
                            : work(RowLoops<WideProduct, RoomySum>(mul, edges));
    }
    if (!may_saturate) {
        return work(RowLoops<FixedPointProduct, RoomySum>(mul, edges));
    }
    return HopefulSum::fits(mul) ? work(RowLoops<FixedPointProduct, HopefulSum>(mul, edges))
                                 : work(RowLoops<FixedPointProduct, SaturatingSum>(mul, edges));
}

void dense_sum(const Multiplier& mul, const DenseEdges& edges, const Raw* weights, const DenseFeed& feed) {
    with_loops(mul, edges, false, [&](const auto& loops) HWY_ATTR {
        for (std::size_t right = 0; right < edges.right; ++right) {
            feed.sums[right] = feed.biases[right] + loops.sum(weights + row(edges, right), feed.left);
        }
    });
}

std::uint64_t dense_learn(const Multiplier& mul, const DenseEdges& edges, Raw* weights, const DenseLesson& lesson) {
    return with_loops(mul, edges, lesson.may_saturate,
                      [&](const auto& loops) HWY_ATTR { return loops.learn_all(weights, lesson); });
}

std::uint64_t dense_sum_and_learn(const Multiplier& mul, const DenseEdges& edges, Raw* weights, const DenseFeed& feed,
                                  const DenseLesson& lesson) {
    return with_loops(mul, edges, lesson.may_saturate,
                      [&](const auto& loops) HWY_ATTR { return loops.sum_and_learn_all(weights, feed, lesson); });
}

// Deltas back from a right neuron.
template <class Terms>
HWY_INLINE void return_row(const Terms& terms, std::size_t right, const DenseEdges& edges, const Raw* weights,
                           const DenseReturn& deltas, SaturatingSum& sums) {
    const Tag tag;
    const Vector delta = hn::Set(tag, deltas.right_deltas[right]);
    for (std::size_t i = 0; i < edges.left; i += hn::Lanes(tag)) {
        Raw* const place = deltas.left_deltas + i;
        const Vector own = hn::Load(tag, weights + row(edges, right) + i);
        const Vector term = terms(delta, hn::Load(tag, deltas.derivatives + i), own);
        hn::Store(sums.add(hn::Load(tag, place), term), tag, place);
    }
}

std::uint64_t dense_backpropagate(const Multiplier& mul, const DenseEdges& edges, const Raw* weights,
                                  const DenseReturn& deltas) {
    const SmallTerms small(mul);
    const WideTerms wide(mul);
    std::uint64_t saturations = 0;
    for (std::size_t right = 0; right < edges.right; ++right) {
        const std::int32_t delta = deltas.right_deltas[right];
        if (delta == 0) {
            continue;
        }
        SaturatingSum sums(mul);
        if (SmallTerms::fit(mul, std::abs(delta), deltas.highest)) {
            return_row(small, right, edges, weights, deltas, sums);
        } else {
            return_row(wide, right, edges, weights, deltas, sums);
        }
        saturations += sums.saturations();
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

HWY_EXPORT(dense_sum);
HWY_EXPORT(dense_learn);
HWY_EXPORT(dense_sum_and_learn);
HWY_EXPORT(dense_backpropagate);

void dense_sum(const Multiplier& mul, const DenseEdges& edges, const Raw* weights, const DenseFeed& feed) {
    HWY_DYNAMIC_DISPATCH(dense_sum)(mul, edges, weights, feed);
}

std::uint64_t dense_learn(const Multiplier& mul, const DenseEdges& edges, Raw* weights, const DenseLesson& lesson) {
    return HWY_DYNAMIC_DISPATCH(dense_learn)(mul, edges, weights, lesson);
}

std::uint64_t dense_sum_and_learn(const Multiplier& mul, const DenseEdges& edges, Raw* weights, const DenseFeed& feed,
                                  const DenseLesson& lesson) {
    return HWY_DYNAMIC_DISPATCH(dense_sum_and_learn)(mul, edges, weights, feed, lesson);
}

std::uint64_t dense_backpropagate(const Multiplier& mul, const DenseEdges& edges, const Raw* weights,
                                  const DenseReturn& deltas) {
    return HWY_DYNAMIC_DISPATCH(dense_backpropagate)(mul, edges, weights, deltas);
}

} // namespace edgeloom::accelerator::kernels
#endif
