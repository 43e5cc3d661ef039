#include "sparsity/analysis.hpp"
#include "sparsity/quality.hpp"
#include "support/any_pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <set>

namespace edgeloom::sparsity {
namespace {

using test::Words;

Connections fully_connected(std::uint32_t left, std::uint32_t right) {
    Connections junction{.left_neurons = left, .right_neurons = right, .left = {}, .right = {}};
    for (std::uint32_t edge = 0; edge < left * right; ++edge) {
        junction.left.push_back(edge % left);
        junction.right.push_back(edge / left);
    }
    return junction;
}

// Right neuron j sees the left neurons 2j and 2j+1 only.
const Connections blocks{.left_neurons = 4, .right_neurons = 2, .left = {0, 1, 2, 3}, .right = {0, 0, 1, 1}};
// Right neuron j sees the left neurons j and j+2.
const Connections interleaved{.left_neurons = 4, .right_neurons = 2, .left = {0, 2, 1, 3}, .right = {0, 0, 1, 1}};

TEST(Scatter, IsOneWhereEveryWindowReachesEveryNeuron) {
    EXPECT_DOUBLE_EQ(scatter(std::array{fully_connected(6, 3)}, 1), 1.0);
    EXPECT_EQ(natural_window(std::array{interleaved}), 2U);
    EXPECT_DOUBLE_EQ(scatter(std::array{interleaved}, 2), 1.0);
}

TEST(Scatter, IsTheShareOfWindowsReached) {
    EXPECT_DOUBLE_EQ(scatter(std::array{blocks}, 2), 0.5); // each of two windows reaches one of two neurons
    EXPECT_DOUBLE_EQ(scatter(std::array{blocks}, 1), 0.5); // 1 edge over an ideal half, clipped, or none
    EXPECT_DOUBLE_EQ(scatter(std::array{blocks}, 4), 1.0);
}

// Windows of 3 and 1: the shares are 1.5 and 0.5 edges. Neuron 0 has 2 and 0 of them, neuron 1 has 1 and 1.
TEST(Scatter, TheLastWindowMayBeSmaller) {
    EXPECT_DOUBLE_EQ(scatter(std::array{blocks}, 3), (1.0 + 0.0 + 1 / 1.5 + 1.0) / 4);
}

TEST(Scatter, FollowsPathsThroughTheNetwork) {
    const Connections merge{.left_neurons = 2, .right_neurons = 1, .left = {0, 1}, .right = {0, 0}};
    EXPECT_DOUBLE_EQ(scatter(std::array{blocks, merge}, 1), 1.0);
    const Connections apart{.left_neurons = 2, .right_neurons = 2, .left = {0, 1}, .right = {0, 1}};
    EXPECT_DOUBLE_EQ(scatter(std::array{blocks, apart}, 2), 0.5);
}

TEST(Scatter, TheWorstPartIsTheFigure) {
    const Connections full = fully_connected(2, 2);
    EXPECT_DOUBLE_EQ(least_scatter(std::array{interleaved, full}), 1.0);
    EXPECT_DOUBLE_EQ(least_scatter(std::array{blocks, full}), 0.5);
    EXPECT_DOUBLE_EQ(least_scatter(std::array{fully_connected(2, 4), blocks}), 0.5);
}

RC_GTEST_PROP(Scatter, IsAShareAndFullForFullyConnectedJunctions, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_clash_free);
    const mapping::JunctionShape& shape = spec.shape;
    const Words left = test::expanded(spec, test::draw(spec, seed).value());
    const std::array network{Connections{shape.left, shape.right, left, right_neurons(shape)}};
    const double figure = least_scatter(network);
    RC_ASSERT(figure > 0.0);
    RC_ASSERT(figure <= 1.0 + 1e-12);
    if (shape.fan_in() == shape.left) {
        RC_ASSERT(figure > 1.0 - 1e-12);
    }
    RC_ASSERT(natural_window(network) == (shape.right + shape.fan_out() - 1) / shape.fan_out());
}

RC_GTEST_PROP(Interleaver, IsAPermutationThatKeepsTheLeftNeurons, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_clash_free);
    const Words left = test::expanded(spec, test::draw(spec, seed).value());
    const Words permutation = interleaver(spec.shape, left);
    RC_ASSERT(std::set<std::uint32_t>(permutation.begin(), permutation.end()).size() == left.size());
    for (std::size_t edge = 0; edge < left.size(); ++edge) {
        RC_ASSERT(permutation[edge] / spec.shape.fan_out() == left[edge]);
    }
}

Words any_permutation() {
    Words permutation(*rc::gen::inRange<std::size_t>(2, 24));
    std::iota(permutation.begin(), permutation.end(), 0U);
    numerics::Random random(*rc::gen::arbitrary<std::uint64_t>(), 0);
    for (std::uint32_t i = static_cast<std::uint32_t>(permutation.size()); i > 1; --i) {
        std::swap(permutation[i - 1], permutation[random.below(i)]);
    }
    return permutation;
}

int distance(std::uint32_t x, std::uint32_t y) {
    return std::abs(static_cast<int>(x) - static_cast<int>(y));
}

RC_GTEST_PROP(Spread, IsTheLargestThatTheDefinitionAllows, ()) {
    const Words permutation = *rc::gen::exec(any_permutation);
    const auto holds = [&permutation](int s) {
        for (std::uint32_t i = 0; i < permutation.size(); ++i) {
            for (std::uint32_t j = 0; j < permutation.size(); ++j) {
                if (i != j && distance(i, j) < s && distance(permutation[i], permutation[j]) < s) {
                    return false;
                }
            }
        }
        return true;
    };
    const auto found = static_cast<int>(spread(permutation));
    RC_ASSERT(holds(found));
    RC_ASSERT((found == static_cast<int>(permutation.size()) || !holds(found + 1)));
}

RC_GTEST_PROP(Dispersion, CountsDifferentDisplacements, ()) {
    const Words permutation = *rc::gen::exec(any_permutation);
    std::set<std::pair<int, int>> displacements;
    int pairs = 0;
    for (std::size_t i = 0; i < permutation.size(); ++i) {
        for (std::size_t j = i + 1; j < permutation.size(); ++j, ++pairs) {
            displacements.emplace(static_cast<int>(j - i),
                                  static_cast<int>(permutation[j]) - static_cast<int>(permutation[i]));
        }
    }
    const double expected = static_cast<double>(displacements.size()) / pairs;
    RC_ASSERT(std::abs(dispersion(permutation) - expected) < 1e-12);
}

TEST(Dispersion, OfTheIdentityIsLeast) {
    EXPECT_DOUBLE_EQ(dispersion(Words{0, 1, 2, 3, 4}), 4.0 / 10);
    EXPECT_DOUBLE_EQ(dispersion(Words{0, 1}), 1.0);
    EXPECT_DOUBLE_EQ(dispersion(Words{0}), 0.0);
}

TEST(Spread, SmallExamples) {
    EXPECT_EQ(spread(Words{0, 1, 2, 3}), 1U);
    EXPECT_EQ(spread(Words{1, 3, 0, 2}), 2U);
    EXPECT_EQ(spread(Words{0, 3, 6, 1, 4, 7, 2, 5, 8}), 2U);
    EXPECT_EQ(spread(Words{2, 5, 8, 1, 4, 7, 0, 3, 6}), 3U);
}

} // namespace
} // namespace edgeloom::sparsity
