#include "platform/recorded_sweep/front.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace edgeloom::platform {
namespace {

using testing::ElementsAre;

TEST(Front, IsWhatNothingBeats) {
    const std::vector<Costs> points{{1, 5}, {2, 2}, {3, 3}, {5, 1}, {2, 2}, {5, 2}};
    EXPECT_THAT(front(points), ElementsAre(0, 1, 3, 4)); // of equals all
    EXPECT_TRUE(front({}).empty());
}

// In words of the definition: no other point is at most as costly everywhere, and cheaper somewhere.
bool is_beaten(const std::vector<Costs>& points, std::size_t i) {
    for (const Costs& other : points) {
        int cheaper = 0;
        int dearer = 0;
        for (std::size_t k = 0; k < other.size(); ++k) {
            cheaper += other[k] < points[i][k] ? 1 : 0;
            dearer += other[k] > points[i][k] ? 1 : 0;
        }
        if (dearer == 0 && cheaper > 0) {
            return true;
        }
    }
    return false;
}

RC_GTEST_PROP(Front, IsAsDefined, ()) {
    const auto objectives = *rc::gen::inRange<std::size_t>(1, 5);
    const auto points = *rc::gen::container<std::vector<Costs>>(
        rc::gen::container<Costs>(objectives, rc::gen::map(rc::gen::inRange(0, 6), [](int i) { return i / 2.0; })));
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!is_beaten(points, i)) {
            expected.push_back(i);
        }
    }
    RC_ASSERT(front(points) == expected);
}

} // namespace
} // namespace edgeloom::platform
