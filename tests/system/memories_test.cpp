// Whole runs with devices for memories: the same results at other times.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/run_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace edgeloom::test {
namespace {

using nlohmann::json;
using testing::Gt;
using testing::HasSubstr;
using testing::Not;

std::map<std::string, std::string> run(const ScratchFolder& folder, const std::string& name,
                                       const std::vector<std::string>& settings, const std::string& bus = "lt") {
    std::vector<std::string> arguments{"run", config("morse.yaml"), "--out", name, "--dump-state", "--bus", bus};
    for (const std::string setting : {"training.epochs=2", "training.inputs=300", "training.test_inputs=100"}) {
        arguments.insert(arguments.end(), {"--set", setting});
    }
    for (const std::string& setting : settings) {
        arguments.insert(arguments.end(), {"--set", setting});
    }
    const Finished finished = edgeloom(arguments, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    return contents(folder / name);
}

json summary(const std::map<std::string, std::string>& files) {
    return json::parse(files.at("summary.json"));
}

void expect_same_results(const std::map<std::string, std::string>& one,
                         const std::map<std::string, std::string>& other) {
    EXPECT_TRUE(one.at("epochs.csv") == other.at("epochs.csv"));
    EXPECT_TRUE(one.at("state/final/w1.npy") == other.at("state/final/w1.npy"));
}

std::uint64_t sum(const json& banks, const char* key) {
    std::uint64_t all = 0;
    for (const json& bank : banks) {
        all += bank[key].get<std::uint64_t>();
    }
    return all;
}

class DramDevice : public testing::TestWithParam<const char*> {};

TEST_P(DramDevice, ChangesTimesAlone) {
    const ScratchFolder folder;
    const auto usual = run(folder, "usual", {});
    const std::string device = std::string("platform.dram.device=") + GetParam();
    const auto loosely = run(folder, "loosely", {device});
    const auto approximately = run(folder, "approximately", {device}, "at");
    expect_same_results(usual, loosely);
    expect_same_results(usual, approximately);
    EXPECT_NE(summary(usual)["timing"]["simulated_seconds"], summary(loosely)["timing"]["simulated_seconds"]);

    const json dram = summary(loosely)["memories"][0];
    EXPECT_EQ(dram["name"], "dram");
    EXPECT_EQ(dram["kind"], GetParam());
    const json& banks = dram["banks"];
    EXPECT_THAT(sum(banks, "reads"), Gt(0U));
    EXPECT_THAT(sum(banks, "refreshes"), Gt(0U));
    EXPECT_EQ(sum(banks, "row_hits") + sum(banks, "row_misses") + sum(banks, "row_conflicts"),
              sum(banks, "reads") + sum(banks, "writes"));
    EXPECT_EQ(sum(banks, "activations"), sum(banks, "row_misses") + sum(banks, "row_conflicts"));
    EXPECT_THAT(dram["megabytes_per_second"].get<double>(), Gt(0.0));
    EXPECT_THAT(dram["peak_megabytes_per_second"].get<double>(), Gt(dram["megabytes_per_second"].get<double>()));
}

INSTANTIATE_TEST_SUITE_P(Devices, DramDevice, testing::Values("ddr3-1600", "hbm2", "lpddr4-3200"),
                         [](const auto& instance) {
                             std::string name = instance.param;
                             std::erase(name, '-');
                             return name;
                         });

// Whatever the device is like, it is no part of the results.
TEST(MemoryDevice, ControllerAndSramChangeTimesAlone) {
    const ScratchFolder folder;
    const auto usual = run(folder, "usual", {"platform.dram.device=lpddr4-3200"});
    for (const std::vector<std::string>& settings :
         {std::vector<std::string>{"platform.dram.page_policy=closed"},
          {"platform.dram.mapping=bank-row-column"},
          {"platform.dram.write_buffer=1", "platform.dram.channels=1"},
          {"platform.sram.device=sram", "platform.sram.banks=1", "platform.sram.wait_states=3"}}) {
        std::vector<std::string> all = settings;
        all.insert(all.begin(), "platform.dram.device=lpddr4-3200");
        expect_same_results(usual, run(folder, "other", all));
    }
}

// The two memories of the usual platform.
TEST(MemoryDevice, SimpleOnesHaveNoBanks) {
    const ScratchFolder folder;
    const json memories = summary(run(folder, "usual", {}))["memories"];
    ASSERT_EQ(memories.size(), 2U);
    for (const json& memory : memories) {
        EXPECT_EQ(memory["kind"], "simple");
        EXPECT_FALSE(memory.contains("banks"));
        EXPECT_TRUE(memory["peak_megabytes_per_second"].is_null());
    }
    EXPECT_THAT(memories[0]["megabytes_per_second"].get<double>(), Gt(0.0));
}

// config.yaml needs neither the file nor the folder.
TEST(MemoryDevice, OfAFileIsInTheResolvedConfiguration) {
    const ScratchFolder folder;
    const ScratchFolder elsewhere;
    std::string text = read_file(std::filesystem::path(EDGELOOM_CONFIGS) / "memories" / "ddr3-1600.yaml");
    const std::string file = folder.write("mine.yaml", text.replace(text.find("13.75 ns"), 8, "20 ns"));
    const auto first = run(folder, "first", {"platform.dram.device=" + file});
    EXPECT_THAT(first.at("config.yaml"), Not(HasSubstr("mine.yaml")));
    elsewhere.write("config.yaml", first.at("config.yaml"));
    const Finished again = edgeloom({"run", "config.yaml", "--out", "again", "--dump-state"}, elsewhere.path());
    ASSERT_EQ(again.status, 0) << again.err;
    EXPECT_TRUE(first == contents(elsewhere / "again"));
}

TEST(MemoryDevice, ThatIsNotThereIsRefusedInOneLine) {
    const ScratchFolder folder;
    const Finished finished =
        edgeloom({"run", config("morse.yaml"), "--set", "platform.dram.device=ddr5", "--out", "out"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err,
                HasSubstr("edgeloom: --set platform.dram.device=ddr5: platform.dram.device: found 'ddr5'"));
    EXPECT_EQ(std::ranges::count(finished.err, '\n'), 1);
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

} // namespace
} // namespace edgeloom::test
