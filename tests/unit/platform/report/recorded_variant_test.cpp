#include "platform/report/recorded_variant.hpp"

#include <gtest/gtest.h>

namespace edgeloom::report {
namespace {

RecordedPoint point(const std::string& outcome, double accuracy) {
    return {.key = {}, .outcome = outcome, .figures = {{"accuracy", accuracy}}};
}

TEST(RecordedVariant, HasMeanLeastAndMostOfItsSeeds) {
    const RecordedVariant variant{.axes = {}, .points = {point("done", 90), point("done", 93), point("done", 90)}};
    const Spread spread = variant.figures().at("accuracy");
    EXPECT_DOUBLE_EQ(spread.mean, 91);
    EXPECT_EQ(spread.least, 90);
    EXPECT_EQ(spread.most, 93);
    EXPECT_EQ(spread.seeds, 3U);
}

TEST(RecordedVariant, HasNegativeFiguresToo) {
    const Spread spread =
        RecordedVariant{.axes = {}, .points = {point("done", -2), point("done", -4)}}.figures().at("accuracy");
    EXPECT_DOUBLE_EQ(spread.mean, -3);
    EXPECT_EQ(spread.least, -4);
    EXPECT_EQ(spread.most, -2);
}

TEST(RecordedVariant, LeavesOutSeedsThatWereNotDone) {
    const RecordedVariant variant{.axes = {}, .points = {point("stopped", 11), point("done", 90), point("failed", 0)}};
    EXPECT_TRUE(variant.is_done());
    EXPECT_EQ(&variant.representative(), &variant.points[1]);
    EXPECT_EQ(variant.figures().at("accuracy").mean, 90);
    EXPECT_EQ(variant.figures().at("accuracy").seeds, 1U);
}

TEST(RecordedVariant, HasTheFiguresOfAllSeedsWhereNoneWasDone) {
    const RecordedVariant variant{.axes = {}, .points = {point("stopped", 11), point("infeasible", 13)}};
    EXPECT_FALSE(variant.is_done());
    EXPECT_EQ(variant.representative().outcome, "stopped");
    EXPECT_EQ(variant.figures().at("accuracy").mean, 12);
}

} // namespace
} // namespace edgeloom::report
