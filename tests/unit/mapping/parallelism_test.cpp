#include "mapping/explain.hpp"
#include "mapping/parallelism.hpp"
#include "mapping/units.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <vector>

namespace edgeloom::mapping {
namespace {

using testing::ElementsAre;

using Shapes = std::vector<JunctionShape>;
using Units = std::vector<std::uint32_t>;

using Patterns = std::vector<PatternTraits>;

// Constant degrees; words of pattern memory are nothing to care about.
Patterns wordless(const Shapes& shapes) {
    return Patterns(shapes.size());
}

Shapes network(const std::vector<std::uint32_t>& layers, const std::vector<std::uint32_t>& fan_out) {
    Shapes shapes;
    for (std::size_t j = 0; j < fan_out.size(); ++j) {
        shapes.push_back({layers[j], layers[j + 1], layers[j] * fan_out[j], 0});
    }
    return shapes;
}

Units parallelisms(const Shapes& shapes) {
    Units z;
    for (const JunctionShape& shape : shapes) {
        z.push_back(shape.parallelism);
    }
    return z;
}

TEST(LongestUnit, SumsTheJunctionsOfEach) {
    const Shapes shapes{{8, 8, 16, 1}, {8, 8, 56, 1}, {8, 8, 40, 1}, {8, 8, 24, 1}};
    EXPECT_EQ(longest_unit(shapes, Units{0, 1, 2, 3}), 56U);
    EXPECT_EQ(longest_unit(shapes, Units{0, 0, 1, 1}), 72U);
    EXPECT_EQ(longest_unit(shapes, Units{0, 0, 0, 0}), 136U);
}

TEST(Demand, JunctionsOfAUnitShareItsMultipliersAndTables) {
    const Shapes shapes{{16, 16, 32, 8}, {16, 16, 32, 4}, {16, 16, 32, 2}};
    const Demand apart = demand(shapes, Units{0, 1, 2});
    EXPECT_EQ(apart.multipliers, 2U * 8 + 4 * 4 + 4 * 2);
    EXPECT_EQ(apart.table_pairs, 4U + 2 + 1);
    const Demand together = demand(shapes, Units{0, 0, 0});
    EXPECT_EQ(together.multipliers, 16U);
    EXPECT_EQ(together.table_pairs, 4U);
    const Demand folded = demand(shapes, Units{0, 1, 0});
    EXPECT_EQ(folded.multipliers, 16U + 16);
    EXPECT_EQ(folded.table_pairs, 4U + 2);
}

TEST(ChooseParallelism, FindsThePublishedPoint) {
    Shapes shapes = network({1024, 64, 32}, {4, 16});
    Units unit(2);
    ASSERT_EQ(choose_parallelism(shapes, wordless(shapes),
                                 {.units = 2, .multipliers = 2 * 128 + 4 * 32, .table_pairs = 16}, unit),
              Choice::optimal);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(128, 32));
    EXPECT_THAT(unit, ElementsAre(0, 1));
}

// The second has more to do and is placed first.
TEST(ChooseParallelism, NumbersTheUnitsInTheOrderOfTheJunctions) {
    Shapes shapes = network({16, 16, 16}, {2, 4});
    Units unit(2);
    const Limits limits{.units = 2, .multipliers = 1000, .table_pairs = 1000};
    ASSERT_EQ(choose_parallelism(shapes, wordless(shapes), limits, unit), Choice::optimal);
    EXPECT_THAT(unit, ElementsAre(0, 1));
}

TEST(ChooseParallelism, KeepsGivenValues) {
    Shapes shapes = network({1024, 64, 32}, {4, 16});
    shapes[0].parallelism = 64;
    Units unit(2);
    ASSERT_EQ(
        choose_parallelism(shapes, wordless(shapes), {.units = 2, .multipliers = 10000, .table_pairs = 1000}, unit),
        Choice::optimal);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(64, 16));
}

