#include "accelerator/edge_kernels.hpp"

#include "accelerator/edge_tails.hpp"

#include <algorithm>

// Vectors are members and elements here, which those without a fixed width cannot be.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

// Compiled once for every instruction set; which one is used is settled when the program runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "accelerator/edge_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using numerics::Multiplier;
using numerics::Raw;

#if HWY_TARGET == HWY_SCALAR // a machine without vectors

std::size_t vector_lanes() {
    return 1;
}

void rotate_columns(const Raw* values, std::uint32_t rows, std::span<const std::uint16_t> starts, Raw* rotated,
                    Raw* /*scratch*/) {
    tail::rotate_columns(values, rows, starts, rotated, 0);
}

std::int32_t sum_products(const Multiplier& mul, EdgeRun edges, Factors activations) {
    return tail::sum_products(mul, edges, activations, 0);
}

std::uint32_t add_steps(const Multiplier& mul, EdgeRun edges, Factors activations, std::int32_t step) {
    return tail::add_steps(mul, edges, activations, step, 0);
}

SumAndSaturations sum_products_and_add_steps(const Multiplier& mul, EdgeRun edges, Factors summed, Factors learnt,
                                             std::int32_t step) {
    const std::int32_t sum = tail::sum_products(mul, edges, summed, 0);
    return {sum, tail::add_steps(mul, edges, learnt, step, 0)};
}

void delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t delta, Raw* terms) {
    tail::delta_terms(mul, edges, derivatives, delta, terms, 0);
}

std::uint32_t add_terms(const Multiplier& mul, Raw* deltas, const Raw* terms, std::uint32_t count) {
    return tail::add_terms(mul, deltas, terms, count, 0);
}

#else

using Tag = hn::ScalableTag<Raw>;
using HalfTag = hn::Half<Tag>;
using WideTag = hn::Rebind<std::int32_t, HalfTag>;
using WideNoiseTag = hn::Rebind<std::uint32_t, HalfTag>;
using Vector = hn::Vec<Tag>;
using Wide = hn::Vec<WideTag>;

// Half of the lanes in 32 bits each.
struct Halves {
    Wide lower;
    Wide upper;
};

HWY_INLINE Halves widened(Vector v) {
    const WideTag wide;
    return {hn::PromoteTo(wide, hn::LowerHalf(HalfTag(), v)), hn::PromoteTo(wide, hn::UpperHalf(HalfTag(), v))};
}

// Saturates to 16 bits.
HWY_INLINE Vector narrowed(const Halves& halves) {
    const HalfTag half;
    return hn::Combine(Tag(), hn::DemoteTo(half, halves.upper), hn::DemoteTo(half, halves.lower));
}

// Multiplier::scale() on whole vectors, for any rounding.
class WideProduct {
public:
    HWY_INLINE explicit WideProduct(const Multiplier& mul)
        : shift_(mul.shift),
          half_(hn::Set(WideTag(), mul.half)),
          random_(hn::Set(WideNoiseTag(), mul.random)) {}

    // `noise`: of the lanes' edges, or null; `drop`: low bits of it that are left out
    template <int drop = 0>
    HWY_INLINE Halves operator()(const Halves& x, const Halves& y, const std::uint32_t* noise) const {
        const std::size_t upper = hn::Lanes(HalfTag());
        return {scaled<drop>(hn::Mul(x.lower, y.lower), noise),
                scaled<drop>(hn::Mul(x.upper, y.upper), noise == nullptr ? noise : noise + upper)};
    }
    HWY_INLINE Vector operator()(Vector x, Vector y, const std::uint32_t* noise) const {
        return narrowed((*this)(widened(x), widened(y), noise));
    }

private:
    template <int drop>
    HWY_INLINE Wide scaled(Wide product, const std::uint32_t* noise) const {
        Wide sum = hn::Add(product, half_);
        if (noise != nullptr) {
            const auto words = hn::ShiftRight<drop>(hn::LoadU(WideNoiseTag(), noise));
            sum = hn::Add(sum, hn::BitCast(WideTag(), hn::And(words, random_)));
        }
        return hn::ShiftRightSame(sum, shift_);
    }

    int shift_;
    Wide half_;
    hn::Vec<WideNoiseTag> random_;
};

// The same rounding half up, with y at least 0 and below 1: what one instruction does to fractions of 15 bits.
class FixedPointProduct {
public:
    HWY_INLINE explicit FixedPointProduct(const Multiplier& mul) : missing_bits_(15 - mul.shift) {}

