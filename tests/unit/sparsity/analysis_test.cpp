#include "sparsity/analysis.hpp"
#include "sparsity/pattern_words.hpp"
#include "support/any_pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace edgeloom::sparsity {
namespace {

using abi::PatternKind;
using testing::ElementsAre;
using Words = std::vector<std::uint32_t>;

PatternSpec pattern(PatternKind kind, bool dither, std::uint32_t left, std::uint32_t fan_out, std::uint32_t right,
                    std::uint32_t z) {
    return {.shape = {.left = left, .right = right, .edges = left * fan_out, .parallelism = z},
            .kind = kind,
            .dither = dither};
}

TEST(PatternCount, ThoseOfTheSpecification) {
    EXPECT_EQ(pattern_count(pattern(PatternKind::type1, false, 9, 2, 6, 3)), 46656);
    EXPECT_EQ(pattern_count(pattern(PatternKind::type2, false, 9, 2, 6, 3)), 729);
    EXPECT_EQ(pattern_count(pattern(PatternKind::type3, false, 9, 2, 6, 3)), 27);
    EXPECT_EQ(pattern_count(pattern(PatternKind::type1, true, 12, 2, 12, 4)), 60466176);
    EXPECT_EQ(pattern_count(pattern(PatternKind::type2, true, 12, 2, 12, 4)), 236196);
    EXPECT_EQ(pattern_count(pattern(PatternKind::type3, true, 12, 2, 12, 4)), 486);
}

TEST(PatternCount, DitherAddsNothingWhereANeuronTakesWholeClocks) {
    for (const PatternKind kind : {PatternKind::type1, PatternKind::type2, PatternKind::type3}) {
        EXPECT_EQ(pattern_count(pattern(kind, true, 9, 2, 6, 3)), pattern_count(pattern(kind, false, 9, 2, 6, 3)));
        EXPECT_EQ(pattern_count(pattern(kind, true, 8, 2, 4, 2)), pattern_count(pattern(kind, false, 8, 2, 4, 2)));
    }
}

TEST(PatternCount, GrowsBeyondMachineWords) {
    EXPECT_EQ(pattern_count(pattern(PatternKind::type2, false, 1024, 4, 64, 128)),
              boost::multiprecision::pow(boost::multiprecision::cpp_int(8), 512));
}

TEST(PatternWords, Counts) {
    const auto count = [](PatternKind kind, bool dither) {
        return pattern_word_count(pattern(kind, dither, 1024, 4, 64, 128));
    };
    EXPECT_EQ(count(PatternKind::type1, false), 4096U);
    EXPECT_EQ(count(PatternKind::type2, false), 512U);
    EXPECT_EQ(count(PatternKind::type3, false), 128U);
    EXPECT_EQ(count(PatternKind::type1, true), 4096U + 512);
    EXPECT_EQ(count(PatternKind::type2, true), 1024U);
    EXPECT_EQ(count(PatternKind::type3, true), 256U);
    EXPECT_EQ(count(PatternKind::structured, false), 4096U);
}

RC_GTEST_PROP(PatternWords, TraitsForeseeThemForEveryParallelism, ()) {
    const bool listed = *rc::gen::arbitrary<bool>();
    const auto spec = listed ? *rc::gen::exec(test::any_listed) : *rc::gen::exec(test::any_clash_free);
    mapping::JunctionShape open = spec.shape;
    open.parallelism = 0;
    const mapping::PatternTraits known = traits(spec.kind, spec.dither, open);
    RC_ASSERT(known.words.with(spec.shape.parallelism) == pattern_word_count(spec));
    RC_ASSERT(known.constant_degrees == constant_degrees(spec.kind));
}

TEST(ClashCheck, AMemoryTwiceInAClockIsAClash) {
    const mapping::JunctionShape shape{.left = 4, .right = 2, .edges = 4, .parallelism = 2};
    EXPECT_TRUE(clash_free(shape, Words{0, 3, 2, 1}));
    EXPECT_FALSE(clash_free(shape, Words{0, 2, 1, 3}));
    EXPECT_FALSE(clash_free(shape, Words{0, 1, 1, 1}));
}

TEST(Duplicates, AreCountedPerPairOfNeurons) {
    EXPECT_EQ(duplicates(Words{0, 1, 0, 1}, Words{0, 0, 1, 1}), 0U);
    EXPECT_EQ(duplicates(Words{1, 0, 1, 1}, Words{0, 0, 0, 1}), 1U);
    EXPECT_EQ(duplicates(Words{1, 1, 1, 1}, Words{0, 0, 0, 0}), 3U);
    EXPECT_EQ(duplicates(Words{}, Words{}), 0U);
}

TEST(Degrees, AreCountedPerNeuron) {
    EXPECT_THAT(degrees(Words{3, 0, 3, 3}, 4), ElementsAre(1, 0, 0, 3));
    EXPECT_THAT(right_neurons({.left = 4, .right = 2, .edges = 4, .parallelism = 1}), ElementsAre(0, 0, 1, 1));
}

TEST(Density, PublishedPoints) {
    const std::array first{mapping::JunctionShape{1024, 64, 4096, 128}, mapping::JunctionShape{64, 32, 1024, 32}};
    const std::array second{mapping::JunctionShape{1024, 64, 8192, 512}, mapping::JunctionShape{64, 16, 512, 32}};
    EXPECT_NEAR(density_percent(first), 7.576, 0.0005);
    EXPECT_NEAR(density_percent(second), 13.1, 0.05);
    EXPECT_DOUBLE_EQ(density_percent(std::span(first).first(1)), 6.25);
}

TEST(Compress, RefusesWhatIsNotOfTheKind) {
    // p = 4, z = 2, two sweeps in natural order: of every kind.
    const Words natural{0, 1, 2, 3, 0, 1, 2, 3};
    // Sweep 1 starts elsewhere, by memory.
    const Words shifted{0, 1, 2, 3, 2, 1, 0, 3};
    const Words swapped{0, 1, 2, 3, 1, 0, 3, 2};
    const Words clash{0, 2, 1, 3, 0, 1, 2, 3};
    const Words repeated{0, 1, 0, 3, 0, 1, 2, 3};
    const Words beyond{0, 1, 2, 3, 0, 1, 2, 5};
    const auto possible = [](PatternKind kind, bool dither, const Words& left) {
        return compress(pattern(kind, dither, 4, 2, 4, 2), left, {}).has_value();
    };
    for (const PatternKind kind : {PatternKind::type1, PatternKind::type2, PatternKind::type3}) {
        EXPECT_TRUE(possible(kind, false, natural));
        EXPECT_TRUE(possible(kind, true, natural));
        EXPECT_FALSE(possible(kind, false, swapped));
        EXPECT_EQ(possible(kind, false, shifted), kind != PatternKind::type3);
        EXPECT_EQ(possible(kind, true, swapped), kind != PatternKind::type3);
        for (const Words& wrong : {clash, repeated, beyond, Words{0, 1, 2}}) {
            EXPECT_FALSE(possible(kind, true, wrong));
        }
    }
    // Type 2 steps through the addresses: with D = 3, 0 2 1 is no such order.
    const Words jumping{0, 2, 1};
    EXPECT_TRUE(compress(pattern(PatternKind::type1, false, 3, 1, 3, 1), jumping, {}));
    EXPECT_FALSE(compress(pattern(PatternKind::type2, false, 3, 1, 3, 1), jumping, {}));
}

TEST(Compress, ListedEdgesNeedTheirRightNeurons) {
    const PatternSpec spec = pattern(PatternKind::random, false, 4, 1, 3, 1);
    const Words left{3, 0, 1, 2};
    EXPECT_EQ(compress(spec, left, Words{0, 0, 2, 2}), (Words{3, 0, 0x20001, 0x20002}));
    EXPECT_FALSE(compress(spec, left, {}));
    EXPECT_FALSE(compress(spec, left, Words{0, 2, 0, 2}));
    EXPECT_FALSE(compress(spec, left, Words{0, 0, 2, 3}));
}

} // namespace
} // namespace edgeloom::sparsity
