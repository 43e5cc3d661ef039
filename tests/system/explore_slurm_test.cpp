// Sweeps on a cluster: the same bytes as on this machine, whatever is killed meanwhile.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/runs_of.hpp"
#include "system/slurm_cluster.hpp"
#include "system/small_sweep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <optional>
#include <thread>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr std::uint32_t inputs = 30000; // of a run, which is to last long enough to be killed

class ExploreOnSlurm : public testing::Test {
protected:
    void SetUp() override {
        if (const std::string program = SlurmCluster::missing(); !program.empty()) {
            GTEST_SKIP() << program << " is not installed";
        }
        fs::create_directory(here / "the sweep's");
        for (const fs::path& folder : {here.path() / "the sweep's", there.path()}) {
            write_small_sweep(folder, inputs);
        }
        cluster.emplace(cluster_folder.path());
    }

    // A folder whose name wants quoting.
    [[nodiscard]] fs::path folder() const { return here / "the sweep's"; }
    [[nodiscard]] fs::path out() const { return folder() / "sweep"; }
    [[nodiscard]] std::unique_ptr<Process> start() const {
        return std::make_unique<Process>(
            EDGELOOM_PROGRAM, std::vector<std::string>{"explore", "sweep.yaml", "--executor", "slurm"}, folder());
    }
    // Of a run that nobody disturbs, without Slurm, in another folder.
    [[nodiscard]] std::string undisturbed() const {
        const Finished finished = edgeloom({"explore", "sweep.yaml", "--out", "other"}, there.path());
        EXPECT_EQ(finished.status, 0) << finished.err;
        return read_file(there / "other/sweep.sqlite");
    }
    void expect_the_same(const Finished& finished) const {
        EXPECT_EQ(finished.status, 0) << finished.out << finished.err;
        EXPECT_THAT(finished.out, HasSubstr("6 points: 4 done, 2 infeasible"));
        EXPECT_EQ(finished.err, "");
        const std::string expected = undisturbed();
        ASSERT_FALSE(expected.empty());
        EXPECT_TRUE(read_file(out() / "sweep.sqlite") == expected);
    }

    ScratchFolder here;
    ScratchFolder there;
    ScratchFolder cluster_folder;
    std::optional<SlurmCluster> cluster; // ends before its folder
};

TEST_F(ExploreOnSlurm, KilledTaskIsQueuedAgain) {
    const auto process = start();
    const pid_t victim = hold_a_run(out());
    ASSERT_NE(victim, 0);
    const std::string task = command_line(victim);
    ASSERT_EQ(kill(victim, SIGKILL), 0);
    EXPECT_TRUE(eventually([&] { // the same task, by another process
        const auto runs = runs_of(out());
        return std::ranges::any_of(runs, [&](pid_t run) { return run != victim && command_line(run) == task; });
    }));
    expect_the_same(process->finish());
}

TEST_F(ExploreOnSlurm, ArrayGoesOnWithoutTheDriverAndIsWaitedFor) {
    pid_t held = 0; // a run that is held, so that the array is not over before the driver is
    {
        const auto process = start();
        held = hold_a_run(out());
        ASSERT_NE(held, 0);
        ASSERT_TRUE(eventually([&] { return !passed_runs(out()).empty(); }));
        process->signal(SIGKILL);
        EXPECT_NE(process->finish().status, 0);
    }
    const PassedRuns before = passed_runs(out());
    EXPECT_LT(before.size(), 4U);
    EXPECT_NE(cluster->queue(), "");
    const auto again = start();
    ASSERT_EQ(kill(held, SIGCONT), 0);
    ASSERT_TRUE(eventually([&] { return passed_runs(out()).size() > before.size(); }));
    const PassedRuns between = passed_runs(out());
    cluster->stop_controller(); // for a moment
    std::this_thread::sleep_for(std::chrono::seconds{1});
    cluster->start_controller();
    expect_the_same(again->finish());
    const PassedRuns after = passed_runs(out());
    EXPECT_EQ(after.size(), 4U);
    for (const auto& [run, file] : between) {
        EXPECT_EQ(after.at(run), file) << run << " was run twice";
    }
    EXPECT_EQ(
        std::ranges::count(fs::directory_iterator(out() / "slurm"), true,
                           [](const auto& entry) { return entry.path().filename().string().starts_with("job-"); }),
        1);
}

TEST_F(ExploreOnSlurm, InterruptionCancelsTheArray) {
    const auto process = start();
    ASSERT_TRUE(eventually([&] { return !runs_of(out()).empty(); }));
    process->signal(SIGINT);
    const Finished finished = process->finish();
    EXPECT_EQ(finished.status, 1);
    EXPECT_THAT(finished.err, MatchesRegex("edgeloom: interrupted with [0-9] points known; the same command goes on "
                                           "with the others\n"));
    EXPECT_TRUE(eventually([&] { return cluster->queue().empty() && runs_of(out()).empty(); }));
}

} // namespace
} // namespace edgeloom::test