    HWY_INLINE Vector operator()(Vector x, Vector y, const std::uint32_t* /*noise*/) const {
        return hn::MulFixedPoint15(x, hn::ShiftLeftSame(y, missing_bits_));
    }

private:
    int missing_bits_;
};

HWY_INLINE const std::uint32_t* from(const std::uint32_t* noise, std::size_t edge) {
    return noise == nullptr ? nullptr : noise + edge;
}
// Of 16-bit lanes.
class Sum {
public:
    HWY_INLINE Sum() : sum_(hn::Zero(hn::RepartitionToWide<Tag>())), rest_(sum_) {}

    HWY_INLINE void add(Vector v) {
        const hn::RepartitionToWide<Tag> pairs;
        sum_ = hn::ReorderWidenMulAccumulate(pairs, v, hn::Set(Tag(), 1), sum_, rest_);
    }
    [[nodiscard]] HWY_INLINE std::int32_t value() const {
        const hn::RepartitionToWide<Tag> pairs;
        return hn::GetLane(hn::SumOfLanes(pairs, hn::Add(sum_, rest_)));
    }

private:
    using Pairs = hn::Vec<hn::RepartitionToWide<Tag>>;
    Pairs sum_;
    Pairs rest_;
};

// Adds within the format, and counts what saturates.
class SaturatingSum {
public:
    HWY_INLINE explicit SaturatingSum(const Multiplier& mul)
        : low_(hn::Set(Tag(), static_cast<Raw>(mul.low))),
          high_(hn::Set(Tag(), static_cast<Raw>(mul.high))),
          count_(hn::Zero(Tag())) {}

    HWY_INLINE Vector add(Vector x, Vector y) {
        const Vector sum = hn::Clamp(hn::SaturatedAdd(x, y), low_, high_);
        const auto saturated = hn::Ne(sum, hn::Add(x, y)); // what wraps around saturates as well
        count_ = hn::Sub(count_, hn::VecFromMask(Tag(), saturated));
        return sum;
    }
    [[nodiscard]] HWY_INLINE std::uint32_t saturations() const {
        Sum sum;
        sum.add(count_);
        return static_cast<std::uint32_t>(sum.value());
    }

private:
    Vector low_;
    Vector high_;
    Vector count_; // of those saturated, by lane
};

template <class Product>
HWY_INLINE std::int32_t sum_products_by(const Product& product, const Multiplier& mul, EdgeRun edges, Factors factors) {
    const Tag tag;
    Sum sum;
    std::size_t e = 0;
    for (; e + hn::Lanes(tag) <= edges.count; e += hn::Lanes(tag)) {
        sum.add(product(hn::LoadU(tag, edges.weights + e), hn::LoadU(tag, factors.values + e), from(factors.noise, e)));
    }
    return (e == 0 ? 0 : sum.value()) + tail::sum_products(mul, edges, factors, e);
}

template <class Product>
HWY_INLINE std::uint32_t add_steps_by(const Product& product, const Multiplier& mul, EdgeRun edges, Factors factors,
                                      std::int32_t step) {
    const Tag tag;
    const Vector steps = hn::Set(tag, static_cast<Raw>(step));
    SaturatingSum learning(mul);
    std::size_t e = 0;
    for (; e + hn::Lanes(tag) <= edges.count; e += hn::Lanes(tag)) {
        const Vector more = product(steps, hn::LoadU(tag, factors.values + e), from(factors.noise, e));
        hn::StoreU(learning.add(hn::LoadU(tag, edges.weights + e), more), tag, edges.weights + e);
    }
    return (e == 0 ? 0 : learning.saturations()) + tail::add_steps(mul, edges, factors, step, e);
}

template <class Product>
HWY_INLINE SumAndSaturations sum_and_add_by(const Product& product, const Multiplier& mul, EdgeRun edges,
                                            Factors summed, Factors learnt, std::int32_t step) {
    const Tag tag;
    const Vector steps = hn::Set(tag, static_cast<Raw>(step));
    Sum sum;
    SaturatingSum learning(mul);
    std::size_t e = 0;
    for (; e + hn::Lanes(tag) <= edges.count; e += hn::Lanes(tag)) {
        const Vector weights = hn::LoadU(tag, edges.weights + e);
        sum.add(product(weights, hn::LoadU(tag, summed.values + e), from(summed.noise, e)));
        const Vector more = product(steps, hn::LoadU(tag, learnt.values + e), from(learnt.noise, e));
        hn::StoreU(learning.add(weights, more), tag, edges.weights + e);
    }
    const SumAndSaturations left_over{tail::sum_products(mul, edges, summed, e),
                                      tail::add_steps(mul, edges, learnt, step, e)};
    return e == 0 ? left_over
                  : SumAndSaturations{sum.value() + left_over.sum, learning.saturations() + left_over.saturations};
}

