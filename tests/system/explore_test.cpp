// Sweeps that are killed, interrupted or run out of disk: the same command again ends with the same bytes as if nothing
// had happened.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/runs_of.hpp"
#include "system/small_sweep.hpp"

#include <boost/algorithm/string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::duration;
using std::chrono::steady_clock;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr std::size_t runs = small_sweep_runs;

void write_sweep(const fs::path& folder) {
    constexpr std::uint32_t inputs = 6000;
    write_small_sweep(folder, inputs);
}

const std::vector<std::string> arguments{"explore", "sweep.yaml", "--jobs", "2"};

// What nobody disturbs.
struct Undisturbed {
    std::string bytes;
    duration<double> time{};
};

Undisturbed undisturbed() {
    const ScratchFolder folder;
    write_sweep(folder.path());
    const auto begin = steady_clock::now();
    const Finished finished = edgeloom(arguments, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("6 points: 4 done, 2 infeasible"));
    return {.bytes = read_file(folder / "sweep/sweep.sqlite"), .time = steady_clock::now() - begin};
}

class DisturbedSweep : public testing::Test {
protected:
    DisturbedSweep() { write_sweep(folder()); }

    [[nodiscard]] const fs::path& folder() const { return scratch_.path(); }
    [[nodiscard]] fs::path out() const { return folder() / "sweep"; }
    // The runs have it in their command lines: no other sweep's do.
    [[nodiscard]] std::vector<std::string> command() const {
        std::vector<std::string> words = arguments;
        words.insert(words.end(), {"--out", out().string()});
        return words;
    }
    [[nodiscard]] Process start() const { return {EDGELOOM_PROGRAM, command(), folder()}; }
    void expect_no_runs() const {
        EXPECT_TRUE(eventually([&] { return runs_of(out()).empty(); }, 1)) << "runs are left over";
    }
    void expect_it_ends_like(const Undisturbed& expected) const {
        const Finished finished = edgeloom(command(), folder());
        EXPECT_EQ(finished.status, 0) << finished.err;
        EXPECT_EQ(finished.err, "");
        EXPECT_TRUE(read_file(out() / "sweep.sqlite") == expected.bytes) << finished.out;
        EXPECT_FALSE(fs::exists(out() / "sweep.sqlite-wal"));
        EXPECT_FALSE(fs::exists(out() / "sweep.sqlite.part"));
    }

private:
    ScratchFolder scratch_;
};

TEST_F(DisturbedSweep, DriverIsKilledAtAnyMoment) {
    const Undisturbed expected = undisturbed();
    ASSERT_FALSE(expected.bytes.empty());
    constexpr int moments = 10;
    for (int moment = 0; moment < moments; ++moment) {
        SCOPED_TRACE(moment);
        fs::remove_all(out());
        Process process = start();
        std::this_thread::sleep_for(expected.time * (moment + 0.5) / moments);
        process.signal(SIGKILL);
        (void)process.finish();
        expect_no_runs();
        const PassedRuns before = passed_runs(out());
        expect_it_ends_like(expected);
        const PassedRuns after = passed_runs(out());
        EXPECT_EQ(after.size(), runs);
        for (const auto& [run, file] : before) {
            EXPECT_EQ(after.at(run), file) << run << " was run twice";
        }
    }
}

TEST_F(DisturbedSweep, WorkersAreKilledAtAnyMoment) {
    const Undisturbed expected = undisturbed();
    for (const int milliseconds : {0, 30, 80, 150}) {
        SCOPED_TRACE(milliseconds);
        fs::remove_all(out());
        Process process = start();
        ASSERT_TRUE(eventually([&] { return !runs_of(out()).empty(); }));
        std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
        for (const pid_t run : runs_of(out())) {
            kill(run, SIGKILL);
        }
        EXPECT_EQ(process.finish().status, 0);
        EXPECT_TRUE(read_file(out() / "sweep.sqlite") == expected.bytes);
    }
}

TEST_F(DisturbedSweep, PointThatCrashesEachTimeFailsAfterThreeTries) {
    const Undisturbed expected = undisturbed();
    Process process = start();
    const std::string victim = command_line(hold_a_run(out()));
    ASSERT_NE(victim, "");
    std::set<pid_t> killed;
    std::jthread killer([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            for (const pid_t run : runs_of(out())) {
                if (command_line(run) == victim && kill(run, SIGKILL) == 0) {
                    killed.insert(run);
                }
            }
        }
    });
    const Finished finished = process.finish();
    killer.request_stop();
    killer.join();
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_EQ(killed.size(), 3U);
    EXPECT_THAT(finished.out, HasSubstr("6 points: 3 done, 2 infeasible, 1 failed"));
    EXPECT_THAT(finished.out, HasSubstr("failed, 1: its process was ended by signal 9\n"
                                        "  --retry tries again what failed\n"));
    EXPECT_EQ(passed_runs(out()).size(), runs - 1);

    const Finished again = edgeloom(command(), folder()); // it stays failed
    EXPECT_THAT(again.out, HasSubstr("1 failed"));
    std::vector<std::string> retry = command();
    retry.emplace_back("--retry");
    EXPECT_EQ(edgeloom(retry, folder()).status, 0);
    EXPECT_TRUE(read_file(out() / "sweep.sqlite") == expected.bytes);
}

