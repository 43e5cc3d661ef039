// Interrupts by timer, devices and the very store that triggers them come at the same instruction and clock, however
// far the hart runs ahead and whatever executes its instructions.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <boost/algorithm/string.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace edgeloom::test {
namespace {

using Options = std::vector<std::string>;

const Options ideal{};
// Classes of instructions that take unlike times: more of the counting has to be right.
const Options slow{"--set", "platform.hart.cycles.load=2",   "--set", "platform.hart.cycles.divide=33",
                   "--set", "platform.hart.cycles.taken=2",  "--set", "platform.hart.cycles.multiply=3",
                   "--set", "platform.hart.cycles.jump=2",   "--set", "platform.hart.cycles.interrupt=4",
                   "--set", "platform.hart.cycles.csr=3",    "--set", "platform.hart.cycles.store=2",
                   "--set", "platform.hart.cycles.branch=2", "--set", "platform.hart.cycles.exception=5"};

struct Result {
    std::string uart;
    std::string summary; // without what depends on the host
    bool operator==(const Result&) const = default;
};

Result run(const ScratchFolder& folder, const Options& costs, const Options& more) {
    Options arguments{"run", "--firmware", guest("interrupted"), "--out", "out"};
    arguments.insert(arguments.end(), costs.begin(), costs.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished finished = edgeloom(arguments, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    auto summary = nlohmann::ordered_json::parse(read_file(folder / "out/summary.json"));
    summary.erase("host");
    return {read_file(folder / "out/uart.log"), summary.dump()};
}

class Interrupts : public testing::TestWithParam<std::pair<const char*, Options>> {};

TEST_P(Interrupts, IsTheSameAtEveryQuantumOnEveryEngine) {
    const ScratchFolder folder;
    const Options& costs = GetParam().second;
    const Result usual = run(folder, costs, {});
    std::map<char, unsigned> seen;
    std::vector<std::string> lines;
    boost::split(lines, usual.uart, boost::is_any_of("\n"));
    for (const std::string& line : lines) {
        ++seen[line.substr(0, 1)[0]];
    }
    EXPECT_GT(seen['t'], 100U) << "timer";
    EXPECT_GT(seen['s'], 10U) << "the store that triggers it";
    EXPECT_GT(seen['u'], 10U) << "UART";
    EXPECT_GT(seen['d'], 10U) << "DMA";
    for (const std::string quantum : {"10 ns", "137 ns", "1 us", "1 ms"}) {
        EXPECT_TRUE(usual == run(folder, costs, {"--set", "platform.hart.quantum=" + quantum})) << quantum;
    }
    for (const std::string engine : {"stepper", "lockstep"}) {
        EXPECT_TRUE(usual == run(folder, costs, {"--set", "platform.hart.engine=" + engine})) << engine;
    }
}

INSTANTIATE_TEST_SUITE_P(Costs, Interrupts, testing::Values(std::pair{"AClockEach", ideal}, std::pair{"ByClass", slow}),
                         [](const auto& instance) { return instance.param.first; });

} // namespace
} // namespace edgeloom::test
