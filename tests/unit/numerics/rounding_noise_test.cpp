#include "numerics/rounding_noise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>
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

TEST(RoundingNoise, DrawsRowByRow) {
    std::array<std::uint32_t, 3> lanes{1, 2, 3};
    std::vector<std::uint32_t> words(6);
    draw(lanes, words);
    EXPECT_EQ(words[1], next_state(2));
    EXPECT_EQ(words[4], next_state(words[1]));
    EXPECT_THAT(lanes, testing::ElementsAreArray(words.begin() + 3, words.end()));
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
    constexpr std::size_t rows = 1000;
    constexpr std::size_t z = 32;
    std::array<std::uint32_t, z> lanes{};
    seed(lanes, 7, 0, Operation::update);
    std::vector<std::uint32_t> words(rows * z);
    draw(lanes, words);
    for (unsigned bit = 0; bit < 32; ++bit) {
        double ones = 0;
        for (const std::uint32_t word : words) {
            ones += (word >> bit) & 1U;
        }
        EXPECT_NEAR(ones, rows * z / 2.0, 2.0 * std::sqrt(rows * z)) << "bit " << bit;
    }
}

} // namespace
} // namespace edgeloom::numerics::rounding_noise
