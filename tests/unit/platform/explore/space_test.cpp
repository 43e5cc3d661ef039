#include "platform/explore/space.hpp"
#include "platform/user_error.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace edgeloom::platform::explore {
namespace {

Space space_of(const std::vector<std::uint32_t>& sizes) {
    std::vector<Axis> axes;
    for (const std::uint32_t size : sizes) {
        axes.push_back({.name = "axis", .values = std::vector<std::string>(size, "0")});
    }
    return Space(axes);
}

TEST(Space, LastAxisTurnsQuickest) {
    const Space space = space_of({2, 3});
    EXPECT_EQ(space.size(), 6U);
    EXPECT_EQ(space.at(0), (Choices{0, 0}));
    EXPECT_EQ(space.at(1), (Choices{0, 1}));
    EXPECT_EQ(space.at(3), (Choices{1, 0}));
    EXPECT_EQ(space.at(5), (Choices{1, 2}));
}

TEST(Space, WithoutAxesHasOneCombination) {
    EXPECT_EQ(Space({}).size(), 1U);
    EXPECT_EQ(Space({}).at(0), Choices{});
}

TEST(Space, TooLargeToCountIsRefused) {
    const std::uint32_t many = 1U << 16;
    EXPECT_EQ(space_of({many, many, many, 1U << 14}).size(), std::uint64_t{1} << 62);
    EXPECT_THROW(space_of({many, many, many, many}), UserError);
}

RC_GTEST_PROP(Space, NumbersAreOneToOne, ()) {
    const auto axes = *rc::gen::inRange<std::size_t>(0, 5);
    const auto sizes = *rc::gen::container<std::vector<std::uint32_t>>(axes, rc::gen::inRange(1U, 8U));
    const Space space = space_of(sizes);
    std::set<Choices> all;
    for (std::uint64_t number = 0; number < space.size(); ++number) {
        const Choices choices = space.at(number);
        RC_ASSERT(space.number_of(choices) == number);
        for (std::size_t axis = 0; axis < sizes.size(); ++axis) {
            RC_ASSERT(choices[axis] < sizes[axis]);
        }
        all.insert(choices);
    }
    RC_ASSERT(all.size() == space.size());
}

} // namespace
} // namespace edgeloom::platform::explore
