// What `edgeloom fit` says is what a run does.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::HasSubstr;

std::vector<std::string> with(const std::string& command, const std::vector<std::string>& settings,
                              const std::vector<std::string>& more) {
    std::vector<std::string> arguments{command, config("morse.yaml")};
    for (const std::string& setting : settings) {
        arguments.insert(arguments.end(), {"--set", setting});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

TEST(Fit, SaysWhatTheFirmwareWillChoose) {
    const ScratchFolder folder;
    const std::vector<std::vector<std::string>> cases{
        {},
        {"platform.accelerator.multipliers=100", "platform.accelerator.stages.adder=3"},
        {"platform.accelerator.junction_units=1"},
        {"platform.accelerator.pattern_words=1000"},
        {"network.pattern.type=random", "network.pattern.dither=false", "platform.accelerator.multipliers=200"}};
    for (std::vector<std::string> settings : cases) {
        SCOPED_TRACE(testing::PrintToString(settings));
        settings.insert(settings.end(), {"training.epochs=1", "training.inputs=5", "training.test_inputs=0"});
        const Finished fitted = edgeloom(with("fit", settings, {"--format", "json"}), folder.path());
        ASSERT_EQ(fitted.status, 0) << fitted.err;
        const auto fit = nlohmann::json::parse(fitted.out);
        ASSERT_EQ(edgeloom(with("run", settings, {"--out", "out"}), folder.path()).status, 0);
        const auto summary = nlohmann::json::parse(read_file(folder / "out/summary.json"));
        EXPECT_EQ(fit["block_cycle_clocks"], summary["timing"]["block_cycle_clocks"]);
        for (std::size_t j = 0; j < 2; ++j) {
            EXPECT_EQ(fit["junctions"][j]["parallelism"], summary["network"]["parallelism"][j]);
        }
    }
}

TEST(Fit, NamesTheLimitThatBinds) {
    const ScratchFolder folder;
    const Finished finished = edgeloom(with("fit", {"platform.accelerator.multipliers=100"}, {}), folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("Binding: multipliers."));
    const Finished forgetful = edgeloom(with("fit", {"platform.accelerator.pattern_words=1000"}, {}), folder.path());
    EXPECT_THAT(forgetful.out, HasSubstr("Binding: pattern_words."));
    const Finished roomy =
        edgeloom(with("fit", {"platform.accelerator.multipliers=100000"}, {"--format", "md"}), folder.path());
    EXPECT_THAT(roomy.out, HasSubstr("No limit alone binds"));
    EXPECT_THAT(roomy.out, HasSubstr("| multipliers |"));
}

// The junctions may share a unit: 64 multipliers are enough for both.
TEST(Fit, NamesTheNearestThatFitsTheGivenParallelism) {
    const ScratchFolder folder;
    const auto fit = [&folder](const std::string& multipliers) {
        return edgeloom(
            with("fit", {"platform.accelerator.parallelism=[32, 8]", "platform.accelerator.multipliers=" + multipliers},
                 {}),
            folder.path());
    };
    const Finished refused = fit("63");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("platform.accelerator.multipliers: found 63; the network needs 64"));
    EXPECT_EQ(fit("64").status, 0);
}

TEST(Fit, PlacesTheMultipliersOnAPart) {
    const ScratchFolder folder;
    const Finished finished =
        edgeloom({"fit", config("mnist-10bit.yaml"), "--part", "XC7A100T", "--format", "json"}, folder.path());
    ASSERT_EQ(finished.status, 0) << finished.err;
    const auto part = nlohmann::json::parse(finished.out)["part"];
    EXPECT_EQ(part["resources"][0]["name"], "DSP");
    EXPECT_EQ(part["resources"][0]["used"], 224); // as published
    double block_rams = part["bram36_of_tables"].get<double>();
    for (const auto& memory : part["memories"]) {
        block_rams += memory["bram36"].get<double>();
    }
    EXPECT_EQ(part["resources"][2]["used"], block_rams);
    const Finished shown = edgeloom({"fit", config("mnist-10bit.yaml"), "--part", "XC7A100T"}, folder.path());
    EXPECT_THAT(shown.out, HasSubstr("224 multipliers in DSP slices, 160 in 22400 LUTs"));
}

// The published network that takes more than one part.
TEST(Fit, NamesWhatAPartIsShortOfAndTheNearestThatFits) {
    const ScratchFolder folder;
    const auto on = [&folder](const std::string& name, const std::string& part) {
        return edgeloom({"fit", config(name), "--part", part}, folder.path());
    };
    const Finished refused = on("mnist-1024-64-16.yaml", "xc7a100t");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("--part XC7A100T: 207608 LUT are needed for z [512, 32], and there are 63400; "
                                       "the nearest that fits is platform.accelerator.parallelism [128, 8]"));
    EXPECT_EQ(on("mnist-1024-64-16.yaml", "XC7VX690T").status, 0);
    folder.write("parts.yaml", "mine: {lut: 10, dsp: 2, dsp_a: 24, dsp_b: 17, bram36: 1}");
    const Finished nothing =
        edgeloom({"fit", config("mnist-10bit.yaml"), "--part", "mine", "--parts", "parts.yaml"}, folder.path());
    EXPECT_EQ(nothing.status, 2);
    EXPECT_THAT(nothing.err, HasSubstr("nothing that is legal fits"));
}

