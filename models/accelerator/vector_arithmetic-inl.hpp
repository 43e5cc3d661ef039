// Fixed-point arithmetic on whole vectors. Compiled once for every instruction set: there is no include guard in the
// usual sense.
#include "accelerator/edge_tails.hpp"
#include "numerics/multiplier.hpp"

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

#if defined(EDGELOOM_VECTOR_ARITHMETIC) == defined(HWY_TARGET_TOGGLE)
#ifdef EDGELOOM_VECTOR_ARITHMETIC
#undef EDGELOOM_VECTOR_ARITHMETIC
#else
#define EDGELOOM_VECTOR_ARITHMETIC
#endif

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using numerics::Multiplier;
using numerics::Raw;

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

// The same rounding half up, with y at least 0 and below 1, in units of 2^-15: one instruction.
class FixedPointProduct {
public:
    HWY_INLINE explicit FixedPointProduct(const Multiplier& /*mul*/) {}

    HWY_INLINE Vector operator()(Vector x, Vector y, const std::uint32_t* /*noise*/) const {
        return hn::MulFixedPoint15(x, y);
    }
};

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

// Adds within the format, and counts what saturates. Good for 32767 additions.
class SaturatingSum {
public:
    HWY_INLINE explicit SaturatingSum(const Multiplier& mul)
        : low_(hn::Set(Tag(), static_cast<Raw>(mul.low))),
          high_(hn::Set(Tag(), static_cast<Raw>(mul.high))),
          exact_(hn::Zero(Tag())) {}

    HWY_INLINE Vector add(Vector x, Vector y) {
        const Vector sum = hn::Clamp(hn::SaturatedAdd(x, y), low_, high_);
        const auto is_exact = hn::Eq(sum, hn::Add(x, y)); // what wraps around saturates as well
        exact_ = hn::Sub(exact_, hn::VecFromMask(Tag(), is_exact));
        ++additions_;
        return sum;
    }
    [[nodiscard]] HWY_INLINE std::uint32_t saturations() const {
        Sum sum;
        sum.add(exact_);
        return additions_ * static_cast<std::uint32_t>(hn::Lanes(Tag())) - static_cast<std::uint32_t>(sum.value());
    }
    /// Of sums that lie from `begin` on, `count` of them.
    [[nodiscard]] HWY_INLINE std::uint32_t settle(Raw* /*begin*/, std::size_t /*count*/) const { return saturations(); }

private:
    Vector low_;
    Vector high_;
    Vector exact_; // how many were, by lane
    std::uint32_t additions_ = 0;
};

// The same where no sum leaves the format.
class RoomySum {
public:
    HWY_INLINE explicit RoomySum(const Multiplier& /*mul*/) {}

    HWY_INLINE Vector add(Vector x, Vector y) const { return hn::Add(x, y); }
    [[nodiscard]] HWY_INLINE static std::uint32_t settle(const Raw* /*begin*/, std::size_t /*count*/) { return 0; }
};

// The same where 16 bits hold every sum: what leaves the format, which is rare, is cut off when all are there.
class HopefulSum {
public:
    HWY_INLINE explicit HopefulSum(const Multiplier& mul)
        : mul_(mul),
          above_low_(hn::Set(Tag(), static_cast<Raw>(-mul.low))),
          seen_(hn::Zero(Tag())) {}

    HWY_INLINE static bool fits(const Multiplier& mul) { return mul.high < (1 << 14); }

    HWY_INLINE Vector add(Vector x, Vector y) {
        const Vector sum = hn::Add(x, y);
        seen_ = hn::Or(seen_, hn::Add(sum, above_low_)); // has bits above the format's where a sum leaves it
        return sum;
    }
    [[nodiscard]] HWY_INLINE std::uint32_t settle(Raw* begin, std::size_t count) const {
        const Vector beyond = hn::Set(Tag(), static_cast<Raw>(2 * mul_.low)); // of 2^width - 1, the complement
        return hn::AllTrue(Tag(), hn::Eq(hn::And(seen_, beyond), hn::Zero(Tag()))) ? 0 : cut_off(begin, count);
    }

private:
    // Puts sums that have left the format back into it. Returns how many had.
    [[nodiscard]] HWY_INLINE std::uint32_t cut_off(Raw* begin, std::size_t count) const {
        const Tag tag;
        const Vector low = hn::Set(tag, static_cast<Raw>(mul_.low));
        const Vector high = hn::Set(tag, static_cast<Raw>(mul_.high));
        Sum inside; // -1 for every sum
        for (std::size_t i = 0; i < count; i += hn::Lanes(tag)) {
            const Vector sum = hn::LoadU(tag, begin + i);
            const Vector cut = hn::Clamp(sum, low, high);
            inside.add(hn::VecFromMask(tag, hn::Eq(sum, cut)));
            hn::StoreU(cut, tag, begin + i);
        }
        return static_cast<std::uint32_t>(count) + static_cast<std::uint32_t>(inside.value());
    }

    const Multiplier& mul_;
    Vector above_low_;
    Vector seen_;
};

// Terms of deltas on their way back, mul(mul(delta, derivative), weight): with products of deltas and derivatives, and
// derivatives, below 1.
class SmallTerms {
public:
    HWY_INLINE static bool fit(const Multiplier& mul, std::int32_t greatest_delta, std::int32_t highest_derivative) {
        const std::int32_t one = 1 << mul.shift;
        const std::int32_t most = (greatest_delta * highest_derivative + mul.half) >> mul.shift;
        return mul.rounds_half_up() && highest_derivative < one && most < one;
    }
    HWY_INLINE explicit SmallTerms(const Multiplier& mul)
        : scale_(hn::Set(Tag(), static_cast<Raw>(1 << factor_shift(mul)))) {}

    HWY_INLINE Vector operator()(Vector deltas, Vector derivatives, Vector weights) const {
        const Vector scaled = hn::MulFixedPoint15(deltas, hn::Mul(derivatives, scale_));
        return hn::MulFixedPoint15(weights, hn::Mul(scaled, scale_));
    }

private:
    Vector scale_;
};

// Any.
class WideTerms {
public:
    HWY_INLINE explicit WideTerms(const Multiplier& mul)
        : product_(mul),
          low_(hn::Set(Tag(), static_cast<Raw>(mul.low))),
          high_(hn::Set(Tag(), static_cast<Raw>(mul.high))) {}

    HWY_INLINE Vector operator()(Vector deltas, Vector derivatives, Vector weights) const {
        const Halves scaled = product_(widened(deltas), widened(derivatives), nullptr);
        return hn::Clamp(narrowed(product_(scaled, widened(weights), nullptr)), low_, high_);
    }

private:
    WideProduct product_;
    Vector low_;
    Vector high_;
};

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
