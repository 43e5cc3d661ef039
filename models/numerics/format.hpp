// The one fixed-point format that all values of a network share, and its arithmetic (freestanding).
#pragma once

#include <cstdint>

namespace edgeloom::numerics {

/// A value of the format as it is kept: no format has more than 16 bits.
using Raw = std::int16_t;

/// floor((x + 2^(k-1)) / 2^k), and x for k = 0: rounding half up (spec section 3).
[[nodiscard]] constexpr std::int64_t round_half_up(std::int64_t x, int k) {
    return k == 0 ? x : (x + (std::int64_t{1} << (k - 1))) >> k;
}

/// What becomes of the bits that a shift to the right leaves out.
enum class Rounding : std::uint8_t {
    half_up,    ///< spec section 3
    truncate,   ///< they are dropped: towards minus infinity
    stochastic, ///< up with the probability that they give (Gupta et al., ICML 2015): random bits are added before
};

/// x / 2^k as a whole number. `noise`: the random bits, of which only stochastic rounding takes the lowest k.
[[nodiscard]] constexpr std::int64_t shift_right(std::int64_t x, int k, Rounding rounding, std::uint32_t noise) {
    switch (rounding) {
    case Rounding::half_up:
        return round_half_up(x, k);
    case Rounding::truncate:
        return x >> k;
    default:
        return (x + (noise & ((std::int64_t{1} << k) - 1))) >> k;
    }
}

/// Two's complement with `width` = 1 + integer + fraction bits; all values are raw integers, in units of 2^-fraction.
struct Format {
    int width = 12;
    int integer = 3;
    Rounding rounding = Rounding::half_up; ///< of products and of learning steps

    static constexpr int min_width = 4;
    static constexpr int max_width = 16;

    [[nodiscard]] constexpr bool legal() const {
        return width >= min_width && width <= max_width && integer >= 1 && integer < width &&
               rounding <= Rounding::stochastic;
    }
    [[nodiscard]] constexpr int fraction() const { return width - 1 - integer; }
    [[nodiscard]] constexpr std::int32_t min() const { return -(std::int32_t{1} << (width - 1)); }
    [[nodiscard]] constexpr std::int32_t max() const { return (std::int32_t{1} << (width - 1)) - 1; }
    /// The raw value of 1.0.
    [[nodiscard]] constexpr std::int32_t one() const { return std::int32_t{1} << fraction(); }

    [[nodiscard]] constexpr std::int32_t saturate(std::int64_t x) const {
        return x > max() ? max() : x < min() ? min() : static_cast<std::int32_t>(x);
    }
    /// `noise` is for stochastic rounding alone.
    [[nodiscard]] constexpr std::int32_t multiply(std::int32_t x, std::int32_t y, std::uint32_t noise = 0) const {
        return saturate(shift_right(std::int64_t{x} * y, fraction(), rounding, noise));
    }
    [[nodiscard]] constexpr std::int32_t add(std::int32_t x, std::int32_t y) const {
        return saturate(std::int64_t{x} + y);
    }
    /// The activation of an 8-bit pixel: v/256, bits below the format's cut off.
    [[nodiscard]] constexpr std::int32_t from_pixel(std::uint8_t pixel) const {
        return fraction() >= 8 ? pixel << (fraction() - 8) : pixel >> (8 - fraction());
    }

    friend constexpr bool operator==(const Format&, const Format&) = default;
};

} // namespace edgeloom::numerics