TEST(Fit, ChoosesWhatLiesOnAPart) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"fit", config("mnist-1024-64-16.yaml"), "--part", "XC7A100T", "--format",
                                        "json", "--set", "platform.accelerator.parallelism=auto"},
                                       folder.path());
    ASSERT_EQ(finished.status, 0) << finished.err;
    const auto fit = nlohmann::json::parse(finished.out);
    EXPECT_EQ(fit["junctions"][0]["parallelism"], 128);
    EXPECT_EQ(fit["part"]["binding"], "LUT");
    for (const auto& resource : fit["part"]["resources"]) {
        EXPECT_LE(resource["used"], resource["there"]);
    }
}

// A packet of MNIST has 784 bytes and a header of 8.
TEST(Fit, SaysWhetherArithmeticOrTheWayOfInputsBounds) {
    const ScratchFolder folder;
    const auto roofline = [&folder](const std::vector<std::string>& settings) {
        std::vector<std::string> arguments{"fit", config("mnist-12bit.yaml"), "--format", "json"};
        for (const std::string& setting : settings) {
            arguments.insert(arguments.end(), {"--set", setting});
        }
        return nlohmann::json::parse(edgeloom(arguments, folder.path()).out)["roofline"];
    };
    const auto narrow = roofline({});
    EXPECT_EQ(narrow["packet_bytes"], 792);
    EXPECT_EQ(narrow["input_clocks"], 99);
    EXPECT_EQ(narrow["arithmetic_clocks"], 34);
    EXPECT_EQ(narrow["bound"], "input");
    const auto wide = roofline({"platform.interconnect.width=256 bit", "platform.interconnect.dram.width=128 bit",
                                "platform.interconnect.clock=200 MHz"});
    EXPECT_EQ(wide["narrowest_port"], "dram");
    EXPECT_EQ(wide["input_clocks"], 24.75);
    EXPECT_EQ(wide["bound"], "arithmetic");
}

// Memories are read a few times more often than the closed form says, while the pipeline fills: at most as many times
// as there are inputs under way.
TEST(Fit, TellsTheEnergyOfARun) {
    const ScratchFolder folder;
    constexpr std::uint64_t inputs = 50;
    constexpr std::uint64_t under_way = 4;
    const std::vector<std::string> settings{"training.epochs=1", "training.inputs=" + std::to_string(inputs),
                                            "training.test_inputs=0"};
    const Finished fitted = edgeloom(with("fit", settings, {"--energy", "--format", "json"}), folder.path());
    ASSERT_EQ(fitted.status, 0) << fitted.err;
    ASSERT_EQ(edgeloom(with("run", settings, {"--out", "out"}), folder.path()).status, 0);
    const auto summary = nlohmann::json::parse(read_file(folder / "out/summary.json"));
    const auto fit = nlohmann::json::parse(fitted.out);
    const auto& closed_form = fit["energy"]["items"];
    const auto& counted = summary["energy"]["items"];
    ASSERT_EQ(closed_form.size(), counted.size());
    for (std::size_t i = 0; i < counted.size(); ++i) {
        SCOPED_TRACE(counted[i]);
        const auto reads = closed_form[i]["reads"].get<std::uint64_t>();
        const bool filled = counted[i]["name"] == "weights" || counted[i]["name"] == "biases";
        EXPECT_EQ(counted[i]["name"], closed_form[i]["name"]);
        EXPECT_EQ(counted[i]["junction"], closed_form[i]["junction"]);
        EXPECT_GE(counted[i]["reads"], inputs * reads);
        EXPECT_LE(counted[i]["reads"], (inputs + (filled ? under_way : 0)) * reads);
        EXPECT_EQ(counted[i]["writes"], inputs * closed_form[i]["writes"].get<std::uint64_t>());
        EXPECT_EQ(counted[i]["read_pj"], closed_form[i]["read_pj"]);
        EXPECT_EQ(counted[i]["write_pj"], closed_form[i]["write_pj"]);
    }
    const auto& shares = fit["energy"]["by_engine"];
    for (const char* const engine : {"feedforward_nj", "backpropagation_nj", "update_nj", "dram_nj"}) {
        const auto of_run = summary["energy"]["by_engine"][engine].get<double>();
        EXPECT_NEAR(of_run, shares[engine].get<double>(), 1e-9 * of_run) << engine;
    }
    EXPECT_EQ(summary["area"], fit["area"]);
}

