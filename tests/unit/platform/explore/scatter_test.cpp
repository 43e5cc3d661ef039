// The scatter that a sweep tells without a run is that of the patterns that a run draws.
#include "platform/configuration/load.hpp"
#include "platform/explore/scatter.hpp"
#include "platform/state/state.hpp"
#include "sparsity/quality.hpp"
#include "support/execute.hpp"
#include "support/scratch_folder.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform::explore {
namespace {

class Scatter : public testing::TestWithParam<std::string> {};

constexpr const char* base = R"(network:
  layers: [64, 128, 32]
  fan_out: [16, 8]
  seed: 5
training: {dataset: morse, epochs: 1, inputs: 1, test_inputs: 0}
platform: {accelerator: {parallelism: auto}}
)";

double scatter_of_run(const Configuration& configuration, const State& state) {
    std::vector<sparsity::Connections> chain;
    for (std::size_t j = 0; j < state.junctions.size(); ++j) {
        const JunctionState& junction = state.junctions[j];
        chain.push_back({.left_neurons = configuration.network.layers[j],
                         .right_neurons = configuration.network.layers[j + 1],
                         .left = {junction.left.begin(), junction.left.end()},
                         .right = {junction.right.begin(), junction.right.end()}});
    }
    return sparsity::least_scatter(chain);
}

TEST_P(Scatter, IsThatOfARunsPatterns) {
    const test::ScratchFolder folder;
    const std::string path = folder.write("config.yaml", std::string(base).replace(std::string(base).find("  seed"), 0,
                                                                                   "  pattern: " + GetParam() + "\n"));
    const test::Finished run =
        test::execute(EDGELOOM_PROGRAM, {"run", path, "--out", "out", "--dump-state"}, folder.path());
    ASSERT_EQ(run.status, 0) << run.err;
    const Configuration configuration = load_configuration(path, {});
    const State state = load_state(folder / "out" / "state" / "initial", configuration.network);
    const auto network = map_network(configuration, limits(configuration));
    ASSERT_TRUE(network);
    const double expected = scatter_of_run(configuration, state);
    EXPECT_GT(expected, 0);
    EXPECT_LE(expected, 1);
    EXPECT_DOUBLE_EQ(scatter_of(configuration.network, *network), expected);
}

INSTANTIATE_TEST_SUITE_P(Patterns, Scatter,
                         testing::Values("{type: 1}", "{type: 1, dither: true, start: zero}", "{type: 2}",
                                         "{type: 2, dither: true}", "{type: 3, start: bit-reversed}",
                                         "{type: structured}", "{type: random}"),
                         [](const auto& pattern) { return "Pattern" + std::to_string(pattern.index); });

} // namespace
} // namespace edgeloom::platform::explore