TEST_F(DisturbedSweep, InterruptionSaysSoInALineAndLeavesNothingRunning) {
    const Undisturbed expected = undisturbed();
    for (const int signal : {SIGINT, SIGTERM}) {
        fs::remove_all(out());
        Process process = start();
        ASSERT_NE(hold_a_run(out()), 0);
        process.signal(signal);
        const Finished finished = process.finish();
        EXPECT_THAT(runs_of(out()), testing::IsEmpty());
        EXPECT_EQ(finished.status, 1);
        EXPECT_EQ(finished.out, "");
        EXPECT_THAT(
            finished.err,
            MatchesRegex("edgeloom: interrupted with [0-9] points known; the same command goes on with the others\n"));
        expect_it_ends_like(expected);
    }
}

TEST_F(DisturbedSweep, SecondDriverIsRefused) {
    const Undisturbed expected = undisturbed();
    Process first = start();
    const pid_t held = hold_a_run(out());
    ASSERT_NE(held, 0);
    const Finished second = edgeloom(command(), folder());
    kill(held, SIGCONT);
    EXPECT_EQ(second.status, 2);
    EXPECT_EQ(second.err, "edgeloom: " + out().string() +
                              ": another edgeloom explore is at work there; wait for it, or give --out\n");
    EXPECT_EQ(first.finish().status, 0);
    EXPECT_TRUE(read_file(out() / "sweep.sqlite") == expected.bytes);
}

// MNIST that appears in between is not mixed with what was known of Morse.
TEST(Sweep, PointsNameTheDataSetThatWasFound) {
    const ScratchFolder folder;
    write_sweep(folder.path());
    folder.write("base.yaml", boost::replace_all_copy(read_file(folder / "base.yaml"), "  dataset: morse\n", ""));
    const Finished finished =
        execute("/usr/bin/env", {"EDGELOOM_DATA=", EDGELOOM_PROGRAM, "explore", "sweep.yaml"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    const PassedRuns passed = passed_runs(folder / "sweep");
    ASSERT_EQ(passed.size(), runs);
    const std::string configuration = passed.begin()->first + "/point.yaml";
    EXPECT_THAT(read_file(folder / "sweep/points" / configuration), HasSubstr("dataset: morse\n"));
}

// A folder with its own little disk.
class SmallDisk {
public:
    explicit SmallDisk(fs::path folder) : folder_(std::move(folder)) {
        fs::create_directory(folder_);
        there_ =
            geteuid() == 0 && execute(installed("mount"), {"-t", "tmpfs", "-o", "size=1m", "none", folder_.string()},
                                      folder_.parent_path())
                                      .status == 0;
    }
    ~SmallDisk() {
        if (there_) {
            (void)execute(installed("umount"), {"--lazy", folder_.string()}, folder_.parent_path());
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool there() const { return there_; }
    // A file that takes all but so many bytes of what is free.
    [[nodiscard]] fs::path fill(std::uintmax_t left) const {
        const fs::path filler = folder_ / "filler";
        std::ofstream(filler) << std::string(fs::space(folder_).available - left, 'f');
        return filler;
    }

private:
    fs::path folder_;
    bool there_ = false;
};

TEST_F(DisturbedSweep, FullDiskEndsItInALineAndIsNoPointsFault) {
    const SmallDisk disk(out());
    if (!disk.there()) {
        GTEST_SKIP() << "no disk can be mounted";
    }
    const Undisturbed expected = undisturbed();
    int refused = 0;
    for (const std::uintmax_t left : {0U, 20'000U, 60'000U, 100'000U, 150'000U, 200'000U, 250'000U, 300'000U}) {
        SCOPED_TRACE(left);
        for (const auto& entry : fs::directory_iterator(out())) {
            fs::remove_all(entry);
        }
        const fs::path filler = disk.fill(left);
        const Finished full = edgeloom(command(), folder());
        if (full.status != 0) {
            ++refused;
            EXPECT_EQ(full.status, 2);
            EXPECT_THAT(
                full.err,
                MatchesRegex("edgeloom: [^\n]*(No space left on device|disk is full|disk may be full)[^\n]*\n"));
        }
        expect_no_runs();
        fs::remove(filler);
        expect_it_ends_like(expected);
    }
    EXPECT_GT(refused, 3);
}

} // namespace
} // namespace edgeloom::test