// What is classified besides does not change what a training input takes.
TEST(Fit, TellsTheEnergyOfTrainingFromThatOfClassifying) {
    const ScratchFolder folder;
    const auto energy = [&folder](const std::string& test_inputs) {
        const std::vector<std::string> settings{"training.epochs=2", "training.inputs=50",
                                                "training.test_inputs=" + test_inputs};
        EXPECT_EQ(edgeloom(with("run", settings, {"--out", "out"}), folder.path()).status, 0);
        return nlohmann::json::parse(read_file(folder / "out/summary.json"))["energy"];
    };
    const auto trained = energy("0");
    const auto tested = energy("30");
    EXPECT_EQ(tested["node_nm"], 45);
    EXPECT_EQ(tested["inputs"], 100);
    for (const char* const engine : {"feedforward_nj", "backpropagation_nj", "update_nj", "memories_nj", "dram_nj"}) {
        const auto expected = trained["by_engine"][engine].get<double>();
        EXPECT_NEAR(tested["by_engine"][engine].get<double>(), expected, 1e-9 * expected) << engine;
    }
    EXPECT_GT(tested["total_uj"], trained["total_uj"]);
    EXPECT_EQ(tested["dram"]["bits"].get<std::uint64_t>() * 100, trained["dram"]["bits"].get<std::uint64_t>() * 160);
    const auto number = [&tested](const char* name) { return tested[name].get<double>(); };
    EXPECT_NEAR(number("per_epoch_uj"), 50 * number("per_input_nj") / 1000, 1e-9 * number("per_epoch_uj"));
    double sum = 0;
    for (const auto& share : tested["by_engine"]) {
        sum += share.get<double>();
    }
    EXPECT_NEAR(sum, number("per_input_nj"), 1e-9 * sum);
}

TEST(Fit, TellsTheEnergyOfARunThatOnlyClassifies) {
    const ScratchFolder folder;
    ASSERT_EQ(edgeloom(with("run", {"training.epochs=1", "training.inputs=5"}, {"--out", "out", "--dump-state"}),
                       folder.path())
                  .status,
              0);
    ASSERT_EQ(edgeloom(with("run", {"training.mode=infer", "training.test_inputs=30"},
                            {"--out", "infer", "--load-state", "out"}),
                       folder.path())
                  .status,
              0);
    const auto energy = nlohmann::json::parse(read_file(folder / "infer/summary.json"))["energy"];
    EXPECT_EQ(energy["inputs"], 30);
    EXPECT_TRUE(energy["per_epoch_uj"].is_null());
    EXPECT_EQ(energy["by_engine"]["update_nj"], 0);
    EXPECT_GT(energy["by_engine"]["feedforward_nj"], 0);
    EXPECT_EQ(energy["by_engine"]["dram_nj"], 64 * 8 * 8 / 1000.0);
}

TEST(Fit, PrintsEnergyAndAreaOfANode) {
    const ScratchFolder folder;
    const Finished small = edgeloom(with("fit", {}, {"--energy", "--node", "7"}), folder.path());
    EXPECT_THAT(small.out, HasSubstr("nJ a training input at 7 nm"));
    EXPECT_THAT(small.out, HasSubstr("leakage"));
    EXPECT_THAT(small.out, HasSubstr("mm2 at 7 nm"));
    EXPECT_THAT(edgeloom(with("fit", {}, {"--energy", "--node", "28"}), folder.path()).err,
                HasSubstr("no node of 28 nm; there are 7, 10, 14, 16, 20, 32, 45, 65, 90, 130"));
    EXPECT_THAT(edgeloom(with("fit", {}, {"--node", "7"}), folder.path()).err, HasSubstr("of no use without --energy"));
}

TEST(Fit, NamesTheNearestThatFits) {
    const ScratchFolder folder;
    for (const char* const command : {"fit", "run"}) {
        const Finished finished = edgeloom(with(command, {"platform.accelerator.multipliers=3"}, {}), folder.path());
        EXPECT_EQ(finished.status, 2);
        EXPECT_THAT(finished.err, HasSubstr("the nearest that does is with platform.accelerator.multipliers 4"));
        const Finished forgetful =
            edgeloom(with(command, {"platform.accelerator.pattern_words=10"}, {}), folder.path());
        EXPECT_EQ(forgetful.status, 2);
        EXPECT_THAT(forgetful.err, HasSubstr("the nearest that does is with platform.accelerator.pattern_words 160"));
        const Finished poor =
            edgeloom(with(command, {"platform.accelerator.pattern_words=10", "platform.accelerator.multipliers=3"}, {}),
                     folder.path());
        EXPECT_EQ(poor.status, 2);
        EXPECT_THAT(poor.err, HasSubstr("raise platform.accelerator.multipliers, table_pairs and pattern_words"));
    }
}

TEST(Fit, RefusesWhatItCannotAnswer) {
    const ScratchFolder folder;
    EXPECT_THAT(edgeloom({"fit"}, folder.path()).err, HasSubstr("which network?"));
    EXPECT_THAT(edgeloom({"fit", "none.yaml"}, folder.path()).err, HasSubstr("none.yaml: no such file"));
    EXPECT_THAT(edgeloom(with("fit", {}, {"--format", "svd"}), folder.path()).err, HasSubstr("text, md, json"));
    folder.write("empty.yaml", "name: nothing\n");
    EXPECT_THAT(edgeloom({"fit", "empty.yaml"}, folder.path()).err, HasSubstr("network.layers: missing"));
}

} // namespace
} // namespace edgeloom::test
