// Traces of the accelerator in a whole run: they change nothing, and show what the counters say.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/run_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <sstream>

namespace edgeloom::test {
namespace {

using testing::HasSubstr;

// At cycle fidelity, unless `more` says otherwise.
std::vector<std::string> training(const std::string& out, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"run"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(),
                     {config("morse.yaml"), "--out", out, "--set", "platform.accelerator.fidelity=cycle", "--set",
                      "training.epochs=1", "--set", "training.inputs=40", "--set", "training.test_inputs=10", "--set",
                      "network.pattern.type=structured", "--set", "network.pattern.dither=false"});
    return arguments;
}

// Of every variable, by "scope.name", the sum of its values over all clocks, a clock being 10 ns.
std::map<std::string, std::uint64_t> integrate(const std::string& vcd) {
    constexpr std::uint64_t period = 10'000;
    std::map<std::string, std::string> names; // by short name
    std::map<std::string, std::uint64_t> sums;
    std::map<std::string, std::uint64_t> values;
    std::istringstream lines(vcd);
    std::string scope;
    std::uint64_t time = 0;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string first;
        std::string second;
        words >> first >> second;
        if (first == "$scope") {
            words >> scope;
        } else if (first == "$var") {
            std::string id;
            std::string name;
            words >> second >> id >> name;
            names[id] = scope + "." + name;
        } else if (first.starts_with('#')) {
            const std::uint64_t now = std::stoull(first.substr(1));
            EXPECT_GE(now, time);
            for (const auto& [id, value] : values) {
                sums[names.at(id)] += value * ((now - time) / period);
            }
            time = now;
        } else if (first.starts_with('b')) {
            EXPECT_TRUE(names.contains(second)) << line;
            values[second] = first == "bx" ? 0 : std::stoull(first.substr(1), nullptr, 2);
        }
    }
    return sums;
}

TEST(AcceleratorTraceRun, ShowsWhatTheCountersSayAndChangesNothing) {
    const ScratchFolder folder;
    ASSERT_EQ(edgeloom(training("alone", {}), folder.path()).status, 0);
    const Finished traced = edgeloom(training("traced", {"--trace"}), folder.path()); // before the configuration
    ASSERT_EQ(traced.status, 0) << traced.err;
    auto files = contents(folder / "traced");
    const auto summary = nlohmann::json::parse(files.at("summary.json"));

    auto sums = integrate(files.at("trace.vcd"));
    for (std::uint32_t j = 0; j < 2; ++j) {
        const std::string name = "junction_" + std::to_string(j + 1);
        EXPECT_EQ(sums[name + "_weights.reads"], summary["junctions"][j]["weights"]["reads"]);
        EXPECT_EQ(sums[name + "_weights.writes"], summary["junctions"][j]["weights"]["writes"]);
        EXPECT_EQ(sums[name + "_biases.writes"], summary["junctions"][j]["biases"]["writes"]);
    }
    EXPECT_EQ(sums["deltas_of_layer_1_bank_0.writes"] + sums["deltas_of_layer_1_bank_1.writes"],
              summary["junctions"][0]["right_deltas"]["writes"]);

    std::map<std::string, int> slices;
    const auto timeline = nlohmann::json::parse(files.at("trace.json"));
    for (const auto& event : timeline["traceEvents"]) {
        slices[event["name"]] += event["ph"] == "X" ? 1 : 0;
    }
    EXPECT_EQ(slices["block cycle"], summary["timing"]["block_cycles"]);
    EXPECT_EQ(slices["input 0"], 5);  // 2 x feedforward, 1 x backpropagation, 2 x update
    EXPECT_EQ(slices["input 45"], 2); // of the test: feedforward alone
    EXPECT_GT(slices["for an input"], 0);

    files.erase("trace.json");
    files.erase("trace.vcd");
    files.erase("transactions.sqlite");
    EXPECT_TRUE(files == contents(folder / "alone"));
}

TEST(AcceleratorTraceRun, HasNoWaveformsAtFastFidelity) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", config("morse.yaml"), "--out", "out", "--trace", "1ms:2ms", "--set",
                                        "training.epochs=1", "--set", "training.inputs=10"},
                                       folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_TRUE(std::filesystem::exists(folder / "out/trace.json"));
    EXPECT_FALSE(std::filesystem::exists(folder / "out/trace.vcd"));
}

TEST(AcceleratorTraceRun, NeedsAFolder) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", config("morse.yaml"), "--trace"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err, HasSubstr("--trace: needs --out DIR"));
    for (const char* const window : {"5us", "5us:1us", "1:2"}) {
        const Finished refused = edgeloom({"run", config("morse.yaml"), "--trace", window}, folder.path());
        EXPECT_EQ(refused.status, 2);
        EXPECT_THAT(refused.err, HasSubstr(std::string("'") + window + "' is not a span of time"));
    }
}

} // namespace
} // namespace edgeloom::test
