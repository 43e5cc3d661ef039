// Products of the fixed-point format on 32-bit integers, for loops over edges (freestanding).
#pragma once

#include "numerics/format.hpp"

#include <algorithm>
#include <cstdint>

namespace edgeloom::numerics {

/// Format::multiply, with what a loop over edges does not change worked out once: a product of two 16-bit values and
/// what rounding adds fit into 32 bits. `noise` is for stochastic rounding alone.
struct Multiplier {
    explicit constexpr Multiplier(Format format)
        : shift(format.fraction()),
          half(shift == 0 || format.rounding != Rounding::half_up ? 0 : 1 << (shift - 1)),
          random(format.rounding == Rounding::stochastic ? (1U << static_cast<unsigned>(shift)) - 1 : 0),
          low(format.min()),
          high(format.max()) {}

    [[nodiscard]] constexpr std::int32_t operator()(std::int32_t x, std::int32_t y, std::uint32_t noise = 0) const {
        return saturate(scale(x, y, noise));
    }
    /// The same where |y| is at most 1, as all activations and derivatives are: the product is no larger than x.
    [[nodiscard]] constexpr std::int32_t scale(std::int32_t x, std::int32_t y, std::uint32_t noise = 0) const {
        return (x * y + half + static_cast<std::int32_t>(noise & random)) >> shift;
    }
    /// Of products of fractions; false where the format has no fraction.
    [[nodiscard]] constexpr bool rounds_half_up() const { return half != 0; }
    [[nodiscard]] constexpr std::int32_t saturate(std::int32_t x) const { return std::min(high, std::max(low, x)); }

    std::int32_t shift;
    std::int32_t half;    // added before the shift
    std::uint32_t random; // the bits of the noise that are added
    std::int32_t low;
    std::int32_t high;
};

} // namespace edgeloom::numerics
