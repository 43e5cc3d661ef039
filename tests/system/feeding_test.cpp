// The accelerator is fed at the same time whether the DMA runs ahead of simulated time or goes burst by burst.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace edgeloom::test {
namespace {

using nlohmann::json;

// Width of the bus, bits of an input value, clock of the accelerator, fan-outs: bound by the bus, and by the
// accelerator; edges of the clocks that coincide, and that do not; block cycles longer and shorter than a packet.
class Feeding : public testing::TestWithParam<std::tuple<const char*, const char*, const char*, const char*>> {
protected:
    /// Runs, in a folder named for the bus, and returns what it took.
    [[nodiscard]] json timing(const std::string& bus, const std::vector<std::string>& more = {}) const {
        const auto& [width, bits, clock, fan_out] = GetParam();
        std::vector<std::string> words{"run",   config("morse.yaml"),
                                       "--out", bus,
                                       "--bus", bus,
                                       "--set", "training.epochs=1",
                                       "--set", "training.inputs=100",
                                       "--set", "training.test_inputs=20",
                                       "--set", std::string("platform.interconnect.width=") + width,
                                       "--set", std::string("training.input_bits=") + bits,
                                       "--set", std::string("platform.accelerator.clock=") + clock,
                                       "--set", std::string("network.fan_out=") + fan_out};
        words.insert(words.end(), more.begin(), more.end());
        const Finished finished = edgeloom(words, folder_.path());
        EXPECT_EQ(finished.status, 0) << finished.err;
        return json::parse(read_file(folder_ / bus / "summary.json"))["timing"];
    }

private:
    ScratchFolder folder_;
};

TEST_P(Feeding, TakesTheSameTime) {
    const json ahead = timing("lt");
    EXPECT_EQ(ahead, timing("at"));
    EXPECT_GT(ahead["busy_clocks"], 0);
}

// Where results go to memory meanwhile, which the stream port holds back until they are there.
TEST_P(Feeding, TakesAboutTheSameTimeWithResults) {
    static_cast<void>(timing("untimed", {"--dump-state"}));
    const auto clocks = [&](const std::string& bus) {
        return timing(bus, {"--load-state", "untimed", "--set", "training.mode=infer", "--set",
                            "training.test_inputs=200"})["clocks_per_input"]
            .get<double>();
    };
    const double burst_by_burst = clocks("at");
    EXPECT_NEAR(clocks("lt"), burst_by_burst, 0.02 * burst_by_burst);
}

INSTANTIATE_TEST_SUITE_P(Buses, Feeding,
                         testing::Combine(testing::Values("8bit", "64bit", "256bit"), testing::Values("8", "2"),
                                          testing::Values("100MHz", "130MHz"), testing::Values("[64, 16]", "[8, 8]")));

} // namespace
} // namespace edgeloom::test
