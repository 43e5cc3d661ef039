// What firmware gets wrong: exit status 1, a message that says what happened, and no summary that says "passed".
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <boost/algorithm/string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>

namespace edgeloom::test {
namespace {

using testing::HasSubstr;

struct Failure {
    std::string guest;
    std::vector<std::string> said; ///< on standard output or standard error
    std::vector<std::string> options = {};
};

class FailingGuest : public testing::TestWithParam<Failure> {};

TEST_P(FailingGuest, EndsWithStatusOneAndSaysWhy) {
    const ScratchFolder folder;
    std::vector<std::string> arguments{"run", "--firmware", guest(GetParam().guest), "--out", "out"};
    arguments.insert(arguments.end(), GetParam().options.begin(), GetParam().options.end());
    const Finished finished = edgeloom(arguments, folder.path());
    EXPECT_EQ(finished.status, 1) << finished.out << finished.err;
    for (const std::string& part : GetParam().said) {
        EXPECT_THAT(finished.out + finished.err, HasSubstr(part));
    }
    const auto summary = nlohmann::json::parse(read_file(folder / "out/summary.json"));
    EXPECT_EQ(summary["status"], "failed");
    EXPECT_THAT(finished.err, HasSubstr(summary["message"].get<std::string>()));
}

INSTANTIATE_TEST_SUITE_P(
    All, FailingGuest,
    testing::Values(
        Failure{"unmapped", {"load access fault", "mtval 0x30000000", "last bus error: read of 0x30000000 by hart"}},
        Failure{"read_only", {"store access fault", "mtval 0x40000000", "write of 0x40000000 by hart"}},
        Failure{"impossible_network", {"accelerator", "degree of parallelism is not legal, junction index 0"}},
        Failure{"too_large",
                {"more multipliers needed than there are: 64"},
                {"--set", "platform.accelerator.multipliers=60"}},
        Failure{"exit_code", {"the firmware failed with code 42"}},
        Failure{"spin",
                {"given up", "no progress for 1 ms", "hart: running", "(app_main+", "accelerator: idle", "dma0: idle"},
                {"--set", "platform.watchdog.idle=1 ms"}},
        Failure{"sleep", {"nothing can happen any more", "hart: wfi"}},
        Failure{"starved",
                {"given up", "hart: wfi", "accelerator: waiting for input 1 of 2", "dma0: idle"},
                {"--set", "platform.watchdog.idle=1 ms"}},
        Failure{"chatter", {"platform.watchdog.limit is reached"}, {"--set", "platform.watchdog.limit=1 ms"}}),
    [](const auto& instance) { return instance.param.guest; });

TEST(FailingGuest, TrapWithoutAHandlerIsGivenUpAtOnce) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", "--firmware", guest("no_handler")}, folder.path());
    EXPECT_EQ(finished.status, 1);
    EXPECT_THAT(finished.err, HasSubstr("nothing can happen any more"));
    EXPECT_THAT(finished.err, HasSubstr("trap handler"));
}

class Interrupted : public testing::TestWithParam<int> {};

TEST_P(Interrupted, EndsCleanlyAndSaysSo) {
    const ScratchFolder folder;
    const Finished finished = edgeloom_signalled(
        {"run", config("morse.yaml"), "--set", "training.epochs=100000", "--out", "out", "--dump-state"}, folder.path(),
        "epoch 1:", GetParam());
    EXPECT_EQ(finished.status, 1);
    EXPECT_THAT(finished.err, HasSubstr("edgeloom: interrupted at "));
    EXPECT_EQ(nlohmann::json::parse(read_file(folder / "out/summary.json"))["status"], "interrupted");
    EXPECT_FALSE(std::filesystem::exists(folder / "out/state/final"));
}

INSTANTIATE_TEST_SUITE_P(Signals, Interrupted, testing::Values(SIGINT, SIGTERM));

TEST(Killed, LeavesNothingThatLooksWhole) {
    const ScratchFolder folder;
    folder.write("summary.json", "of an earlier run");
    (void)edgeloom_signalled({"run", config("morse.yaml"), "--set", "training.epochs=100000", "--out", "."},
                             folder.path(), "epoch 1:", SIGKILL);
    for (const std::string name : {"summary.json", "epochs.csv", "uart.log", "config.yaml"}) {
        EXPECT_FALSE(std::filesystem::exists(folder / name)) << name;
    }
}

} // namespace
} // namespace edgeloom::test
