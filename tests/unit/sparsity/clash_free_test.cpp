#include "sparsity/analysis.hpp"
#include "support/any_pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace edgeloom::sparsity {
namespace {

using abi::PatternKind;
using abi::PatternStart;
using test::Words;
using testing::Each;
using testing::ElementsAre;

PatternSpec pattern(PatternKind kind, std::uint32_t left, std::uint32_t fan_out, std::uint32_t right, std::uint32_t z) {
    return {.shape = {.left = left, .right = right, .edges = left * fan_out, .parallelism = z}, .kind = kind};
}

PatternSpec starting(PatternSpec spec, PatternStart start) {
    spec.start = start;
    return spec;
}

PatternSpec dithered(PatternSpec spec) {
    spec.dither = true;
    return spec;
}

RC_GTEST_PROP(ClashFree, HasConstantDegreesNoClashesAndNoDuplicates, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_clash_free);
    const auto words = test::draw(spec, seed);
    RC_ASSERT(words.has_value());
    const Words left = test::expanded(spec, *words);
    RC_ASSERT(*std::ranges::max_element(left) < spec.shape.left);
    for (const std::uint32_t degree : degrees(left, spec.shape.left)) {
        RC_ASSERT(degree == spec.shape.fan_out());
    }
    for (const std::uint32_t degree : degrees(right_neurons(spec.shape), spec.shape.right)) {
        RC_ASSERT(degree == spec.shape.fan_in());
    }
    RC_ASSERT(clash_free(spec.shape, left));
    RC_ASSERT(duplicates(left, right_neurons(spec.shape)) == 0U);
}

RC_GTEST_PROP(ClashFree, ExpandsAsTheSpecificationSays, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_clash_free);
    const Words words = test::draw(spec, seed).value();
    const Words left = test::expanded(spec, words);
    for (std::uint32_t edge = 0; edge < spec.shape.edges; ++edge) {
        RC_ASSERT(left[edge] == test::left_by_specification(spec, words, edge));
    }
}

RC_GTEST_PROP(ClashFree, StoredWordsAreInRange, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_clash_free);
    const Words words = test::draw(spec, seed).value();
    const std::uint32_t addresses = pattern_word_count(register_type(spec.kind), false, spec.shape);
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        RC_ASSERT(words[i] < (i < addresses ? spec.shape.sweep_clocks() : spec.shape.parallelism));
    }
}

RC_GTEST_PROP(ClashFree, CompressIsTheInverseOfExpand, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_clash_free);
    const Words words = test::draw(spec, seed).value();
    const Words left = test::expanded(spec, words);
    const auto compressed = compress(spec, left, {});
    RC_ASSERT(compressed.has_value());
    RC_ASSERT(*compressed == words);
}

RC_GTEST_PROP(ClashFree, TheSameSeedGivesTheSamePattern, (std::uint64_t seed)) {
    const auto spec = *rc::gen::exec(test::any_clash_free);
    RC_ASSERT(test::draw(spec, seed) == test::draw(spec, seed));
}

RC_GTEST_PROP(ClashFree, StartZeroReadsInNaturalOrder, (std::uint64_t seed)) {
    auto spec = *rc::gen::exec(test::any_clash_free);
    spec.start = PatternStart::zero;
    spec.dither = false;
    const Words left = test::expanded(spec, test::draw(spec, seed).value());
    for (std::uint32_t edge = 0; edge < spec.shape.edges; ++edge) {
        RC_ASSERT(left[edge] == edge % spec.shape.left);
    }
}

// Where it does not start at random, type 1 steps through the addresses as type 2 does.
RC_GTEST_PROP(ClashFree, Type1StartsLikeType2, (std::uint64_t seed)) {
    auto spec = *rc::gen::exec(test::any_clash_free);
    spec.start = *rc::gen::element(PatternStart::zero, PatternStart::bit_reversed);
    spec.kind = PatternKind::type1;
    const Words first = test::expanded(spec, test::draw(spec, seed).value());
    spec.kind = PatternKind::type2;
    RC_ASSERT(first == test::expanded(spec, test::draw(spec, seed).value()));
}

