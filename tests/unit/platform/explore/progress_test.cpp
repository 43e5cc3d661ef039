#include "platform/explore/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace edgeloom::platform::explore {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

Point point(double accuracy, PointOutcome outcome = PointOutcome::done) {
    Point point;
    point.outcome = outcome;
    point.figures = {{"accuracy", accuracy}};
    return point;
}

void a_moment() {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
}

TEST(Progress, TellsRateBestAndTimeLeft) {
    Progress progress(100, Objective{"accuracy", "%", Direction::maximise});
    progress.point(point(90), false);
    progress.point(point(93.25), false);
    progress.point(point(99, PointOutcome::failed), false);
    progress.point(point(91), false);
    a_moment();
    EXPECT_THAT(progress.words(), MatchesRegex("[0-9.]+ points/s, accuracy 93.25, [0-9]+ s left"));
    EXPECT_THAT(progress.words(), Not(StartsWith("0.0")));
}

TEST(Progress, RateIsOfPointsThatTakeTime) {
    Progress progress(100, std::nullopt);
    for (int i = 0; i < 90; ++i) {
        progress.point(point(90), true);
    }
    a_moment();
    EXPECT_EQ(progress.words(), "0.0 points/s"); // and nobody knows how long the rest will take
    progress.point(point(90), false);
    EXPECT_THAT(progress.words(), HasSubstr(" s left"));
}

TEST(Progress, OfARoundCountsTrainings) {
    Progress progress(8, std::nullopt);
    progress.round(1, 8);
    progress.trained();
    a_moment();
    EXPECT_THAT(progress.words(), MatchesRegex("[0-9.]+ trainings/s, [0-9]+ s left"));
}

} // namespace
} // namespace edgeloom::platform::explore
