#include "sparsity/analysis.hpp"
#include "support/any_pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace edgeloom::sparsity {
namespace {

using abi::PatternKind;
using test::Words;

PatternSpec listed(PatternKind kind, std::uint32_t left, std::uint32_t right, std::uint32_t edges) {
    return {.shape = {.left = left, .right = right, .edges = edges, .parallelism = 1}, .kind = kind};
}

RC_GTEST_PROP(Listed, EdgesAreSortedInRangeAndDifferent, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_listed);
    const auto words = test::draw(spec, seed);
    RC_ASSERT(words.has_value());
    RC_ASSERT(words->size() == spec.shape.edges);
    const Words left = test::expanded(spec, *words);
    const Words right = test::listed_right(*words);
    RC_ASSERT(std::ranges::is_sorted(right));
    RC_ASSERT(right.back() < spec.shape.right);
    RC_ASSERT(*std::ranges::max_element(left) < spec.shape.left);
    RC_ASSERT(duplicates(left, right) == 0U);
}

RC_GTEST_PROP(Listed, CompressGivesTheWordsBack, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_listed);
    const Words words = test::draw(spec, seed).value();
    const auto compressed = compress(spec, test::expanded(spec, words), test::listed_right(words));
    RC_ASSERT(compressed.has_value());
    RC_ASSERT(*compressed == words);
}

RC_GTEST_PROP(Structured, HasConstantDegrees, (std::uint64_t seed)) {
    const PatternSpec spec{.shape = *rc::gen::exec(test::any_shape), .kind = PatternKind::structured};
    const Words words = test::draw(spec, seed).value();
    RC_ASSERT(test::listed_right(words) == right_neurons(spec.shape));
    for (const std::uint32_t degree : degrees(test::expanded(spec, words), spec.shape.left)) {
        RC_ASSERT(degree == spec.shape.fan_out());
    }
}

RC_GTEST_PROP(NOfM, KeepsThatManyOfEveryGroup, (std::uint64_t seed)) {
    const auto spec = *rc::gen::suchThat(rc::gen::exec(test::any_listed),
                                         [](const PatternSpec& s) { return s.kind == PatternKind::n_of_m; });
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> kept; // by right neuron and group
    const Words words = test::draw(spec, seed).value();
    for (const std::uint32_t word : words) {
        ++kept[{word >> 16, (word & 0xFFFF) / spec.group}];
    }
    RC_ASSERT(kept.size() == spec.shape.right * (spec.shape.left / spec.group));
    for (const auto& [where, count] : kept) {
        RC_ASSERT(count == spec.keep);
    }
}

// ---- every pattern is drawn, about equally often ----

void expect_even(const PatternSpec& spec, std::size_t patterns) {
    constexpr int draws = 30000;
    std::map<Words, int> count;
    for (std::uint64_t seed = 0; seed < draws; ++seed) {
        Words words = test::draw(spec, seed).value();
        std::ranges::sort(words);
        ++count[words];
    }
    EXPECT_EQ(count.size(), patterns);
    const double expected = static_cast<double>(draws) / static_cast<double>(patterns);
    for (const auto& [words, times] : count) {
        EXPECT_NEAR(times, expected, 6 * std::sqrt(expected));
    }
}

TEST(Random, EverySetOfEdgesIsEquallyLikely) {
    expect_even(listed(PatternKind::random, 3, 2, 2), 15);
    expect_even(listed(PatternKind::random, 2, 4, 4), 70);
}

TEST(NOfM, EveryChoiceIsEquallyLikely) {
    PatternSpec spec = listed(PatternKind::n_of_m, 8, 1, 4);
    spec.keep = 2;
    spec.group = 4;
    expect_even(spec, 36);
}

// Biregular graphs on 4 and 4 neurons of degree 2: there are 90.
TEST(Structured, EveryPatternIsDrawn) {
    expect_even(listed(PatternKind::structured, 3, 3, 3), 6);
    expect_even(listed(PatternKind::structured, 4, 4, 8), 90);
}

TEST(Listed, RefusesWhatCannotBe) {
    EXPECT_FALSE(test::draw(listed(PatternKind::random, 3, 3, 10), 1));
    EXPECT_TRUE(test::draw(listed(PatternKind::random, 3, 3, 9), 1));
    EXPECT_FALSE(test::draw(listed(PatternKind::structured, 4, 3, 8), 1));
    PatternSpec spec = listed(PatternKind::n_of_m, 8, 2, 8);
    for (const auto& [keep, group, possible] : {std::tuple{2U, 4U, true},
                                                {4U, 8U, true},
                                                {1U, 4U, false},
                                                {5U, 4U, false},
                                                {2U, 0U, false},
                                                {3U, 6U, false}}) {
        spec.keep = keep;
        spec.group = group;
        EXPECT_EQ(test::draw(spec, 1).has_value(), possible) << keep << ":" << group;
    }
}

} // namespace
} // namespace edgeloom::sparsity
