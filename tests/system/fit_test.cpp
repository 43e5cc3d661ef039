// What `edgeloom fit` says is what a run does.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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
    EXPECT_EQ(part["fits"], true);
    EXPECT_EQ(part["dsp"]["used"], 224); // as published
    folder.write("parts.yaml", "mine: {lut: 10, dsp: 2, dsp_a: 24, dsp_b: 17}");
    const Finished small =
        edgeloom({"fit", config("mnist-10bit.yaml"), "--part", "mine", "--parts", "parts.yaml"}, folder.path());
    EXPECT_THAT(small.out, HasSubstr("mine: 0 multipliers in 0 of 2 DSP slices (0.0 %), 384 in 53760 of 10 LUTs"));
    EXPECT_THAT(small.out, HasSubstr("more than there are"));
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
