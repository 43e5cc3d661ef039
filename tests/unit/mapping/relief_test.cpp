#include "mapping/explain.hpp"
#include "mapping/relief.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <vector>

namespace edgeloom::mapping {
namespace {

constexpr std::array<PatternTraits, 4> wordless{};

TEST(Relief, NamesWhatThePublishedNetworkLacks) {
    const std::array shapes{JunctionShape{1024, 64, 4096, 0}, JunctionShape{64, 32, 1024, 0}};
    const Wish wish{shapes, std::span(wordless).first(2)};
    const Limits limits{.units = 2, .multipliers = 384, .table_pairs = 100};
    EXPECT_EQ(shortest(wish, limits), 32U);
    EXPECT_EQ(shortest_without(wish, limits, limits_of_choice[1]), 16U); // (256, 64)
    EXPECT_EQ(shortest_without(wish, limits, limits_of_choice[2]), 32U);
    const Limits tight{.units = 2, .multipliers = 3, .table_pairs = 100};
    EXPECT_EQ(shortest(wish, tight), std::nullopt);
    EXPECT_EQ(fewest(wish, tight, limits_of_choice[0]), std::nullopt); // sharing a unit, four are needed still
    EXPECT_EQ(fewest(wish, tight, limits_of_choice[1]), 4U);
    const auto found = relief(wish, tight);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->limit.name, "multipliers");
    EXPECT_EQ(found->value, 4U);
    EXPECT_FALSE(relief(wish, {.units = 2, .multipliers = 3, .table_pairs = 0}).has_value());
    const std::array type2{PatternTraits{.words = {.per_lane = 4}}, PatternTraits{.words = {.per_lane = 16}}};
    EXPECT_EQ(fewest({shapes, type2}, {.units = 2, .multipliers = 384, .table_pairs = 100, .pattern_words = 3},
                     limits_of_choice[3]),
              20U); // z = 1 and 1
}

RC_GTEST_PROP(Relief, TheFewestIsEnoughAndOneLessIsNot, ()) {
    const auto size = rc::gen::element<std::uint32_t>(2, 3, 4, 6, 8, 12);
    std::vector<JunctionShape> shapes;
    std::uint32_t left = *size;
    const auto depth = *rc::gen::inRange<std::size_t>(1, 4);
    for (std::size_t j = 0; j < depth; ++j) {
        const std::uint32_t right = *size;
        shapes.push_back({left, right, left * *rc::gen::elementOf(legal_fan_outs(left, right)), 0});
        left = right;
    }
    std::vector<PatternTraits> patterns;
    for (const JunctionShape& shape : shapes) {
        patterns.push_back({.words = {.per_lane = shape.fan_out()}});
    }
    const Wish wish{shapes, patterns};
    Limits limits{.units = *rc::gen::inRange<std::uint32_t>(1, 4),
                  .multipliers = *rc::gen::inRange<std::uint32_t>(1, 60),
                  .table_pairs = *rc::gen::inRange<std::uint32_t>(1, 10),
                  .pattern_words = *rc::gen::inRange<std::uint32_t>(1, 100)};
    const Limit& limit = *rc::gen::elementOf(std::vector(limits_of_choice.begin(), limits_of_choice.end()));
    const auto value = fewest(wish, limits, limit);
    if (!value) {
        RC_ASSERT(!shortest_without(wish, limits, limit));
        return;
    }
    limits.*limit.value = *value;
    RC_ASSERT(shortest(wish, limits).has_value());
    RC_ASSERT(*shortest(wish, limits) >= *shortest_without(wish, limits, limit));
    limits.*limit.value = *value - 1;
    RC_ASSERT(!shortest(wish, limits));
}

} // namespace
} // namespace edgeloom::mapping