TEST(ChooseParallelism, TablesLimitToo) {
    Shapes shapes = network({16, 16}, {2});
    Units unit(1);
    ASSERT_EQ(choose_parallelism(shapes, wordless(shapes), {.units = 1, .multipliers = 1000, .table_pairs = 2}, unit),
              Choice::optimal);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(4));
}

TEST(ChooseParallelism, LeavesEverythingWhereNothingIsLegal) {
    Shapes shapes = network({1024, 64, 32}, {4, 16});
    Units unit{7, 7};
    const Limits limits{.units = 2, .multipliers = 3, .table_pairs = 100};
    EXPECT_EQ(choose_parallelism(shapes, wordless(shapes), limits, unit), Choice::none);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(0, 0));
    EXPECT_THAT(unit, ElementsAre(7, 7));
    shapes[0].parallelism = 100; // divides nothing
    EXPECT_EQ(
        choose_parallelism(shapes, wordless(shapes), {.units = 2, .multipliers = 10000, .table_pairs = 1000}, unit),
        Choice::none);
}

// Folded: the long junction needs 40 multipliers, so the short one may use them as well.
TEST(ChooseParallelism, JunctionsOfOneUnitUseWhatTheOthersNeed) {
    Shapes shapes = network({100, 10, 10}, {10, 10});
    Units unit(2);
    ASSERT_EQ(choose_parallelism(shapes, wordless(shapes), {.units = 1, .multipliers = 40, .table_pairs = 10}, unit),
              Choice::optimal);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(20, 10));
    EXPECT_THAT(unit, ElementsAre(0, 0));
}

// Apart, 6 multipliers give z = 1 and 1, 16 clocks; shared, z = 2 and 1, 8 + 4 clocks.
TEST(ChooseParallelism, SharesUnitsWhereThatIsShorter) {
    Shapes shapes = network({8, 2, 2}, {2, 2});
    Units unit(2);
    ASSERT_EQ(choose_parallelism(shapes, wordless(shapes), {.units = 2, .multipliers = 6, .table_pairs = 8}, unit),
              Choice::optimal);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(2, 1));
    EXPECT_THAT(unit, ElementsAre(0, 0));
}

TEST(ChooseParallelism, ChainDoesNotBindListedPatterns) {
    Shapes shapes = network({16, 16, 4}, {1, 1}); // d_in 1: z right neurons per clock; then d_in 4
    shapes[0].parallelism = 16;
    shapes[1].parallelism = 2;
    Units unit(2);
    const Limits limits{.units = 2, .multipliers = 1000, .table_pairs = 1000};
    EXPECT_EQ(choose_parallelism(shapes, wordless(shapes), limits, unit), Choice::none);
    EXPECT_EQ(choose_parallelism(shapes, Patterns{{}, {.constant_degrees = false}}, limits, unit), Choice::optimal);
}

// d_out 2: z = 16 would need 32 words.
TEST(ChooseParallelism, PatternWordsLimitToo) {
    Shapes shapes = network({16, 16}, {2});
    Units unit(1);
    const Patterns type2{{.words = {.per_lane = 2}}};
    const Limits limits{.units = 1, .multipliers = 1000, .table_pairs = 1000, .pattern_words = 31};
    ASSERT_EQ(choose_parallelism(shapes, type2, limits, unit), Choice::optimal);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(8));
    const Patterns dithered_type1{{.words = {.fixed = 32, .per_lane = 2}}};
    EXPECT_EQ(choose_parallelism(shapes, dithered_type1, limits, unit), Choice::none);
}

// Sharing its multipliers, the second junction could have z = 8 as well, but nothing is gained.
TEST(ChooseParallelism, TakesNoMorePatternWordsThanItsBlockCycleNeeds) {
    Shapes shapes = network({8, 8, 8}, {4, 1});
    shapes[0].parallelism = 4;
    Units unit(2);
    const Patterns patterns{{.words = {.per_lane = 4}}, {.words = {.per_lane = 1}}};
    const Limits limits{.units = 2, .multipliers = 1000, .table_pairs = 1000};
    ASSERT_EQ(choose_parallelism(shapes, patterns, limits, unit), Choice::optimal);
    EXPECT_THAT(parallelisms(shapes), ElementsAre(4, 1));
}

