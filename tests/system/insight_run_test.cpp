// Profile, coverage, stack and instruction trace of a whole run, which they do not change.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/run_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace edgeloom::test {
namespace {

using testing::HasSubstr;

std::vector<std::string> training(const std::string& out, std::vector<std::string> more) {
    std::vector<std::string> arguments{"run",   config("morse.yaml"),
                                       "--set", "training.epochs=1",
                                       "--set", "training.inputs=300",
                                       "--set", "training.test_inputs=100",
                                       "--out", out};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

TEST(InsightRun, SeesEverythingAndChangesNothing) {
    const ScratchFolder folder;
    const Finished alone = edgeloom(training("alone", {}), folder.path());
    ASSERT_EQ(alone.status, 0) << alone.err;
    const Finished watched =
        edgeloom(training("watched", {"--profile", "--coverage", "--stack", "--trace-instructions", "10us:20us"}),
                 folder.path());
    ASSERT_EQ(watched.status, 0) << watched.err;

    auto files = contents(folder / "watched");
    auto summary = nlohmann::ordered_json::parse(files.at("summary.json"));
    EXPECT_EQ(summary["profile"]["instructions"], summary["hart"]["instructions"]) << "exact counts";
    EXPECT_EQ(summary["profile"]["clocks"], summary["hart"]["cycles"]);
    EXPECT_GT(summary["profile"]["asleep_clocks"], 0);
    EXPECT_GT(summary["stack"]["stack_bytes_used"], 100);
    EXPECT_GT(summary["instruction_trace"]["instructions"], 100);
    EXPECT_THAT(files.at("profile.txt"), HasSubstr("app_main"));
    EXPECT_THAT(files.at("profile.txt"), HasSubstr("PhaseRunner::train"));
    EXPECT_THAT(files.at("callgrind.out.edgeloom"), HasSubstr("events: Clocks Instructions"));
    EXPECT_TRUE(nlohmann::json::accept(files.at("profile.speedscope.json")));
    EXPECT_THAT(files.at("coverage.info"), HasSubstr("apps/train.cpp"));
    EXPECT_THAT(files.at("instructions.txt"), HasSubstr("us"));
    EXPECT_THAT(watched.out, HasSubstr("stack: "));

    for (const char* const name : {"profile", "coverage", "stack", "instruction_trace"}) {
        summary.erase(name);
    }
    auto plain = contents(folder / "alone");
    EXPECT_EQ(summary, nlohmann::ordered_json::parse(plain.at("summary.json")));
    EXPECT_TRUE(files.at("epochs.csv") == plain.at("epochs.csv"));
}

TEST(InsightRun, KeepsEarlierResultsWhereItCannotBegin) {
    const ScratchFolder folder;
    ASSERT_EQ(edgeloom({"run", "--firmware", firmware("hello"), "--out", "out", "--profile"}, folder.path()).status, 0);
    const auto before = contents(folder / "out");
    for (const char* const question : {"--coverage", "--stack"}) {
        const Finished finished =
            edgeloom({"run", "--firmware", guest("no_handler"), "--out", "out", question}, folder.path());
        EXPECT_EQ(finished.status, 2);
        EXPECT_THAT(finished.err, HasSubstr("no_handler.elf: no "));
    }
    EXPECT_TRUE(before == contents(folder / "out"));
}

TEST(InsightRun, NeedsAFolder) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", "--firmware", firmware("hello"), "--profile"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err, HasSubstr("need --out DIR"));
}

} // namespace
} // namespace edgeloom::test