// SV: in every tile of D memories each address starts once. SS: all memories move on by the same number.
RC_GTEST_PROP(ClashFree, BitReversedStartsAreStarterVectorPlusSweepStarter, (std::uint64_t seed)) {
    auto spec = *rc::gen::exec(test::any_clash_free);
    spec.kind = PatternKind::type2;
    spec.start = PatternStart::bit_reversed;
    const Words words = test::draw(spec, seed).value();
    const std::uint32_t z = spec.shape.parallelism;
    const std::uint32_t depth = spec.shape.sweep_clocks();
    for (std::uint32_t tile = 0; tile + depth <= z; tile += depth) {
        const std::set<std::uint32_t> starts(words.begin() + tile, words.begin() + tile + depth);
        RC_ASSERT(starts.size() == depth);
    }
    for (std::uint32_t sweep = 0; sweep < spec.shape.fan_out(); ++sweep) {
        const std::uint32_t starter = (words[sweep * z] + depth - words[0]) % depth;
        for (std::uint32_t memory = 0; memory < z; ++memory) {
            RC_ASSERT(words[sweep * z + memory] == (words[memory] + starter) % depth);
        }
    }
}

TEST(ClashFree, BitReversedExamples) {
    const auto words = [](const PatternSpec& spec) {
        return test::draw(starting(spec, PatternStart::bit_reversed), 1).value();
    };
    // D = 4: 0 2 1 3; the sweep starters are 0 2 1 3 too.
    EXPECT_THAT(words(pattern(PatternKind::type2, 16, 4, 16, 4)),
                ElementsAre(0, 2, 1, 3, 2, 0, 3, 1, 1, 3, 2, 0, 3, 1, 0, 2));
    EXPECT_THAT(words(pattern(PatternKind::type3, 16, 4, 16, 4)), ElementsAre(0, 2, 1, 3));
    // D = 6: 0 4 2 6 1 5 3 7 without 6 and 7.
    EXPECT_THAT(words(pattern(PatternKind::type3, 36, 1, 36, 6)), ElementsAre(0, 4, 2, 1, 5, 3));
    // D = 8, d_in 3: right neurons straddle. Starter 4 in sweep 1 is allowed (0..5), then 2 = 4+6 is not, 6 = 4+2 is.
    EXPECT_THAT(words(pattern(PatternKind::type2, 8, 3, 8, 1)), ElementsAre(0, 4, 6));
}

TEST(BitReversal, IsAPermutationForEverySize) {
    for (std::uint32_t size = 1; size < 200; ++size) {
        Words order(size, ~0U);
        bit_reversed_order(order);
        const std::set<std::uint32_t> different(order.begin(), order.end());
        EXPECT_EQ(different.size(), size);
        EXPECT_LT(*different.rbegin(), size);
    }
}

// ---- the patterns drawn are all there are, and about equally likely ----

std::map<Words, int> drawn(const PatternSpec& spec, int draws) {
    std::map<Words, int> count;
    for (int seed = 0; seed < draws; ++seed) {
        // As a set of edges: the order within a right neuron does not make another pattern.
        const Words left = test::expanded(spec, test::draw(spec, static_cast<std::uint64_t>(seed)).value());
        Words edges;
        for (std::uint32_t edge = 0; edge < left.size(); ++edge) {
            edges.push_back(edge / spec.shape.fan_in() * spec.shape.left + left[edge]);
        }
        std::ranges::sort(edges);
        ++count[edges];
    }
    return count;
}

void expect_even(const std::map<Words, int>& count, int draws) {
    const double expected = static_cast<double>(draws) / static_cast<double>(count.size());
    for (const auto& [edges, times] : count) {
        EXPECT_NEAR(times, expected, 6 * std::sqrt(expected));
    }
}

