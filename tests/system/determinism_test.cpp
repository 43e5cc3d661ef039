// The same input gives the same bytes: again, and at any quantum.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/run_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace edgeloom::test {
namespace {

const std::vector<std::string> small_run{"--set", "training.epochs=2",        "--set", "training.inputs=300",
                                         "--set", "training.test_inputs=100", "--set", "training.shuffle=true"};

std::map<std::string, std::string> run(const ScratchFolder& folder, const std::string& name,
                                       const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"run", config("morse.yaml"), "--out", name, "--dump-state"};
    arguments.insert(arguments.end(), small_run.begin(), small_run.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished finished = edgeloom(arguments, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    return contents(folder / name);
}

TEST(Determinism, TwoRunsAreEqualToTheByte) {
    const ScratchFolder folder;
    const auto first = run(folder, "first", {});
    EXPECT_TRUE(first == run(folder, "second", {}));
    EXPECT_EQ(first.size(), 5U + 2 * (2 * 4 + 1))
        << "config, summary, bus, epochs, UART, and two states of two junctions";
}

TEST(Determinism, TheQuantumChangesNothing) {
    const ScratchFolder folder;
    const auto usual = run(folder, "usual", {});
    for (const std::string quantum : {"1 us", "137 ns", "1 ms"}) {
        auto other = run(folder, "other", {"--set", "platform.hart.quantum=" + quantum});
        other["config.yaml"] = usual.at("config.yaml"); // which names the quantum
        EXPECT_TRUE(usual == other) << quantum;
    }
}

TEST(Determinism, TheQuantumChangesNothingApproximatelyTimed) {
    const ScratchFolder folder;
    const auto usual = run(folder, "usual", {"--bus", "at"});
    for (const std::string quantum : {"137 ns", "1 ms"}) {
        auto other = run(folder, "other", {"--bus", "at", "--set", "platform.hart.quantum=" + quantum});
        other["config.yaml"] = usual.at("config.yaml"); // which names the quantum
        EXPECT_TRUE(usual == other) << quantum;
    }
}

TEST(Determinism, TheBusChangesTimesAlone) {
    const ScratchFolder folder;
    const auto usual = run(folder, "usual", {});
    for (const std::string bus : {"untimed", "at"}) {
        const auto other = run(folder, bus, {"--bus", bus});
        EXPECT_TRUE(usual.at("epochs.csv") == other.at("epochs.csv")) << bus;
        EXPECT_TRUE(usual.at("state/final/w1.npy") == other.at("state/final/w1.npy")) << bus;
    }
}

TEST(Determinism, TheResolvedConfigurationGivesTheSameRun) {
    const ScratchFolder folder;
    const auto usual = run(folder, "usual", {});
    const Finished again = edgeloom({"run", "usual/config.yaml", "--out", "again", "--dump-state"}, folder.path());
    ASSERT_EQ(again.status, 0) << again.err;
    EXPECT_TRUE(usual == contents(folder / "again"));
}

TEST(Determinism, TheSeedChangesWeightsAndPattern) {
    const ScratchFolder folder;
    const auto one = run(folder, "one", {});
    const auto other = run(folder, "other", {"--set", "network.seed=2"});
    for (const std::string file : {"state/initial/left1.npy", "state/initial/w1.npy", "state/initial/b2.npy"}) {
        EXPECT_TRUE(one.at(file) != other.at(file)) << file;
    }
}

TEST(Determinism, OneDmaChannelTrainsTheSame) {
    const ScratchFolder folder;
    const auto two = run(folder, "two", {});
    const auto one = run(folder, "one", {"--set", "platform.dma.channels=1"});
    EXPECT_TRUE(two.at("epochs.csv") == one.at("epochs.csv"));
    EXPECT_TRUE(two.at("state/final/w1.npy") == one.at("state/final/w1.npy"));
}

class Continuation : public testing::TestWithParam<const char*> {};

TEST_P(Continuation, TwoRunsEqualOneThatDidNotEnd) {
    const ScratchFolder folder;
    const auto with = [](std::vector<std::string> more) {
        more.insert(more.end(), {"--set", "training.learning_rate={0: 2, 3: 3}", "--set",
                                 std::string("network.format.rounding=") + GetParam()});
        return more;
    };
    const auto whole = run(folder, "whole", with({"--set", "training.epochs=5"}));
    run(folder, "begin", with({}));
    const auto end = run(folder, "end", with({"--set", "training.epochs=3", "--load-state", "begin"}));
    for (const auto& [name, bytes] : whole) {
        if (name.starts_with("state/final/")) {
            EXPECT_TRUE(bytes == end.at(name)) << name;
        }
    }
    const auto epochs = nlohmann::json::parse(end.at("summary.json"))["training"]["epochs"];
    const auto all = nlohmann::json::parse(whole.at("summary.json"))["training"]["epochs"];
    ASSERT_EQ(epochs.size(), 3U);
    EXPECT_EQ(epochs[0], all[2]);
    EXPECT_EQ(epochs[2], all[4]);
}

INSTANTIATE_TEST_SUITE_P(Rounding, Continuation, testing::Values("half_up", "stochastic"),
                         [](const auto& instance) { return std::string(instance.param); });

} // namespace
} // namespace edgeloom::test
