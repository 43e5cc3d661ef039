#include "platform/recorded_sweep/recorded_variant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <limits>

namespace edgeloom::platform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr PointOutcome done = PointOutcome::done;

const Objective accurate{"accuracy", "%", Direction::maximise};
const Objective small{"edges", "", Direction::minimise};

Point point(PointOutcome outcome, double accuracy) {
    Point point;
    point.outcome = outcome;
    point.figures = {{"accuracy", accuracy}};
    return point;
}

RecordedVariant variant(std::vector<Point> points) {
    return {.axes = {}, .points = std::move(points)};
}

TEST(RecordedVariant, HasMeanLeastAndMostOfItsSeeds) {
    const RecordedVariant three = variant({point(done, 90), point(done, 93), point(done, 90)});
    const Spread spread = three.figures().at("accuracy");
    EXPECT_DOUBLE_EQ(spread.mean, 91);
    EXPECT_EQ(spread.least, 90);
    EXPECT_EQ(spread.most, 93);
    EXPECT_EQ(spread.seeds, 3U);
}

TEST(RecordedVariant, HasNegativeFiguresToo) {
    const Spread spread = variant({point(done, -2), point(done, -4)}).figures().at("accuracy");
    EXPECT_DOUBLE_EQ(spread.mean, -3);
    EXPECT_EQ(spread.least, -4);
    EXPECT_EQ(spread.most, -2);
}

TEST(RecordedVariant, IsDoneIfAllItsSeedsAre) {
    const RecordedVariant mixed =
        variant({point(done, 90), point(PointOutcome::stopped, 11), point(PointOutcome::failed, 0)});
    EXPECT_FALSE(mixed.done());
    EXPECT_EQ(&mixed.decisive(), &mixed.points[1]);
    EXPECT_EQ(&mixed.example(), &mixed.points[0]);
    EXPECT_EQ(mixed.figures().at("accuracy").mean, 90); // what is known, of the seeds that are done
    EXPECT_EQ(mixed.costs(std::array{accurate}), std::nullopt);
    EXPECT_TRUE(variant({point(done, 90), point(done, 91)}).done());
}

TEST(RecordedVariant, HasTheFiguresOfAllSeedsWhereNoneWasDone) {
    const RecordedVariant undone = variant({point(PointOutcome::stopped, 11), point(PointOutcome::infeasible, 13)});
    EXPECT_EQ(undone.decisive().outcome, PointOutcome::stopped);
    EXPECT_EQ(undone.example().outcome, PointOutcome::stopped);
    EXPECT_EQ(undone.figures().at("accuracy").mean, 12);
}

TEST(RecordedVariant, CostsLessWhereItIsBetter) {
    RecordedVariant two = variant({point(done, 90), point(done, 92)});
    EXPECT_EQ(two.costs(std::array{accurate}), Costs{-91});
    EXPECT_EQ(two.costs(std::array{accurate, small}), std::nullopt);
    two.points[0].figures["edges"] = 100; // of one seed alone
    EXPECT_EQ(two.costs(std::array{accurate, small}), std::nullopt);
    two.points[1].figures["edges"] = 100;
    EXPECT_EQ(two.costs(std::array{accurate, small}), (Costs{-91, 100}));
}

// As rows of the database.
Point row(std::uint64_t variant, std::uint64_t seed, const Figures& figures) {
    Point point;
    point.variant = variant;
    point.seed = seed;
    point.figures = figures;
    return point;
}

TEST(FrontOfVariants, WeighsMeansOverSeedsOfThoseThatAreDone) {
    std::vector<Point> points{row(0, 1, {{"accuracy", 80}, {"edges", 9}}), row(0, 2, {{"accuracy", 90}, {"edges", 9}}),
                              row(1, 1, {{"accuracy", 84}, {"edges", 9}}), row(1, 2, {{"accuracy", 85}, {"edges", 9}}),
                              row(2, 1, {{"accuracy", 99}, {"edges", 9}}), row(2, 2, {}),
                              row(3, 1, {{"accuracy", 10}, {"edges", 5}}), row(3, 2, {{"accuracy", 10}, {"edges", 5}})};
    points[5].outcome = PointOutcome::failed;
    const std::vector<RecordedVariant> variants = by_variant(points);
    ASSERT_EQ(variants.size(), 4U);
    EXPECT_EQ(variants[3].number, 3U);
    EXPECT_THAT(front_of(variants, std::array{accurate, small}), ElementsAre(0, 3));
    EXPECT_THAT(front_of(variants, std::array{small}), ElementsAre(3));
}

// Variants of one seed.
std::vector<RecordedVariant> variants_at(const std::vector<std::pair<double, double>>& accuracies_and_edges) {
    std::vector<Point> points;
    points.reserve(accuracies_and_edges.size());
    for (const auto& [accuracy, edges] : accuracies_and_edges) {
        points.push_back(row(points.size(), 1, {{"accuracy", accuracy}, {"edges", edges}}));
    }
    return by_variant(points);
}

TEST(FrontOfVariants, GoesByTheDirections) {
    const auto variants = variants_at({{90, 100}, {95, 200}, {94, 300}, {90, 150}, {99, 1000}});
    const Objective inaccurate{"accuracy", "%", Direction::minimise};
    const Objective large{"edges", "", Direction::maximise};
    EXPECT_THAT(front_of(variants, std::array{accurate, small}), ElementsAre(0, 1, 4));
    EXPECT_THAT(front_of(variants, std::array{inaccurate, small}), ElementsAre(0));
    EXPECT_THAT(front_of(variants, std::array{accurate, large}), ElementsAre(4));
}

TEST(FrontOfVariants, HasEqualVariantsAllOrNone) {
    const auto variants = variants_at({{1, 1}, {1, 1}, {1, 2}});
    EXPECT_THAT(front_of(variants, std::array{accurate, small}), ElementsAre(0, 1));
}

TEST(FrontOfVariants, LeavesOutWhatIsNoNumber) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(front_of(variants_at({{none, 0}, {1, 5}, {100, none}}), std::array{accurate, small}), ElementsAre(1));
}

RC_GTEST_PROP(FrontOfVariants, PartsWhatIsBeatenFromWhatIsNot, ()) {
    const auto direction = rc::gen::element(Direction::minimise, Direction::maximise);
    const std::array objectives{Objective{"accuracy", "", *direction}, Objective{"edges", "", *direction}};
    const auto value = rc::gen::map(rc::gen::inRange(0, 5), [](int whole) { return static_cast<double>(whole); });
    const auto places = *rc::gen::container<std::vector<std::pair<double, double>>>(rc::gen::pair(value, value));
    const auto found = front_of(variants_at(places), objectives);
    const auto gain = [](const Objective& objective, double from, double to) {
        return objective.direction == Direction::maximise ? to - from : from - to;
    };
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool beaten = std::ranges::any_of(places, [&](const std::pair<double, double>& other) {
            const double first = gain(objectives[0], places[i].first, other.first);
            const double second = gain(objectives[1], places[i].second, other.second);
            return first >= 0 && second >= 0 && first + second > 0;
        });
        RC_ASSERT((std::ranges::find(found, i) != found.end()) != beaten);
    }
}

TEST(FrontOfVariants, IsEmptyWithoutVariantsAndWithoutObjectives) {
    EXPECT_THAT(front_of({}, std::array{accurate}), IsEmpty());
    EXPECT_THAT(front_of(by_variant({row(0, 1, {{"edges", 3}})}), {}), IsEmpty());
}

} // namespace
} // namespace edgeloom::platform
