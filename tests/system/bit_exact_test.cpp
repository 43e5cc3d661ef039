// Through the whole path (configuration, firmware, DMA, accelerator) to the bit what the specification says.
#include "system/program.hpp"
#include "system/random_run.hpp"
#include "system/run_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <sstream>

namespace edgeloom::test {
namespace {

constexpr int runs_per_seed = 12;

std::vector<std::int64_t> predictions_in(const std::filesystem::path& path) {
    std::istringstream lines(read_file(path));
    std::vector<std::int64_t> predictions;
    std::string line;
    std::getline(lines, line); // the header
    while (std::getline(lines, line)) {
        predictions.push_back(std::stoll(line.substr(line.rfind(',') + 1)));
    }
    return predictions;
}

void expect_state(const reference::Network& network, const std::filesystem::path& state) {
    for (std::size_t j = 0; j < network.junctions().size(); ++j) {
        const std::string number = std::to_string(j + 1) + ".npy";
        EXPECT_EQ(network.junctions()[j].weights, read_npy(state / ("w" + number))) << "weights of junction " << j + 1;
        EXPECT_EQ(network.junctions()[j].biases, read_npy(state / ("b" + number))) << "biases of junction " << j + 1;
    }
}

// The same state, and the same clocks and counts of everything.
void expect_same_at_cycle_fidelity(const std::string& config, const ScratchFolder& folder,
                                   const std::vector<std::string>& settings = {}) {
    std::vector<std::string> arguments{"run", config, "--fidelity", "cycle", "--out", "cycle", "--dump-state"};
    arguments.insert(arguments.end(), settings.begin(), settings.end());
    const Finished finished = edgeloom(arguments, folder.path());
    ASSERT_EQ(finished.status, 0) << finished.out << finished.err;
    auto fast = contents(folder / "out");
    auto cycle = contents(folder / "cycle");
    auto summary = nlohmann::json::parse(cycle.at("summary.json"));
    EXPECT_EQ(summary["timing"]["fidelity"], "cycle");
    summary["timing"]["fidelity"] = "fast";
    EXPECT_EQ(summary, nlohmann::json::parse(fast.at("summary.json")));
    for (auto* const files : {&fast, &cycle}) {
        files->erase("summary.json");
        files->erase("config.yaml");
    }
    EXPECT_TRUE(fast == cycle);
}

class BitExact : public testing::TestWithParam<unsigned> {};

TEST_P(BitExact, TrainingAndClassificationEqualTheReference) {
    std::mt19937_64 random(GetParam());
    for (int n = 0; n < runs_per_seed; ++n) {
        const ScratchFolder folder;
        const RandomRun run = random_run(random);
        const std::string config = run.write(folder);
        SCOPED_TRACE(read_file(folder / config));

        const Finished trained = edgeloom({"run", config, "--out", "out", "--dump-state"}, folder.path());
        ASSERT_EQ(trained.status, 0) << trained.out << trained.err;
        const auto summary = nlohmann::json::parse(read_file(folder / "out/summary.json"));
        reference::Network network = run.reference(folder / "out/state/initial", summary["network"]["parallelism"]);
        const auto test_inputs = run.inputs(false);
        for (std::uint32_t epoch = 0; epoch < run.epochs; ++epoch) {
            const auto counts = network.train(run.inputs(true), 1000, run.rounding_seed(epoch));
            const auto& reported = summary["training"]["epochs"][epoch];
            const auto whole = static_cast<double>(run.train.size());
            EXPECT_DOUBLE_EQ(reported["train_percent"], 100.0 * static_cast<double>(counts.correct) / whole);
            const auto classified = network.classify(test_inputs, run.rounding_seed_of_tests());
            double correct = 0;
            for (std::size_t i = 0; i < classified.size(); ++i) {
                correct += classified[i] == test_inputs[i].label ? 1 : 0;
            }
            EXPECT_DOUBLE_EQ(reported["test_percent"], 100.0 * correct / static_cast<double>(classified.size()));
        }
        expect_state(network, folder / "out/state/final");
        expect_same_at_cycle_fidelity(config, folder);

        const Finished classified = edgeloom(
            {"run", config, "--set", "training.mode=infer", "--load-state", "out", "--out", "infer"}, folder.path());
        ASSERT_EQ(classified.status, 0) << classified.out << classified.err;
        EXPECT_EQ(predictions_in(folder / "infer/predictions.csv"),
                  network.classify(test_inputs, run.rounding_seed_of_tests()));
    }
}

// Indices of the inputs of a pool with the smallest margins, in order.
std::vector<std::size_t> least_sure(const std::vector<std::int64_t>& margins, std::size_t count) {
    std::vector<std::size_t> order(margins.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return margins[i]; });
    order.resize(count);
    std::ranges::sort(order);
    return order;
}

// Classifies pools of three inputs, and trains on two of each.
std::int64_t train_selected(reference::Network& network, const std::vector<reference::Input>& inputs,
                            std::uint32_t seed) {
    constexpr std::size_t whole = 3;
    std::int64_t correct = 0;
    for (std::size_t begin = 0; begin < inputs.size(); begin += whole, ++seed) {
        const std::vector<reference::Input> pool(
            inputs.begin() + static_cast<std::ptrdiff_t>(begin),
            inputs.begin() + static_cast<std::ptrdiff_t>(std::min(begin + whole, inputs.size())));
        std::vector<reference::Input> selected;
        for (const std::size_t i : least_sure(network.margins(pool, seed), (2 * pool.size() + whole - 1) / whole)) {
            selected.push_back(pool[i]);
        }
        correct += network.train(selected, 0, seed).correct;
    }
    return correct;
}

TEST_P(BitExact, SelectiveSamplingAndSampledBackpropagationEqualTheReference) {
    std::mt19937_64 random(GetParam());
    const std::vector<std::string> settings{"--set", "training.selection={pool: 3, keep: 2}",
                                            "--set", "training.backpropagation={sample_percent: 40, exact_epochs: 1}",
                                            "--set", "training.epochs=3"};
    for (int n = 0; n < runs_per_seed; ++n) {
        const ScratchFolder folder;
        const RandomRun run = random_run(random);
        const std::string config = run.write(folder);
        SCOPED_TRACE(read_file(folder / config));
        std::vector<std::string> arguments{"run", config, "--out", "out", "--dump-state"};
        arguments.insert(arguments.end(), settings.begin(), settings.end());
        const Finished trained = edgeloom(arguments, folder.path());
        ASSERT_EQ(trained.status, 0) << trained.out << trained.err;
        const auto training = nlohmann::json::parse(read_file(folder / "out/summary.json"))["training"];
        const auto parallelism =
            nlohmann::json::parse(read_file(folder / "out/summary.json"))["network"]["parallelism"];
        reference::Network network = run.reference(folder / "out/state/initial", parallelism);
        for (std::uint32_t epoch = 0; epoch < 3; ++epoch) {
            for (std::size_t i = 1; i < run.layers.size(); ++i) {
                network.set_sample(i, epoch < 2 ? (run.layers[i] * 40 + 99) / 100 : 0);
            }
            const std::int64_t correct = train_selected(network, run.inputs(true), run.rounding_seed(epoch));
            const auto& reported = training["epochs"][epoch];
            EXPECT_DOUBLE_EQ(reported["train_percent"],
                             100.0 * static_cast<double>(correct) / reported["inputs"].get<double>());
        }
        expect_state(network, folder / "out/state/final");
        EXPECT_EQ(training["selection"]["classified_inputs"], 3 * run.train.size());
        EXPECT_EQ(training["backpropagation"]["sampled_epochs"], 2);
        expect_same_at_cycle_fidelity(config, folder, settings);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, BitExact, testing::Range(1U, 5U));

} // namespace
} // namespace edgeloom::test
