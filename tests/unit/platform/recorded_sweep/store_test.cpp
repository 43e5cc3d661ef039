#include "platform/recorded_sweep/store.hpp"
#include "platform/recorded_sweep/sweep_reader.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"

#include <boost/format.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

namespace edgeloom::platform {
namespace {

namespace fs = std::filesystem;

Point point(std::uint64_t variant, std::uint64_t seed) {
    Point point;
    point.key = (boost::format("%016x") % ((variant * 7919 + seed) % 1000)).str(); // in another order than the variants
    point.variant = variant;
    point.seed = seed;
    point.level = "fast";
    point.axes = {{"training.epochs", variant}};
    point.configuration = "network: {}\n";
    point.figures = {{"edges", 1.0 / 3 * static_cast<double>(variant)}, {"accuracy", 50}};
    return point;
}

std::vector<Point> some_points() {
    std::vector<Point> points;
    for (std::uint64_t variant = 0; variant < 40; ++variant) {
        for (const std::uint64_t seed : {1U, 2U}) {
            points.push_back(point(variant, seed));
        }
    }
    points[5].outcome = PointOutcome::infeasible;
    points[5].reason = "edges < 3";
    points[6].outcome = PointOutcome::failed;
    points[7].outcome = PointOutcome::stopped;
    return points;
}

std::vector<std::string> keys_of(const std::vector<Point>& points) {
    std::vector<std::string> keys(points.size());
    std::ranges::transform(points, keys.begin(), &Point::key);
    return keys;
}

class StoreTest : public testing::Test {
protected:
    // Puts them one by one, and every so often opens the store anew.
    [[nodiscard]] std::string bytes_after(const std::vector<Point>& points, std::size_t between) const {
        const test::ScratchFolder own;
        std::optional<Store> store(own.path());
        store->describe(description);
        for (std::size_t i = 0; i < points.size(); ++i) {
            store->put({points[i]});
            if (i % between == 0) {
                store.reset();
                store.emplace(own.path());
            }
        }
        store->complete(description, keys_of(points));
        return test::read_file(own / sweep_file);
    }

    const SweepDescription description{.name = "small",
                                       .program = "edgeloom",
                                       .document = "name: small\n",
                                       .level = "fast",
                                       .mode = "grid",
                                       .axes = {"training.epochs"},
                                       .objectives = {{"edges", "", Direction::minimise}},
                                       .constraints = {"edges < 3"},
                                       .figures = {{"edges", "", "of all junctions"}}};
    test::ScratchFolder folder;
};

TEST_F(StoreTest, KeepsWhatWasPut) {
    const std::vector<Point> points = some_points();
    {
        Store store(folder.path());
        store.describe(description);
        store.put(points);
    }
    const Store again(folder.path());
    const std::map<std::string, Point> known = again.points();
    ASSERT_EQ(known.size(), points.size());
    for (const Point& each : points) {
        EXPECT_EQ(known.at(each.key), each) << each.key;
    }
    EXPECT_EQ(read_points(folder.path()), points); // while it is open, by variant and seed
}

TEST_F(StoreTest, KeepsWhatTheSweepIs) {
    Store(folder.path()).describe({.name = "of an earlier try"});
    Store(folder.path()).describe(description);
    EXPECT_EQ(read_recorded_sweep(folder.path()).description, description);
}

TEST_F(StoreTest, ReplacesPointsOfTheSameKey) {
    Store store(folder.path());
    Point changed = point(1, 1);
    changed.outcome = PointOutcome::failed;
    store.put({changed});
    store.put({point(1, 1)});
    ASSERT_EQ(store.points().size(), 1U);
    EXPECT_EQ(store.points().begin()->second, point(1, 1));
}

TEST_F(StoreTest, CompleteBytesDoNotTellTheOrder) {
    std::vector<Point> points = some_points();
    const std::string expected = bytes_after(points, 1000);
    ASSERT_FALSE(expected.empty());
    std::ranges::reverse(points);
    EXPECT_TRUE(bytes_after(points, 7) == expected);
    std::ranges::rotate(points, points.begin() + 13);
    EXPECT_TRUE(bytes_after(points, 3) == expected);
}

TEST_F(StoreTest, CompleteHasTheseAloneAndNothingBeside) {
    {
        Store store(folder.path());
        store.put(some_points());
        folder.write("sweep.sqlite.part", "of an earlier try");
        store.complete(description, keys_of({point(2, 1), point(1, 1)}));
    }
    const std::vector<Point> read = read_points(folder.path());
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read.front(), point(1, 1));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
    EXPECT_EQ(Store(folder.path()).points().size(), 2U); // and goes on from there
}

TEST_F(StoreTest, SomethingElseIsLeftAlone) {
    folder.write(sweep_file, std::string(4096, 'x'));
    EXPECT_THROW(Store(folder.path()), UserError);
    EXPECT_EQ(test::read_file(folder / sweep_file), std::string(4096, 'x'));
    EXPECT_THROW((void)read_points(folder / "nowhere"), UserError);
}

} // namespace
} // namespace edgeloom::platform