std::size_t vector_lanes() {
    return hn::Lanes(Tag());
}

// Rows of a column block, `stride` values apart.
template <class Value>
struct Rows {
    Value* next;
    std::size_t stride;

    HWY_INLINE Value* take() {
        Value* const row = next;
        next += stride;
        return row;
    }
};

// Those lanes of `count` rows that are asked for come from elsewhere.
HWY_INLINE void select(Rows<const Raw>& here, Rows<const Raw>& elsewhere, Rows<Raw>& to, std::uint32_t count,
                       hn::Mask<Tag> which) {
    const Tag tag;
    for (std::uint32_t row = 0; row < count; ++row) {
        hn::StoreU(hn::IfThenElse(which, hn::LoadU(tag, elsewhere.take()), hn::LoadU(tag, here.take())), tag,
                   to.take());
    }
}

// Rotates the lanes that are asked for.
HWY_INLINE void rotate_some(Rows<const Raw> from, Rows<Raw> to, std::uint32_t rows, std::uint32_t distance,
                            hn::Mask<Tag> which) {
    Rows<const Raw> here = from;
    Rows<const Raw> elsewhere{from.next + distance * from.stride, from.stride};
    select(here, elsewhere, to, rows - distance, which);
    select(here, from, to, distance, which); // once around
}

// By 1, by 2, by 4 and so on, as a barrel shifter does.
HWY_INLINE void rotate_block(Rows<const Raw> from, Rows<Raw> to, std::uint32_t rows, Vector starts, Raw* scratch) {
    const Tag tag;
    const std::size_t width = hn::Lanes(tag);
    std::size_t half = 0; // of the scratch memory
    for (std::uint32_t distance = 1; distance < rows; distance *= 2) {
        const bool last = distance * 2 >= rows;
        const Rows<Raw> next = last ? to : Rows<Raw>{scratch + half * rows * width, width};
        rotate_some(from, next, rows, distance, hn::TestBit(starts, hn::Set(tag, static_cast<Raw>(distance))));
        from = {next.next, next.stride};
        half = 1 - half;
    }
}

// The same within registers, for a number of rows that is known when this is compiled.
template <std::uint32_t rows>
HWY_INLINE void rotate_block(Rows<const Raw> from, Rows<Raw> to, Vector starts) {
    const Tag tag;
    Vector block[rows];
    for (Vector& row : block) {
        row = hn::LoadU(tag, from.take());
    }
    for (std::uint32_t distance = 1; distance < rows; distance *= 2) {
        const auto which = hn::TestBit(starts, hn::Set(tag, static_cast<Raw>(distance)));
        Vector before[rows];
        std::copy_n(block, rows, before);
        for (std::uint32_t row = 0; row < rows; ++row) {
            block[row] = hn::IfThenElse(which, before[(row + distance) % rows], before[row]);
        }
    }
    for (const Vector& row : block) {
        hn::StoreU(row, tag, to.take());
    }
}

void rotate_columns(const Raw* values, std::uint32_t rows, std::span<const std::uint16_t> starts, Raw* rotated,
                    Raw* scratch) {
    const Tag tag;
    const hn::RebindToUnsigned<Tag> unsigned_tag;
    const std::size_t width = hn::Lanes(tag);
    std::size_t lane = 0;
    for (; lane + width <= starts.size(); lane += width) {
        const Vector start = hn::BitCast(tag, hn::LoadU(unsigned_tag, starts.data() + lane));
        const Rows<const Raw> from{values + lane, starts.size()};
        const Rows<Raw> to{rotated + lane, starts.size()};
        switch (rows) {
        case 1:
            rotate_block<1>(from, to, start);
            break;
        case 2:
            rotate_block<2>(from, to, start);
            break;
        case 4:
            rotate_block<4>(from, to, start);
            break;
        case 8:
            rotate_block<8>(from, to, start);
            break;
        default:
            rotate_block(from, to, rows, start, scratch);
        }
    }
    tail::rotate_columns(values, rows, starts, rotated, lane);
}

