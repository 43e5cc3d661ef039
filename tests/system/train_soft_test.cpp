// Training on the hart: the bits are those of the accelerator; the time is not.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/random_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>

namespace edgeloom::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr int runs_per_seed = 4;

/// Runs with firmware `name`; results and state lie in the folder of that name.
Finished train(const std::string& name, const std::string& config, const ScratchFolder& folder,
               const std::vector<std::string>& options = {}) {
    std::vector<std::string> arguments{"run", config, "--firmware", name, "--out", name, "--dump-state"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return edgeloom(arguments, folder.path());
}

json summary_of(const std::string& name, const ScratchFolder& folder) {
    return json::parse(read_file(folder / (name + "/summary.json")));
}

/// The files of state/, by name.
std::map<std::string, std::string> state_of(const std::string& name, const ScratchFolder& folder) {
    std::map<std::string, std::string> files;
    const std::filesystem::path state = folder / (name + "/state");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(state)) {
        if (entry.is_regular_file()) {
            files[relative(entry.path(), state).string()] = read_file(entry.path());
        }
    }
    return files;
}

void expect_same(const ScratchFolder& folder) {
    const auto state = state_of("train", folder);
    EXPECT_GT(state.size(), 8U);
    EXPECT_TRUE(state == state_of("train-soft", folder)) << "state";
    EXPECT_EQ(read_file(folder / "train/epochs.csv"), read_file(folder / "train-soft/epochs.csv"));
    EXPECT_EQ(read_file(folder / "train/uart.log"), read_file(folder / "train-soft/uart.log"));
    EXPECT_EQ(summary_of("train", folder)["network"], summary_of("train-soft", folder)["network"]);
}

class TrainSoft : public testing::TestWithParam<unsigned> {};

TEST_P(TrainSoft, LearnsWhatTheAcceleratorLearns) {
    std::mt19937_64 random(GetParam());
    for (int n = 0; n < runs_per_seed; ++n) {
        const ScratchFolder folder;
        const std::string config = random_run(random).write(folder);
        SCOPED_TRACE(read_file(folder / config));
        const std::vector<std::string> options{"--set", n % 2 == 0 ? "training.shuffle=true" : "training.tail=7"};
        for (const std::string name : {"train", "train-soft"}) {
            const Finished trained = train(name, config, folder, options);
            ASSERT_EQ(trained.status, 0) << name << ": " << trained.out << trained.err;
        }
        expect_same(folder);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, TrainSoft, testing::Range(101U, 105U));

const std::vector<std::string> short_morse{"--set", "training.epochs=1",       "--set", "training.inputs=40",
                                           "--set", "training.test_inputs=20", "--set", "training.shuffle=true"};

TEST(TrainingInSoftware, GoesOnWhereAnEarlierRunEnded) {
    const ScratchFolder folder;
    ASSERT_EQ(train("train-soft", config("morse.yaml"), folder, short_morse).status, 0);
    std::filesystem::rename(folder / "train-soft", folder / "first");
    auto options = short_morse;
    options.insert(options.end(), {"--load-state", "first"});
    for (const std::string name : {"train", "train-soft"}) {
        const Finished trained = train(name, config("morse.yaml"), folder, options);
        ASSERT_EQ(trained.status, 0) << trained.err;
        EXPECT_THAT(trained.out, HasSubstr("epoch 2: eta 2^-2, 40 inputs"));
    }
    expect_same(folder);
}

TEST(TrainingInSoftware, LeavesAcceleratorAndDmaIdleAndTakesLonger) {
    const ScratchFolder folder;
    for (const std::string name : {"train", "train-soft"}) {
        const Finished trained = train(name, config("morse.yaml"), folder, short_morse);
        ASSERT_EQ(trained.status, 0) << trained.err;
        EXPECT_THAT(trained.out, HasSubstr(" accelerator clocks per input"));
    }
    const json soft = summary_of("train-soft", folder);
    EXPECT_EQ(soft["timing"]["block_cycles"], 0);
    EXPECT_FALSE(soft.contains("energy")) << "the accelerator has done nothing";
    for (const json& initiator : soft["bus"]["initiators"]) {
        EXPECT_EQ(initiator["transactions"] == 0, initiator["name"] != "hart") << initiator;
    }
    const auto clocks = [](const json& summary) { return summary["timing"]["clocks_per_input"].get<double>(); };
    const json hard = summary_of("train", folder);
    EXPECT_GE(clocks(hard), hard["timing"]["block_cycle_clocks"].get<double>());
    EXPECT_LT(clocks(hard), 4 * hard["timing"]["block_cycle_clocks"].get<double>());
    EXPECT_GT(clocks(soft), 8192) << "a clock per edge at least";
    EXPECT_GT(soft["timing"]["inputs_per_simulated_second"], 0);
}

// Some hundred inputs take a simulated second.
TEST(TrainingInSoftware, ShowsTheWatchdogThatItGoesOn) {
    const ScratchFolder folder;
    const Finished trained = train("train-soft", config("morse.yaml"), folder,
                                   {"--set", "training.epochs=1", "--set", "training.inputs=300", "--set",
                                    "training.test_inputs=1", "--set", "platform.watchdog.idle=500 ms"});
    EXPECT_EQ(trained.status, 0) << trained.err;
    EXPECT_GT(summary_of("train-soft", folder)["timing"]["simulated_seconds"], 0.6);
}

TEST(EmbeddedFirmware, IsNamedWhereThereIsNoFileOfThatName) {
    const ScratchFolder folder;
    std::filesystem::copy(firmware("hello"), folder / "train-soft");
    const Finished own = edgeloom({"run", "--firmware", "train-soft"}, folder.path());
    EXPECT_EQ(own.status, 0) << own.err;
    EXPECT_THAT(own.out, HasSubstr("Hello from EdgeLoom"));
}

TEST(EmbeddedFirmware, IsNotTakenForAFolderOfThatName) {
    const ScratchFolder folder;
    for (int n = 0; n < 2; ++n) {
        const Finished trained = train("train", config("morse.yaml"), folder, short_morse);
        EXPECT_EQ(trained.status, 0) << trained.err;
    }
}

TEST(EmbeddedFirmware, IsRefusedWhereItDoesNotDoWhatTheJobAsks) {
    const ScratchFolder folder;
    ASSERT_EQ(train("train", config("morse.yaml"), folder, short_morse).status, 0);
    const Finished infers = edgeloom({"run", config("morse.yaml"), "--firmware", "infer"}, folder.path());
    EXPECT_EQ(infers.status, 2);
    EXPECT_THAT(infers.err,
                HasSubstr("--firmware infer: it classifies; training.mode: train takes train or train-soft"));
    const Finished trains = edgeloom({"run", config("morse.yaml"), "--firmware", "train-soft", "--set",
                                      "training.mode=infer", "--load-state", "train"},
                                     folder.path());
    EXPECT_EQ(trains.status, 2);
    EXPECT_THAT(trains.err, HasSubstr("--firmware train-soft: it trains; training.mode: infer takes infer"));
}

} // namespace
} // namespace edgeloom::test
