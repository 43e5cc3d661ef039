#include "numerics/random.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace edgeloom::numerics {
namespace {

constexpr double normal_unit = 1.0 / (1 << normal_table::fraction_bits);

// The public reference generators, as their authors describe them.
std::uint64_t split_mix_64(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

TEST(Random, IsXoshiro128StarStarSeededBySplitMix) {
    constexpr std::uint64_t seed = 42;
    constexpr std::uint32_t stream = 7;
    std::uint64_t seeder = seed;
    seeder = split_mix_64(seeder) ^ stream;
    const std::uint64_t low = split_mix_64(seeder);
    const std::uint64_t high = split_mix_64(seeder);
    std::uint32_t s[4]{static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(low >> 32),
                       static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(high >> 32)};
    const auto rotate = [](std::uint32_t x, int k) { return (x << k) | (x >> (32 - k)); };
    Random random(seed, stream);
    for (int i = 0; i < 1000; ++i) {
        const std::uint32_t expected = rotate(s[1] * 5, 7) * 9;
        const std::uint32_t t = s[1] << 9;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = rotate(s[3], 11);
        ASSERT_EQ(random.next(), expected);
    }
}

// A run is repeatable on every machine: these numbers must never change.
TEST(Random, FirstNumbersAreFixed) {
    constexpr std::uint32_t first = Random(1, stream::weights(0)).next();
    Random random(1, stream::weights(0));
    EXPECT_EQ(random.next(), first);
    std::vector<std::uint32_t> numbers;
    for (int i = 0; i < 4; ++i) {
        numbers.push_back(random.next());
    }
    EXPECT_EQ(first, 0x056AD16CU);
    EXPECT_EQ(numbers, (std::vector<std::uint32_t>{0x199B865F, 0x07CB9A9A, 0x21FA7E28, 0x54884B87}));
}

TEST(Random, StreamsDiffer) {
    std::set<std::vector<std::uint32_t>> starts;
    std::set<std::uint32_t> numbers;
    int drawn = 0;
    for (const std::uint64_t seed : {0ULL, 1ULL, 2ULL, ~0ULL}) {
        for (std::uint32_t k = 0; k < 16; ++k) {
            for (const std::uint32_t stream :
                 {stream::pattern(k), stream::weights(k), stream::biases(k), stream::shuffle(k)}) {
                Random random(seed, stream);
                std::vector<std::uint32_t> start;
                for (int i = 0; i < 8; ++i, ++drawn) {
                    start.push_back(random.next());
                    numbers.insert(start.back());
                }
                EXPECT_TRUE(starts.insert(start).second);
            }
        }
    }
    EXPECT_GE(static_cast<int>(numbers.size()), drawn - 3); // 2048 numbers of 2^32: a repetition is rare
}

RC_GTEST_PROP(Random, BelowStaysBelow, (std::uint64_t seed, std::uint32_t stream)) {
    const auto limit = *rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(1, 100), rc::gen::nonZero<std::uint32_t>());
    Random random(seed, stream);
    for (int i = 0; i < 100; ++i) {
        RC_ASSERT(random.below(limit) < limit);
    }
}

TEST(Random, BelowIsUniform) {
    for (const std::uint32_t limit : {2U, 3U, 10U, 97U}) {
        Random random(1, limit);
        std::vector<double> count(limit);
        constexpr int draws = 200000;
        for (int i = 0; i < draws; ++i) {
            ++count[random.below(limit)];
        }
        double statistic = 0;
        const double expected = double{draws} / limit;
        for (const double c : count) {
            statistic += (c - expected) * (c - expected) / expected;
        }
        EXPECT_LT(statistic, quantile(boost::math::chi_squared(limit - 1), 0.9999)) << limit;
    }
}

// Multiply-high alone would give the lowest third of 0..3*2^30-1 twice as often as the others.
TEST(Random, BelowHasNoBiasForLargeLimits) {
    constexpr std::uint32_t limit = 3U << 30;
    Random random(5, 5);
    int count[3]{};
    constexpr int draws = 90000;
    for (int i = 0; i < draws; ++i) {
        ++count[random.below(limit) % 3];
    }
    for (const int c : count) {
        EXPECT_NEAR(c, draws / 3, 700);
    }
}

TEST(NormalTable, IsTheSameOnEveryMachine) {
    std::uint32_t checksum = 2166136261U; // FNV-1a by words
    for (const auto& octave : normal_table::quantile) {
        for (const std::int32_t value : octave) {
            checksum = (checksum ^ static_cast<std::uint32_t>(value)) * 16777619U;
        }
    }
    EXPECT_EQ(checksum, 0xA58A69FEU);
}

TEST(NormalTable, NodesAreQuantiles) {
    const boost::math::normal normal;
    double low = 0.25;
    for (const auto& octave : normal_table::quantile) {
        for (std::size_t segment = 0; segment < octave.size(); ++segment) {
            const double tail = low * (1 + static_cast<double>(segment) / normal_table::segments);
            ASSERT_NEAR(octave[segment] * normal_unit, quantile(complement(normal, tail)), normal_unit) << tail;
        }
        low /= 2;
    }
}

// The value that the generator makes of the tail probability tail/2^33, by the rule in numerics/normal_table.hpp.
double interpolated(std::uint32_t tail) {
    const double p = std::ldexp(tail, -33);
    int octave = 0;
    while (octave < normal_table::octaves - 1 && p < std::ldexp(1.0, -octave - 2)) {
        ++octave;
    }
    const double low = std::ldexp(1.0, -octave - 2);
    const double position = std::max(0.0, (p / low - 1) * normal_table::segments);
    const auto segment = static_cast<std::size_t>(position);
    const auto& row = normal_table::quantile[static_cast<std::size_t>(octave)];
    return (row[segment] + (row[segment + 1] - row[segment]) * (position - static_cast<double>(segment))) * normal_unit;
}

// Every quantile to 1e-4, and what normal() makes of a word is the quantile of that word.
TEST(Normal, InvertsTheDistribution) {
    const boost::math::normal normal;
    Random words(3, 4);
    Random values(3, 4);
    for (int i = 0; i < 200000; ++i) {
        const std::uint32_t word = words.next();
        const std::uint32_t tail = word << 1 | 1U;
        const double sign = word >> 31 != 0 ? -1 : 1;
        const double value = values.normal() * normal_unit;
        ASSERT_NEAR(value, sign * interpolated(tail), 1e-6);
        ASSERT_NEAR(value, sign * quantile(complement(normal, std::ldexp(tail, -33))), 1e-4);
    }
}

TEST(Normal, InterpolationIsGoodToTheEndOfTheTail) {
    const boost::math::normal normal;
    for (int octave = 0; octave < normal_table::octaves - 1; ++octave) {
        for (int i = 0; i < 1000; ++i) {
            const double within = 1 + i / 1000.0;
            const auto tail = static_cast<std::uint32_t>(std::ldexp(within, 31 - octave)) | 1U;
            ASSERT_NEAR(interpolated(tail), quantile(complement(normal, std::ldexp(tail, -33))), 1e-4) << tail;
        }
    }
}

TEST(Normal, MomentsAndTails) {
    Random random(11, stream::weights(1));
    constexpr int draws = 4'000'000;
    double sum = 0;
    double squares = 0;
    double cubes = 0;
    double fourths = 0;
    int beyond[5]{};
    for (int i = 0; i < draws; ++i) {
        const double x = random.normal() * normal_unit;
        sum += x;
        squares += x * x;
        cubes += x * x * x;
        fourths += x * x * x * x;
        for (int k = 0; k < 5; ++k) {
            beyond[k] += std::abs(x) > k ? 1 : 0;
        }
    }
    // Bounds of about four standard errors.
    EXPECT_NEAR(sum / draws, 0.0, 4 / std::sqrt(draws));
    EXPECT_NEAR(squares / draws, 1.0, 4 * std::sqrt(2.0 / draws));
    EXPECT_NEAR(cubes / draws, 0.0, 4 * std::sqrt(15.0 / draws));
    EXPECT_NEAR(fourths / draws, 3.0, 4 * std::sqrt(96.0 / draws));
    const boost::math::normal normal;
    for (int k = 0; k < 5; ++k) {
        const double expected = 2 * cdf(complement(normal, k)) * draws;
        EXPECT_NEAR(beyond[k], expected, 4 * std::sqrt(expected) + 1) << k;
    }
}

} // namespace
} // namespace edgeloom::numerics
