#include "platform/report/front.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>

namespace edgeloom::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Points = std::vector<std::vector<double>>;

constexpr Direction most = Direction::maximise;
constexpr Direction least = Direction::minimise;

TEST(Front, HasWhatNoOtherPointIsBetterThan) {
    const Points points{{90, 100}, {95, 200}, {94, 300}, {90, 150}, {99, 1000}};
    EXPECT_THAT(front(points, {most, least}), ElementsAre(0, 1, 4));
    EXPECT_THAT(front(points, {least, least}), ElementsAre(0));
    EXPECT_THAT(front(points, {most, most}), ElementsAre(4));
}

TEST(Front, HasEqualPointsAllOrNone) {
    EXPECT_THAT(front({{1, 1}, {1, 1}, {2, 2}}, {least, least}), ElementsAre(0, 1));
    EXPECT_THAT(front({{1, 1}, {1, 1}, {2, 2}}, {most, most}), ElementsAre(2));
}

TEST(Front, WantsBetterInOneCoordinateAlone) {
    EXPECT_THAT(front({{1, 5}, {1, 4}}, {most, least}), ElementsAre(1));
}

TEST(Front, OfOneObjectiveIsTheBest) {
    EXPECT_THAT(front({{3}, {7}, {5}}, {most}), ElementsAre(1));
}

TEST(Front, LeavesOutWhatIsNoNumber) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(front({{none, 0}, {1, 5}, {100, none}}, {most, least}), ElementsAre(1));
}

TEST(Front, IsEmptyWithoutPointsAndWithoutObjectives) {
    EXPECT_THAT(front({}, {most}), IsEmpty());
    EXPECT_THAT(front({{}, {}}, {}), IsEmpty());
}

RC_GTEST_PROP(Front, PartsWhatIsDominatedFromWhatIsNot, ()) {
    const auto directions = *rc::gen::container<std::vector<Direction>>(3, rc::gen::element(most, least));
    const auto points = *rc::gen::container<Points>(rc::gen::container<std::vector<double>>(
        3, rc::gen::map(rc::gen::inRange(0, 5), [](int value) { return static_cast<double>(value); })));
    const auto found = front(points, directions);
    const auto dominates = [&](const std::vector<double>& one, const std::vector<double>& other) {
        bool better = false;
        for (std::size_t i = 0; i < 3; ++i) {
            const double sign = directions[i] == most ? 1 : -1;
            if (sign * one[i] < sign * other[i]) {
                return false;
            }
            better = better || one[i] != other[i];
        }
        return better;
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool on_front = std::ranges::find(found, i) != found.end();
        const bool beaten = std::ranges::any_of(found, [&](std::size_t j) { return dominates(points[j], points[i]); });
        RC_ASSERT(on_front != beaten);
    }
}

} // namespace
} // namespace edgeloom::report
