// Training on MNIST reaches what the specification's reference runs reached.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace edgeloom::test {
namespace {

nlohmann::json summary_of(const std::vector<std::string>& more) {
    const ScratchFolder folder;
    std::vector<std::string> arguments{"run", config("mnist-12bit.yaml"), "--out", (folder / "out").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished finished = edgeloom(arguments, EDGELOOM_SOURCE);
    EXPECT_EQ(finished.status, 0) << finished.err;
    return nlohmann::json::parse(read_file(folder / "out/summary.json"));
}

bool mnist_is_missing() {
    const Finished probe = edgeloom({"run", config("mnist-12bit.yaml"), "--set", "training.epochs=1", "--set",
                                     "training.inputs=10", "--set", "training.test_inputs=0"},
                                    EDGELOOM_SOURCE);
    return probe.err.find("MNIST's four files were not found") != std::string::npos;
}

constexpr const char* skip_message = "MNIST is not at hand; set EDGELOOM_DATA to its folder";

struct Reference {
    std::string name;
    std::string format;
    double first; ///< % of the last 1000 training inputs after 1 epoch
    double last;  ///< after 15 epochs, middle of three seeds' range
    double tolerance;
};

class MnistFormats : public testing::TestWithParam<Reference> {};

TEST_P(MnistFormats, MeanOfThreeSeedsReachesTheReferenceRuns) {
    if (mnist_is_missing()) {
        GTEST_SKIP() << skip_message;
    }
    double first = 0;
    double last = 0;
    constexpr int seeds = 3;
    for (int seed = 1; seed <= seeds; ++seed) {
        const auto summary = summary_of({"--set", "network.format=" + GetParam().format, "--set",
                                         "network.seed=" + std::to_string(seed), "--set", "training.test_inputs=0"});
        EXPECT_EQ(summary["timing"]["block_cycle_clocks"], 34);
        first += summary["training"]["epochs"].front()["train_last1000_percent"].get<double>() / seeds;
        last += summary["training"]["epochs"].back()["train_last1000_percent"].get<double>() / seeds;
    }
    EXPECT_GE(first, GetParam().first - GetParam().tolerance);
    EXPECT_GE(last, GetParam().last - GetParam().tolerance);
    RecordProperty("after_1_epoch", std::to_string(first));
    RecordProperty("after_15_epochs", std::to_string(last));
}

// Specification section 6.
INSTANTIATE_TEST_SUITE_P(All, MnistFormats,
                         testing::Values(Reference{"w8i2", "{width: 8, int: 2}", 68, 64.5, 5},
                                         Reference{"w10i2", "{width: 10, int: 2}", 83.5, 93.5, 1.5},
                                         Reference{"w10i3", "{width: 10, int: 3}", 82.8, 90.8, 1.5},
                                         Reference{"w12i3", "{width: 12, int: 3}", 84.9, 94.6, 1.5},
                                         Reference{"w16i4", "{width: 16, int: 4}", 85.6, 94.5, 1.5}),
                         [](const auto& instance) { return instance.param.name; });

TEST(Mnist, AllImagesReachNinetyThreePercentOfTheTestImages) {
    if (mnist_is_missing()) {
        GTEST_SKIP() << skip_message;
    }
    const auto summary = summary_of({"--set", "training.inputs=60000", "--set", "training.epochs=6", "--set",
                                     "training.learning_rate={0: 3, 1: 4, 3: 5, 5: 6}"});
    EXPECT_GE(summary["training"]["test_percent"].get<double>(), 93.0);
}

} // namespace
} // namespace edgeloom::test
