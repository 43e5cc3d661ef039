// What is known of a point in closed form is what its run measures.
#include "platform/recorded_sweep/sweep_reader.hpp"
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

using platform::Figures;

// The only point of a sweep at that level; energy and area at 7 nm.
Figures figures_at(const std::string& level, const std::string& bus) {
    const ScratchFolder folder;
    folder.write("sweep.yaml", "base: " + config("morse.yaml") + "\nnode: 7\nlevel: " + level +
                                   "\naxes: {network.fan_out: [[16, 16]]}\nset:\n  training.epochs: 1\n"
                                   "  training.inputs: 2000\n  training.test_inputs: 0\n"
                                   "  platform.interconnect.timing: " +
                                   bus + "\n");
    const Finished finished = edgeloom({"explore", "sweep.yaml", "--out", "out"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err << finished.out;
    return platform::read_points(folder / "out").at(0).figures;
}

class Levels : public testing::TestWithParam<const char*> {};

TEST_P(Levels, AgreeWithTheClosedForm) {
    const Figures closed = figures_at("analytic", "untimed");
    Figures run = figures_at(GetParam(), "untimed");
    for (const char* name : {"edges", "density_percent", "block_cycle_clocks", "block_cycle_ns", "multipliers",
                             "storage_words", "area_mm2"}) {
        EXPECT_EQ(run[name], closed.at(name)) << name;
    }
    for (const char* name : {"energy_feedforward_nj", "energy_backpropagation_nj", "energy_update_nj", "energy_dram_nj",
                             "energy_leakage_nj", "clocks_per_input", "time_per_input_ns", "energy_per_input_nj"}) {
        constexpr double pipeline_fills = 0.02; // at the beginning of an epoch
        EXPECT_NEAR(run[name], closed.at(name), pipeline_fills * closed.at(name)) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Trained, Levels, testing::Values("fast", "cycle"));

// Both fidelities take the same clocks at any bus.
TEST(Fidelities, ExploreAlike) {
    EXPECT_EQ(figures_at("fast", "lt"), figures_at("cycle", "lt"));
}

} // namespace
} // namespace edgeloom::test
