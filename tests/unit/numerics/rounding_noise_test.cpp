#include "numerics/noise.hpp"
#include "numerics/rounding_noise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

namespace edgeloom::numerics::rounding_noise {
namespace {

// The published generator: with 2463534242 its first word is 723471715 (Marsaglia 2003, section 4).
TEST(RoundingNoise, StepsAsPublished) {
    EXPECT_EQ(next_state(2463534242U), 723471715U);
}

using Words = std::vector<std::uint32_t>;

Noise<Words> noise(std::uint32_t lanes, std::uint32_t words, Rounding rounding = Rounding::stochastic) {
    return {rounding, 1, Operation::update, lanes, words, [](std::size_t n) { return Words(n); }};
}

TEST(RoundingNoise, DrawsRowByRow) {
    Noise<Words> three_lanes = noise(3, 6);
    three_lanes.seed(5);
    three_lanes.draw();
    for (std::uint32_t lane = 0; lane < 3; ++lane) {
        EXPECT_EQ(three_lanes[lane], next_state(first_state(5, 1, Operation::update, lane)));
        EXPECT_EQ(three_lanes[lane + 3], next_state(three_lanes[lane]));
    }
    const std::uint32_t last = three_lanes[4];
    three_lanes.draw();
    EXPECT_EQ(three_lanes[1], next_state(last));
    three_lanes.seed(5);
    three_lanes.draw(std::array{5U, 4U, 3U, 2U, 1U, 0U});
    EXPECT_EQ(three_lanes[5], next_state(first_state(5, 1, Operation::update, 0)));
}

TEST(RoundingNoise, IsSilentWithoutStochasticRounding) {
    Noise<Words> silent = noise(3, 6, Rounding::truncate);
    silent.seed(5);
    silent.draw();
    EXPECT_TRUE(silent.silent());
    EXPECT_EQ(silent[4], 0U);
    EXPECT_EQ(silent.from(4), nullptr);
}

// Lanes, operations, junctions and seeds begin apart, and none with 0, which an xorshift never leaves.
TEST(RoundingNoise, FirstStatesDiffer) {
    std::set<std::uint32_t> states;
    std::size_t drawn = 0;
    for (std::uint32_t seed = 0; seed < 3; ++seed) {
        for (std::uint32_t junction = 0; junction < 16; ++junction) {
            for (const Operation operation : {Operation::feedforward, Operation::backpropagation, Operation::update,
                                              Operation::step, Operation::output_delta}) {
                for (std::uint32_t lane = 0; lane < 64; ++lane, ++drawn) {
                    states.insert(first_state(seed, junction, operation, lane));
                }
            }
        }
    }
    EXPECT_EQ(states.size(), drawn);
    EXPECT_FALSE(states.contains(0));
}

// Every bit of the words is as often 1 as 0, within four standard deviations.
TEST(RoundingNoise, BitsAreFair) {
    constexpr std::uint32_t words = 32 * 1000;
    Noise<Words> drawn = noise(32, words);
    drawn.seed(7);
    drawn.draw();
    for (unsigned bit = 0; bit < 32; ++bit) {
        double ones = 0;
        for (std::uint32_t i = 0; i < words; ++i) {
            ones += (drawn[i] >> bit) & 1U;
        }
        EXPECT_NEAR(ones, words / 2.0, 2.0 * std::sqrt(words)) << "bit " << bit;
    }
}

} // namespace
} // namespace edgeloom::numerics::rounding_noise
