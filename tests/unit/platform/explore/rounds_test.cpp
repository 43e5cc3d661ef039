#include "platform/explore/rounds.hpp"
#include "platform/output/run_files.hpp"
#include "support/scratch_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>

namespace edgeloom::platform::explore {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Training training(std::uint64_t variant, std::uint64_t seed, std::uint64_t epochs) {
    Training training{.point = {}, .epochs = epochs};
    training.point.key = std::to_string(variant) + "-" + std::to_string(seed);
    training.point.variant = variant;
    training.point.seed = seed;
    return training;
}

std::vector<Training> trainings(std::uint64_t variants, std::uint64_t epochs) {
    std::vector<Training> all;
    for (std::uint64_t variant = 0; variant < variants; ++variant) {
        all.push_back(training(variant, 1, epochs));
    }
    return all;
}

class RoundsTest : public testing::Test {
protected:
    // As a run leaves it.
    static void write_summary(const fs::path& folder, double accuracy, double seconds) {
        const json summary{
            {"training",
             {{"test_percent", accuracy}, {"epochs", {{{"epoch", 1}, {"train_last1000_percent", accuracy}}}}}},
            {"timing",
             {{"block_cycle_clocks", 66},
              {"clocks_per_input", 70},
              {"time_per_input_ns", 700},
              {"training_seconds", seconds},
              {"busy_clocks", 9},
              {"stall_clocks", {{"input", 1}}}}},
            {"energy", {{"per_input_nj", 3}, {"by_engine", json::object()}}}};
        fs::create_directories(folder);
        std::ofstream(folder / summary_file) << summary.dump();
    }
    // All runs of a round pass; the accuracy is the variant's number.
    void pass(Rounds& rounds, const std::vector<Task>& tasks) const {
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const std::string key = tasks[i].folder.lexically_relative(folder.path()).begin()->string();
            write_summary(tasks[i].folder, std::stod(key), 1);
            rounds.take(i, {.passed = true, .reason = {}});
        }
    }

    test::ScratchFolder folder;
};

TEST_F(RoundsTest, HalvesVariantsAndDoublesEpochs) {
    Rounds rounds(trainings(10, 16), {.first_epochs = 2, .keep = 0.5}, folder.path());
    std::vector<std::size_t> sizes;
    std::vector<std::string> epochs; // of a round, beyond what was trained
    std::map<std::uint64_t, Point> known;
    while (!rounds.done()) {
        const std::vector<Task> tasks = rounds.next();
        sizes.push_back(tasks.size());
        epochs.push_back(tasks.front().arguments.at(1));
        pass(rounds, tasks);
        for (const Point& point : rounds.judge()) {
            known[point.variant] = point;
        }
    }
    EXPECT_THAT(sizes, ElementsAre(10, 5, 3, 2)); // half of five is three
    EXPECT_THAT(epochs,
                ElementsAre("training.epochs=2", "training.epochs=2", "training.epochs=4", "training.epochs=8"));
    EXPECT_EQ(rounds.number(), 4U);
    ASSERT_EQ(known.size(), 10U);
    for (const auto& [variant, point] : known) {
        EXPECT_EQ(point.outcome, variant >= 8 ? PointOutcome::done : PointOutcome::stopped) << variant;
    }
    EXPECT_EQ(known[0].reason, "accuracy 0 % after 2 epochs, not among the best");
    EXPECT_EQ(known[7].reason, "accuracy 7 % after 8 epochs, not among the best");
    EXPECT_EQ(known[9].figures.at("training_seconds"), 4); // of all rounds
}

TEST_F(RoundsTest, GoesOnFromTheStateOfTheRoundBefore) {
    Rounds rounds(trainings(2, 3), {.first_epochs = 1, .keep = 0.5}, folder.path());
    const std::vector<Task> first = rounds.next();
    EXPECT_THAT(first[1].arguments, ElementsAre("--set", "training.epochs=1", "--dump-state"));
    EXPECT_EQ(first[1].folder, folder / "1-1" / "round-1");
    pass(rounds, first);
    EXPECT_EQ(rounds.judge().size(), 1U);
    const std::vector<Task> second = rounds.next();
    ASSERT_EQ(second.size(), 1U);
    EXPECT_THAT(second[0].arguments, Contains((folder / "1-1" / "round-1").string()));
    pass(rounds, second);
    EXPECT_THAT(rounds.judge(), IsEmpty());
    const std::vector<Task> last = rounds.next();
    EXPECT_EQ(last[0].folder, folder / "1-1"); // the point's results
    EXPECT_THAT(last[0].arguments, Contains("training.epochs=1"));
    EXPECT_THAT(last[0].arguments, Not(Contains("--dump-state")));
    pass(rounds, last);
    EXPECT_TRUE(rounds.judge().front().done());
    EXPECT_TRUE(rounds.done());
}

TEST_F(RoundsTest, FailedRunEndsItsPointAlone) {
    Rounds rounds(trainings(4, 8), {.first_epochs = 1, .keep = 0.5}, folder.path());
    const std::vector<Task> tasks = rounds.next();
    pass(rounds, tasks);
    rounds.take(3, {.passed = false, .reason = "it fell over"}); // the best
    const std::vector<Point> known = rounds.judge();
    ASSERT_EQ(known.size(), 2U); // and the worst of the three others
    EXPECT_EQ(known[0].variant, 0U);
    EXPECT_EQ(known[0].outcome, PointOutcome::stopped);
    EXPECT_EQ(known[1].outcome, PointOutcome::failed);
    EXPECT_EQ(known[1].reason, "it fell over");
    EXPECT_EQ(rounds.next().size(), 2U);
}

TEST_F(RoundsTest, SeedsOfAVariantStayTogether) {
    std::vector<Training> all;
    for (const std::uint64_t variant : {0U, 1U, 2U, 3U}) {
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            all.push_back(training(variant, seed, 8));
        }
    }
    Rounds rounds(std::move(all), {.first_epochs = 1, .keep = 0.5}, folder.path());
    pass(rounds, rounds.next());
    std::vector<std::uint64_t> stopped;
    for (const Point& point : rounds.judge()) {
        stopped.push_back(point.variant);
    }
    EXPECT_THAT(stopped, ElementsAre(0, 0, 0, 1, 1, 1));
}

} // namespace
} // namespace edgeloom::platform::explore
