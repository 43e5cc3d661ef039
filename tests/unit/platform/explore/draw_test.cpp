#include "platform/explore/draw.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace edgeloom::platform::explore {
namespace {

Space space_of(const std::vector<std::uint32_t>& sizes) {
    std::vector<Axis> axes;
    for (const std::uint32_t size : sizes) {
        axes.push_back({.name = "axis", .values = std::vector<std::string>(size, "0")});
    }
    return Space(axes);
}

std::set<Choices> set_of(const std::vector<Choices>& drawn) {
    return {drawn.begin(), drawn.end()};
}

RC_GTEST_PROP(Draw, IsOfDistinctCombinations, ()) {
    const Space space = space_of({*rc::gen::inRange(1U, 9U), *rc::gen::inRange(1U, 9U), *rc::gen::inRange(1U, 9U)});
    Draw draw(space, *rc::gen::arbitrary<std::uint32_t>());
    const auto first = *rc::gen::inRange<std::uint64_t>(0, 200);
    const auto second = *rc::gen::inRange<std::uint64_t>(0, 800);
    std::vector<Choices> all = draw.latin_hypercube(first);
    RC_ASSERT(all.size() == std::min(first, space.size()));
    const std::vector<Choices> more = draw.random(second);
    RC_ASSERT(more.size() == std::min(second, space.size() - all.size()));
    all.insert(all.end(), more.begin(), more.end());
    RC_ASSERT(set_of(all).size() == all.size());
}

TEST(Draw, IsDecidedByTheSeed) {
    const Space space = space_of({50, 50, 50});
    EXPECT_EQ(Draw(space, 7).random(100), Draw(space, 7).random(100));
    EXPECT_NE(Draw(space, 7).random(100), Draw(space, 8).random(100));
    EXPECT_EQ(Draw(space, 7).latin_hypercube(100), Draw(space, 7).latin_hypercube(100));
    EXPECT_NE(Draw(space, 7).latin_hypercube(100), Draw(space, 8).latin_hypercube(100));
}

TEST(Draw, LeavesOutWhatIsExcluded) {
    const Space space = space_of({4, 5});
    Draw draw(space, 1);
    draw.exclude({2, 3});
    const std::vector<Choices> all = draw.random(100);
    EXPECT_EQ(all.size(), 19U);
    EXPECT_EQ(std::ranges::count(all, Choices{2, 3}), 0);
}

TEST(Draw, RandomValuesComeAboutEquallyOften) {
    const Space space = space_of({10, 1000});
    std::map<std::uint32_t, int> counts;
    for (const Choices& choices : Draw(space, 3).random(4000)) {
        ++counts[choices[0]];
    }
    for (const auto& [value, count] : counts) {
        EXPECT_NEAR(count, 400, 75) << value; // four deviations
    }
}

TEST(LatinHypercube, ValuesComeEquallyOftenOnEachAxis) {
    const Space space = space_of({20, 40, 3000, 7});
    constexpr std::uint64_t count = 40;
    const std::vector<Choices> all = Draw(space, 5).latin_hypercube(count);
    ASSERT_EQ(all.size(), count);
    for (std::size_t axis = 0; axis < space.axes().size(); ++axis) {
        std::map<std::uint64_t, std::uint64_t> counts; // by stratum
        const std::uint64_t values = space.axes()[axis].values.size();
        const std::uint64_t strata = std::min(values, count);
        for (const Choices& choices : all) {
            ++counts[choices[axis] * strata / values];
        }
        EXPECT_EQ(counts.size(), strata) << axis;
        for (const auto& [stratum, times] : counts) {
            EXPECT_GE(times, count / strata) << axis;
            EXPECT_LE(times, (count + strata - 1) / strata) << axis;
        }
    }
}

} // namespace
} // namespace edgeloom::platform::explore