// ---- against a search through everything ----

Shapes any_network(std::size_t depth) {
    const auto size = rc::gen::element<std::uint32_t>(2, 3, 4, 6, 8, 12, 16);
    Shapes shapes;
    std::uint32_t left = *size;
    for (std::size_t j = 0; j < depth; ++j) {
        const std::uint32_t right = *size;
        const auto fan_outs = legal_fan_outs(left, right);
        shapes.push_back({left, right, left * *rc::gen::elementOf(fan_outs), 0});
        left = right;
    }
    return shapes;
}

Limits any_limits(std::uint32_t units) {
    return {.units = units,
            .multipliers = *rc::gen::inRange<std::uint32_t>(1, 150),
            .table_pairs = *rc::gen::inRange<std::uint32_t>(1, 20),
            .pattern_words = *rc::gen::inRange<std::uint32_t>(1, 200)};
}

// Types 1, 2 and 3, dithered or not, listed edges, and no words at all.
Patterns any_patterns(const Shapes& shapes) {
    Patterns patterns;
    for (const JunctionShape& shape : shapes) {
        const std::uint32_t sweeps = shape.fan_out();
        const std::vector<PatternTraits> kinds{{.words = {.fixed = shape.edges}},
                                               {.words = {.fixed = shape.edges, .per_lane = sweeps}},
                                               {.words = {.per_lane = sweeps}},
                                               {.words = {.per_lane = 2 * sweeps}},
                                               {.words = {.per_lane = 1}},
                                               {.words = {.per_lane = 2}},
                                               {}};
        patterns.push_back(*rc::gen::elementOf(kinds));
    }
    return patterns;
}

std::uint32_t words_of(const Shapes& shapes, const Patterns& patterns) {
    std::uint32_t words = 0;
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        words += patterns[j].words.fixed + patterns[j].words.per_lane * shapes[j].parallelism;
    }
    return words;
}

bool legal(const Shapes& shapes, const Patterns& patterns, const Limits& limits, const Units& unit) {
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        if (check(shapes[j], true) != Constraint::none || (j > 0 && !chain_holds(shapes[j - 1], shapes[j]))) {
            return false;
        }
    }
    // By unit, the most that one of its junctions needs.
    std::map<std::uint32_t, Demand> most;
    Demand sum;
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        Demand& unit_demand = most[unit[j]];
        unit_demand.multipliers = std::max(unit_demand.multipliers, (j == 0 ? 2U : 4U) * shapes[j].parallelism);
        unit_demand.table_pairs = std::max(unit_demand.table_pairs, right_per_clock(shapes[j]));
    }
    for (const auto& [number, unit_demand] : most) {
        sum.multipliers += unit_demand.multipliers;
        sum.table_pairs += unit_demand.table_pairs;
        if (number >= limits.units) {
            return false;
        }
    }
    return sum.multipliers <= limits.multipliers && sum.table_pairs <= limits.table_pairs &&
           words_of(shapes, patterns) <= limits.pattern_words;
}

// Every way to spread `junctions` over `units`.
std::vector<Units> all_assignments(std::size_t junctions, std::uint32_t units) {
    std::vector<Units> all{{}};
    for (std::size_t j = 0; j < junctions; ++j) {
        std::vector<Units> longer;
        for (const Units& start : all) {
            for (std::uint32_t unit = 0; unit < units; ++unit) {
                longer.push_back(start);
                longer.back().push_back(unit);
            }
        }
        all = std::move(longer);
    }
    return all;
}

// Block cycle, multipliers, table pairs, pattern words: the less, the better, in this order.
using Price = std::array<std::uint32_t, 4>;