std::int32_t sum_products(const Multiplier& mul, EdgeRun edges, Factors activations) {
    return mul.rounds_half_up() ? sum_products_by(FixedPointProduct(mul), mul, edges, activations)
                                : sum_products_by(WideProduct(mul), mul, edges, activations);
}

std::uint32_t add_steps(const Multiplier& mul, EdgeRun edges, Factors activations, std::int32_t step) {
    return mul.rounds_half_up() ? add_steps_by(FixedPointProduct(mul), mul, edges, activations, step)
                                : add_steps_by(WideProduct(mul), mul, edges, activations, step);
}

SumAndSaturations sum_products_and_add_steps(const Multiplier& mul, EdgeRun edges, Factors summed, Factors learnt,
                                             std::int32_t step) {
    return mul.rounds_half_up() ? sum_and_add_by(FixedPointProduct(mul), mul, edges, summed, learnt, step)
                                : sum_and_add_by(WideProduct(mul), mul, edges, summed, learnt, step);
}

void delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t delta, Raw* terms) {
    const Tag tag;
    const WideProduct product(mul);
    const Wide deltas = hn::Set(WideTag(), delta);
    const Vector low = hn::Set(tag, static_cast<Raw>(mul.low));
    const Vector high = hn::Set(tag, static_cast<Raw>(mul.high));
    std::size_t e = 0;
    for (; e + hn::Lanes(tag) <= edges.count; e += hn::Lanes(tag)) {
        const std::uint32_t* const noise = from(derivatives.noise, e);
        const Halves scaled = product({deltas, deltas}, widened(hn::LoadU(tag, derivatives.values + e)), noise);
        const Vector term = narrowed(
            product.operator()<noise_of_second_product>(scaled, widened(hn::LoadU(tag, edges.weights + e)), noise));
        hn::StoreU(hn::Clamp(term, low, high), tag, terms + e);
    }
    tail::delta_terms(mul, edges, derivatives, delta, terms, e);
}

std::uint32_t add_terms(const Multiplier& mul, Raw* deltas, const Raw* terms, std::uint32_t count) {
    const Tag tag;
    SaturatingSum sum(mul);
    std::size_t i = 0;
    for (; i + hn::Lanes(tag) <= count; i += hn::Lanes(tag)) {
        hn::StoreU(sum.add(hn::LoadU(tag, deltas + i), hn::LoadU(tag, terms + i)), tag, deltas + i);
    }
    return sum.saturations() + tail::add_terms(mul, deltas, terms, count, i);
}

#endif

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace edgeloom::accelerator::kernels {

using numerics::Multiplier;
using numerics::Raw;

HWY_EXPORT(vector_lanes);
HWY_EXPORT(rotate_columns);
HWY_EXPORT(sum_products);
HWY_EXPORT(add_steps);
HWY_EXPORT(sum_products_and_add_steps);
HWY_EXPORT(delta_terms);
HWY_EXPORT(add_terms);

void rotate_columns(const Raw* values, std::uint32_t rows, std::span<const std::uint16_t> starts, Raw* rotated,
                    Raw* scratch) {
    HWY_DYNAMIC_DISPATCH(rotate_columns)(values, rows, starts, rotated, scratch);
}

std::size_t rotation_scratch(std::uint32_t rows) {
    return std::size_t{2} * rows * HWY_DYNAMIC_DISPATCH(vector_lanes)();
}

std::int32_t sum_products(const Multiplier& mul, EdgeRun edges, Factors activations) {
    return HWY_DYNAMIC_DISPATCH(sum_products)(mul, edges, activations);
}

std::uint32_t add_steps(const Multiplier& mul, EdgeRun edges, Factors activations, std::int32_t step) {
    return HWY_DYNAMIC_DISPATCH(add_steps)(mul, edges, activations, step);
}

SumAndSaturations sum_products_and_add_steps(const Multiplier& mul, EdgeRun edges, Factors summed, Factors learnt,
                                             std::int32_t step) {
    return HWY_DYNAMIC_DISPATCH(sum_products_and_add_steps)(mul, edges, summed, learnt, step);
}

void delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t delta, Raw* terms) {
    HWY_DYNAMIC_DISPATCH(delta_terms)(mul, edges, derivatives, delta, terms);
}

std::uint32_t add_terms(const Multiplier& mul, Raw* deltas, const Raw* terms, std::uint32_t count) {
    return HWY_DYNAMIC_DISPATCH(add_terms)(mul, deltas, terms, count);
}

} // namespace edgeloom::accelerator::kernels
#endif
