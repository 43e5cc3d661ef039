#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace edgeloom::numerics {
namespace {

// The specification's rules once more, on 128-bit integers and with a division that rounds down.
namespace spec {

using Int = boost::multiprecision::int128_t;

Int power_of_two(int k) {
    Int power = 1;
    for (int i = 0; i < k; ++i) {
        power *= 2;
    }
    return power;
}

Int floor_divide(Int x, Int y) {
    const Int quotient = x / y;
    return quotient * y > x ? Int{quotient - 1} : quotient;
}

Int rhu(Int x, int k) {
    return k == 0 ? x : floor_divide(x + power_of_two(k - 1), power_of_two(k));
}

Int sat(const Format& format, Int x) {
    const Int limit = power_of_two(format.width - 1);
    return std::min<Int>(limit - 1, std::max<Int>(-limit, x));
}

} // namespace spec

Format any_format() {
    const int width = *rc::gen::inRange(Format::min_width, Format::max_width + 1);
    return {width, *rc::gen::inRange(1, width)};
}

std::int32_t any_value(const Format& format) {
    return *rc::gen::oneOf(rc::gen::inRange(format.min(), format.max() + 1),
                           rc::gen::element(format.min(), format.min() + 1, -1, 0, 1, format.max()));
}

TEST(Format, ReferenceFormats) {
    EXPECT_EQ((Format{8, 2}.fraction()), 5);
    EXPECT_EQ((Format{10, 2}.fraction()), 7);
    EXPECT_EQ((Format{10, 3}.fraction()), 6);
    EXPECT_EQ((Format{12, 3}.fraction()), 8);
    EXPECT_EQ((Format{16, 4}.fraction()), 11);
    EXPECT_EQ((Format{12, 3}.min()), -2048);
    EXPECT_EQ((Format{12, 3}.max()), 2047);
    EXPECT_EQ((Format{12, 3}.one()), 256);
}

TEST(Format, LegalBounds) {
    EXPECT_TRUE((Format{4, 1}.legal()));
    EXPECT_TRUE((Format{4, 3}.legal()));
    EXPECT_TRUE((Format{16, 15}.legal()));
    EXPECT_FALSE((Format{3, 1}.legal()));
    EXPECT_FALSE((Format{17, 1}.legal()));
    EXPECT_FALSE((Format{12, 0}.legal()));
    EXPECT_FALSE((Format{12, 12}.legal()));
    EXPECT_TRUE((Format{12, 3, Rounding::stochastic}.legal()));
    EXPECT_FALSE((Format{12, 3, static_cast<Rounding>(3)}.legal()));
}

TEST(Format, RoundsHalvesUp) {
    EXPECT_EQ(round_half_up(3, 1), 2);
    EXPECT_EQ(round_half_up(-3, 1), -1);
    EXPECT_EQ(round_half_up(-1, 1), 0);
    EXPECT_EQ(round_half_up(-5, 2), -1);
    EXPECT_EQ(round_half_up(-6, 2), -1);
    EXPECT_EQ(round_half_up(-7, 2), -2);
    EXPECT_EQ(round_half_up(-7, 0), -7);
}

TEST(Format, TruncatesTowardsMinusInfinity) {
    const auto truncated = [](std::int64_t x, int k) { return shift_right(x, k, Rounding::truncate, ~0U); };
    EXPECT_EQ(truncated(7, 2), 1);
    EXPECT_EQ(truncated(-1, 2), -1);
    EXPECT_EQ(truncated(-8, 2), -2);
    EXPECT_EQ(truncated(-7, 0), -7);
    EXPECT_EQ((Format{8, 2, Rounding::truncate}.multiply(-1, 1)), -1);
}

// With all 2^k values of the noise, the mean is the exact quotient.
RC_GTEST_PROP(Format, StochasticRoundingIsRightInTheMean, ()) {
    const auto x = *rc::gen::inRange<std::int64_t>(-(std::int64_t{1} << 40), std::int64_t{1} << 40);
    const int k = *rc::gen::inRange(0, 12);
    const auto others = *rc::gen::arbitrary<std::uint32_t>() << static_cast<unsigned>(k); // bits that do not count
    std::int64_t sum = 0;
    for (std::uint32_t noise = 0; noise < 1U << static_cast<unsigned>(k); ++noise) {
        const std::int64_t rounded = shift_right(x, k, Rounding::stochastic, noise | others);
        RC_ASSERT(rounded == x >> k || rounded == (x >> k) + 1);
        sum += rounded;
    }
    RC_ASSERT(sum == x);
}

// A product that saturates: here the authors' RTL, which saturates before it rounds, gives min+1.
TEST(Format, NegativeOverflowGivesTheMinimum) {
    constexpr Format format{12, 3};
    EXPECT_EQ(format.multiply(format.min(), format.max()), format.min());
    EXPECT_EQ(format.multiply(format.min(), format.min()), format.max());
}

RC_GTEST_PROP(Format, RoundingIsThatOfTheSpecification, ()) {
    const auto x = *rc::gen::inRange<std::int64_t>(-(std::int64_t{1} << 60), std::int64_t{1} << 60);
    const int k = *rc::gen::inRange(0, 61);
    RC_ASSERT(spec::rhu(x, k) == round_half_up(x, k));
}

RC_GTEST_PROP(Format, SaturationIsThatOfTheSpecification, ()) {
    const Format format = any_format();
    const auto x = *rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(),
                                   rc::gen::inRange<std::int64_t>(2 * format.min(), 2 * format.max()));
    RC_ASSERT(spec::sat(format, x) == format.saturate(x));
}

RC_GTEST_PROP(Format, ProductsAndSumsAreThoseOfTheSpecification, ()) {
    const Format format = any_format();
    const std::int32_t x = any_value(format);
    const std::int32_t y = any_value(format);
    RC_ASSERT(spec::sat(format, spec::rhu(spec::Int{x} * y, format.fraction())) == format.multiply(x, y));
    RC_ASSERT(spec::sat(format, spec::Int{x} + y) == format.add(x, y));
}

RC_GTEST_PROP(Multiplier, MultipliesAsTheFormatDoes, ()) {
    Format format = any_format();
    format.rounding = *rc::gen::element(Rounding::half_up, Rounding::truncate, Rounding::stochastic);
    const auto noise = *rc::gen::arbitrary<std::uint32_t>();
    const Multiplier multiplier(format);
    const std::int32_t x = *rc::gen::oneOf(rc::gen::just(any_value(format)), rc::gen::just(format.min()));
    const std::int32_t y = *rc::gen::oneOf(rc::gen::just(any_value(format)), rc::gen::just(format.min()));
    RC_ASSERT(multiplier(x, y, noise) == format.multiply(x, y, noise));
    const auto part = *rc::gen::inRange<std::int32_t>(0, format.one() + 1); // of 1
    if (part <= format.max()) {
        RC_ASSERT(multiplier.scale(x, part, noise) == format.multiply(x, part, noise));
    }
}

RC_GTEST_PROP(Format, PixelIsThe256thPart, ()) {
    const Format format = any_format();
    const auto pixel = *rc::gen::arbitrary<std::uint8_t>();
    const spec::Int scaled = spec::floor_divide(pixel * spec::power_of_two(format.fraction()), 256);
    RC_ASSERT(scaled == format.from_pixel(pixel));
    RC_ASSERT(format.from_pixel(pixel) <= format.max());
}

} // namespace
} // namespace edgeloom::numerics