Price price(const Shapes& shapes, const Patterns& patterns, const Units& unit) {
    const Demand needed = demand(shapes, unit);
    return {longest_unit(shapes, unit), needed.multipliers, needed.table_pairs, words_of(shapes, patterns)};
}

// The best over all z and all ways to spread the junctions over the units.
std::optional<Price> best_of(Shapes shapes, const Patterns& patterns, const Limits& limits,
                             const std::vector<Units>& assignments, std::size_t j = 0) {
    std::optional<Price> best;
    const auto keep = [&best](const Price& found) { best = std::min(best.value_or(found), found); };
    if (j == shapes.size()) {
        for (const Units& unit : assignments) {
            if (legal(shapes, patterns, limits, unit)) {
                keep(price(shapes, patterns, unit));
            }
        }
        return best;
    }
    const auto given = shapes[j].parallelism;
    for (const std::uint32_t z : given != 0 ? Units{given} : legal_parallelisms(shapes[j], true)) {
        shapes[j].parallelism = z;
        if (const auto found = best_of(shapes, patterns, limits, assignments, j + 1)) {
            keep(*found);
        }
    }
    return best;
}

RC_GTEST_PROP(ChooseParallelism, NothingIsBetter, ()) {
    const auto depth = *rc::gen::inRange<std::size_t>(1, 5);
    const Shapes given = any_network(depth);
    const Patterns patterns = any_patterns(given);
    const Limits limits = any_limits(*rc::gen::inRange<std::uint32_t>(1, 5));
    Shapes shapes = given;
    Units unit(depth);
    const Choice choice = choose_parallelism(shapes, patterns, limits, unit);
    const auto best = best_of(given, patterns, limits, all_assignments(depth, limits.units));
    RC_ASSERT(choice == (best ? Choice::optimal : Choice::none));
    if (best) {
        RC_ASSERT(legal(shapes, patterns, limits, unit));
        RC_ASSERT(price(shapes, patterns, unit) == *best);
    }
}

RC_GTEST_PROP(ChooseParallelism, NothingIsBetterWithSomeValuesGiven, ()) {
    const auto depth = *rc::gen::inRange<std::size_t>(1, 5);
    Shapes shapes = any_network(depth);
    for (JunctionShape& shape : shapes) {
        shape.parallelism = *rc::gen::arbitrary<bool>() ? 0 : *rc::gen::elementOf(legal_parallelisms(shape, true));
    }
    const Patterns patterns = any_patterns(shapes);
    const Limits limits = any_limits(*rc::gen::inRange<std::uint32_t>(1, 5));
    const auto best = best_of(shapes, patterns, limits, all_assignments(depth, limits.units));
    Units unit(depth);
    const Choice choice = choose_parallelism(shapes, patterns, limits, unit);
    RC_ASSERT(choice == (best ? Choice::optimal : Choice::none));
    if (best) {
        RC_ASSERT(price(shapes, patterns, unit) == *best);
    }
}

// 16 junctions, alike and with many z each, on 5 units: too many choices to look at. What comes is legal all the same,
// and worth having: half the multipliers at work.
TEST(ChooseParallelism, SaysWhereABetterOneIsNotRuledOut) {
    Shapes shapes = network(std::vector<std::uint32_t>(17, 720), std::vector<std::uint32_t>(16, 12));
    const Limits limits{.units = 5, .multipliers = 1000, .table_pairs = 1000};
    Units unit(shapes.size());
    EXPECT_EQ(choose_parallelism(shapes, wordless(shapes), limits, unit), Choice::good);
    EXPECT_TRUE(legal(shapes, wordless(shapes), limits, unit));
    const std::uint32_t work = 62 * 720 * 12;
    EXPECT_LT(longest_unit(shapes, unit), 2 * work / limits.multipliers);
}

} // namespace
} // namespace edgeloom::mapping