TEST(ClashFree, EveryPatternOfAKindIsDrawn) {
    constexpr int draws = 20000;
    for (const PatternSpec& spec :
         {pattern(PatternKind::type2, 9, 2, 6, 3), pattern(PatternKind::type3, 9, 2, 6, 3),
          dithered(pattern(PatternKind::type3, 12, 2, 12, 4)), pattern(PatternKind::type1, 4, 2, 4, 2),
          dithered(pattern(PatternKind::type2, 4, 2, 8, 2))}) {
        const auto count = drawn(spec, draws);
        EXPECT_EQ(count.size(), pattern_count(spec));
        expect_even(count, draws);
    }
}

// d_in = 3 does not divide p = 4. Per sweep boundary, D-x-y+1 = 2 of the 4 starts are allowed, and all are drawn.
TEST(ClashFree, AllAllowedStartsOfAStraddlingNeuronAreDrawn) {
    constexpr int draws = 4000;
    const PatternSpec spec = pattern(PatternKind::type2, 4, 3, 4, 1);
    std::map<Words, int> count;
    for (int seed = 0; seed < draws; ++seed) {
        ++count[test::draw(spec, static_cast<std::uint64_t>(seed)).value()];
    }
    EXPECT_EQ(count.size(), 4U * 2 * 2);
    expect_even(count, draws);
    // All others have duplicates.
    for (std::uint32_t code = 0; code < 64; ++code) {
        const Words words{code / 16, code / 4 % 4, code % 4};
        EXPECT_EQ(duplicates(test::expanded(spec, words), right_neurons(spec.shape)) == 0, count.contains(words));
    }
}

// Of the 24^3 type 1 patterns with that shape, exactly those without duplicates are drawn.
TEST(ClashFree, Type1RepairsDrawEveryPatternWithoutDuplicates) {
    const PatternSpec spec = pattern(PatternKind::type1, 4, 3, 4, 1);
    std::set<Words> seen;
    for (std::uint64_t seed = 0; seed < 60000; ++seed) {
        seen.insert(test::draw(spec, seed).value());
    }
    std::size_t without_duplicates = 0;
    std::array permutation{0U, 1U, 2U, 3U};
    std::vector<Words> sweeps;
    do {
        sweeps.emplace_back(permutation.begin(), permutation.end());
    } while (std::ranges::next_permutation(permutation).found);
    for (const Words& first : sweeps) {
        for (const Words& second : sweeps) {
            for (const Words& third : sweeps) {
                Words words = first;
                words.insert(words.end(), second.begin(), second.end());
                words.insert(words.end(), third.begin(), third.end());
                const bool good = duplicates(test::expanded(spec, words), right_neurons(spec.shape)) == 0;
                without_duplicates += good ? 1U : 0U;
                EXPECT_TRUE(good || !seen.contains(words));
            }
        }
    }
    EXPECT_EQ(seen.size(), without_duplicates);
}

TEST(ClashFree, DitherPermutesTheMemories) {
    const PatternSpec spec = dithered(pattern(PatternKind::type2, 12, 2, 12, 4));
    std::map<Words, int> count;
    for (std::uint64_t seed = 0; seed < 24000; ++seed) {
        const Words words = test::draw(spec, seed).value();
        ++count[Words(words.begin() + 8, words.begin() + 12)];
    }
    EXPECT_EQ(count.size(), 24U);
    expect_even(count, 24000);
}

TEST(ClashFree, RefusesIllegalShapes) {
    EXPECT_FALSE(test::draw(pattern(PatternKind::type2, 9, 2, 6, 2), 1));  // z does not divide p
    EXPECT_FALSE(test::draw(pattern(PatternKind::type1, 9, 1, 6, 3), 1));  // no whole d_in
    EXPECT_FALSE(test::draw(pattern(PatternKind::type3, 4, 4, 2, 2), 1));  // d_in > p
    EXPECT_FALSE(test::draw(pattern(PatternKind::type2, 12, 2, 8, 2), 1)); // d_in = 3, z = 2
    EXPECT_FALSE(test::draw(pattern(PatternKind::structured, 4, 4, 2, 2), 1));
    EXPECT_TRUE(test::draw(pattern(PatternKind::type2, 4, 2, 2, 2), 1)); // fully connected
}

} // namespace
} // namespace edgeloom::sparsity
