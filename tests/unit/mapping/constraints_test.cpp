#include "mapping/constraints.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace edgeloom::mapping {
namespace {

constexpr JunctionShape junction(std::uint32_t left, std::uint32_t right, std::uint32_t fan_out, std::uint32_t z) {
    return {.left = left, .right = right, .edges = left * fan_out, .parallelism = z};
}

struct PublishedPoint {
    std::array<JunctionShape, 2> shapes;
    std::array<std::uint32_t, 2> edges;
    std::uint32_t clocks;
};

constexpr std::array published{
    PublishedPoint{{junction(1024, 64, 4, 128), junction(64, 32, 16, 32)}, {4096, 1024}, 32},
    PublishedPoint{{junction(1024, 64, 8, 512), junction(64, 16, 8, 32)}, {8192, 512}, 16},
    PublishedPoint{{junction(1024, 64, 8, 128), junction(64, 64, 4, 4)}, {8192, 256}, 64},
};

TEST(Constraints, PublishedPointsAreLegal) {
    for (const PublishedPoint& point : published) {
        for (std::size_t j = 0; j < point.shapes.size(); ++j) {
            EXPECT_EQ(check(point.shapes[j], true), Constraint::none);
            EXPECT_EQ(point.shapes[j].edges, point.edges[j]);
            EXPECT_EQ(point.shapes[j].clocks(), point.clocks);
        }
        EXPECT_TRUE(chain_holds(point.shapes[0], point.shapes[1]));
    }
}

TEST(Constraints, EachIsNamed) {
    EXPECT_EQ(check({.left = 9, .right = 6, .edges = 18, .parallelism = 3}, true), Constraint::none);
    EXPECT_EQ(check({.left = 9, .right = 6, .edges = 19, .parallelism = 1}, true), Constraint::whole_degrees);
    EXPECT_EQ(check({.left = 9, .right = 6, .edges = 9, .parallelism = 1}, true), Constraint::whole_degrees);
    EXPECT_EQ(check({.left = 9, .right = 6, .edges = 18, .parallelism = 2}, true), Constraint::divides_left);
    EXPECT_EQ(check({.left = 9, .right = 6, .edges = 18, .parallelism = 0}, true), Constraint::divides_left);
    EXPECT_EQ(check({.left = 12, .right = 8, .edges = 24, .parallelism = 2}, true), Constraint::fan_in_multiple);
    EXPECT_EQ(check({.left = 9, .right = 6, .edges = 20, .parallelism = 3}, false), Constraint::divides_edges);
}

TEST(Constraints, FanInIsAtMostTheLeftLayer) {
    EXPECT_EQ(check({.left = 4, .right = 2, .edges = 8, .parallelism = 4}, true), Constraint::none);
    EXPECT_EQ(check({.left = 4, .right = 2, .edges = 16, .parallelism = 4}, true), Constraint::whole_degrees);
}

TEST(Constraints, EmptyJunctionsAreRefused) {
    for (const bool constant_degrees : {false, true}) {
        EXPECT_EQ(check({.left = 0, .right = 4, .edges = 4, .parallelism = 1}, constant_degrees),
                  Constraint::whole_degrees);
        EXPECT_EQ(check({.left = 4, .right = 0, .edges = 4, .parallelism = 1}, constant_degrees),
                  Constraint::whole_degrees);
        EXPECT_EQ(check({.left = 4, .right = 4, .edges = 0, .parallelism = 1}, constant_degrees),
                  Constraint::whole_degrees);
    }
}

// Section 1 of the specification: some whole d_out and d_in, z divides p and W, one of z and d_in divides the other.
bool legal_by_specification(const JunctionShape& shape) {
    for (std::uint32_t fan_out = 1; fan_out <= shape.right; ++fan_out) {
        for (std::uint32_t fan_in = 1; fan_in <= shape.left; ++fan_in) {
            if (shape.left * fan_out == shape.edges && shape.right * fan_in == shape.edges) {
                const std::uint32_t z = shape.parallelism;
                return z != 0 && shape.left % z == 0 && shape.edges % z == 0 && (fan_in % z == 0 || z % fan_in == 0);
            }
        }
    }
    return false;
}

RC_GTEST_PROP(Constraints, AreThoseOfTheSpecification, ()) {
    const auto left = *rc::gen::inRange<std::uint32_t>(1, 30);
    const auto right = *rc::gen::inRange<std::uint32_t>(1, 30);
    const auto edges = *rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(0, left * right + 10),
                                       rc::gen::map(rc::gen::inRange<std::uint32_t>(1, right + 2),
                                                    [left](std::uint32_t fan_out) { return left * fan_out; }));
    const JunctionShape shape{left, right, edges, *rc::gen::inRange<std::uint32_t>(0, left + 2)};
    RC_ASSERT((check(shape, true) == Constraint::none) == legal_by_specification(shape));
}

TEST(Constraints, ChainTakesTheRightNeuronsFinishedPerClock) {
    const JunctionShape before = junction(16, 16, 2, 8); // d_in 2: 4 right neurons per clock
    EXPECT_EQ(right_per_clock(before), 4U);
    EXPECT_FALSE(chain_holds(before, junction(16, 16, 2, 2)));
    EXPECT_TRUE(chain_holds(before, junction(16, 16, 2, 4)));
    EXPECT_EQ(right_per_clock(junction(16, 4, 2, 2)), 1U); // d_in 8: a neuron takes 4 clocks
}

TEST(Resources, MultipliersAreTwoOrFourPerEdgeAndClock) {
    EXPECT_EQ(multipliers(published[0].shapes[0], true), 256U);
    EXPECT_EQ(multipliers(published[0].shapes[1], false), 128U);
}

TEST(Resources, StorageWordsOfTheSpecification) {
    constexpr std::array full{junction(800, 100, 100, 1), junction(100, 10, 10, 1)};
    constexpr std::array sparse{junction(800, 100, 20, 1), junction(100, 10, 10, 1)};
    static_assert(storage_words(full) == 85930);
    static_assert(storage_words(sparse) == 21930);
    EXPECT_EQ(parameter_words(full), 80000U + 1000 + 110);
    EXPECT_EQ(activation_words(full), 5U * 800 + 2 * 3 * 100 + 2 * 110);
    EXPECT_EQ(inference_activation_words(full), 2U * 900);
}

} // namespace
} // namespace edgeloom::mapping
