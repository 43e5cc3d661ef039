#include "numerics/initial.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace edgeloom::numerics {
namespace {

RC_GTEST_PROP(IntegerRoot, IsTheFloorOfTheRoot, ()) {
    const auto x = *rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(), rc::gen::just(~std::uint64_t{0}),
                                   rc::gen::map(rc::gen::arbitrary<std::uint32_t>(),
                                                [](std::uint32_t root) { return std::uint64_t{root} * root; }));
    const auto root = boost::multiprecision::uint128_t{integer_root(x)};
    RC_ASSERT(root * root <= x);
    RC_ASSERT((root + 1) * (root + 1) > x);
}

// The values once more in floating point: within one unit, and that seldom.
RC_GTEST_PROP(InitialValues, AreQuantisedNormalValues, (std::uint64_t seed)) {
    const int width = *rc::gen::inRange(4, 17);
    const Format format{width, *rc::gen::inRange(1, width)};
    const auto fan_in = *rc::gen::inRange<std::uint32_t>(1, 2000);
    const auto fan_out = *rc::gen::inRange<std::uint32_t>(1, 2000);
    const InitialValues initial(format, fan_in, fan_out);
    Random random(seed, stream::weights(1));
    Random same(seed, stream::weights(1));
    for (int i = 0; i < 50; ++i) {
        const double normal = same.normal() / std::ldexp(1.0, normal_table::fraction_bits);
        const double value = normal * std::sqrt(2.0 / (fan_in + fan_out)) * format.one();
        const double clipped = std::clamp<double>(value, format.min(), format.max());
        const std::int32_t drawn = initial.draw(random);
        RC_ASSERT(drawn >= format.min());
        RC_ASSERT(drawn <= format.max());
        RC_ASSERT(std::abs(drawn - clipped) <= 0.5 + 1e-4);
    }
}

TEST(InitialValues, HaveGlorotsVariance) {
    constexpr std::uint32_t fan_in = 64;
    constexpr std::uint32_t fan_out = 4;
    constexpr Format format{16, 1}; // fine: quantisation adds little
    const InitialValues initial(format, fan_in, fan_out);
    Random random(1, stream::weights(1));
    constexpr int draws = 400000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; ++i) {
        const double value = initial.draw(random) / static_cast<double>(format.one());
        sum += value;
        squares += value * value;
    }
    constexpr double variance = 2.0 / (fan_in + fan_out);
    EXPECT_NEAR(sum / draws, 0.0, 4 * std::sqrt(variance / draws));
    EXPECT_NEAR(squares / draws, variance, 4 * variance * std::sqrt(2.0 / draws));
}

TEST(InitialValues, SaturateWhereTheDegreesAreSmall) {
    constexpr Format format{4, 1}; // -2 .. 1.75
    const InitialValues initial(format, 1, 0);
    Random random(1, stream::biases(1));
    int extreme = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::int32_t value = initial.draw(random);
        extreme += value == format.min() || value == format.max() ? 1 : 0;
    }
    EXPECT_GT(extreme, 100);
}

TEST(InitialValues, NoDegreesCountAsOne) {
    const InitialValues none({12, 3}, 0, 0);
    const InitialValues one({12, 3}, 1, 0);
    Random random(1, 1);
    Random same(1, 1);
    EXPECT_EQ(none.draw(random), one.draw(same));
}

} // namespace
} // namespace edgeloom::numerics
