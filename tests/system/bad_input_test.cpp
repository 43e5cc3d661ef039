// What the user gets wrong: one line, exit status 2, and no file that looks like a result.
#include "support/scratch_folder.hpp"
#include "system/idx_files.hpp"
#include "system/program.hpp"

#include <boost/algorithm/string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* small_network = R"(network:
  layers: [8, 4, 4]
  fan_out: [2, 2]
training:
  dataset: {train: [images, labels]}
)";

// A line of a configuration in place of another, and what the message has to say.
struct Mistake {
    std::string name;
    std::string replaced; ///< line of small_network, empty: add at the end
    std::string line;
    std::vector<std::string> said;
};

void PrintTo(const Mistake& mistake, std::ostream* stream) {
    *stream << mistake.name;
}

std::string yaml_with(const Mistake& mistake) {
    std::string yaml = small_network;
    return mistake.replaced.empty() ? yaml + mistake.line + "\n"
                                    : boost::replace_first_copy(yaml, mistake.replaced, mistake.line);
}

void write_data(const ScratchFolder& folder) {
    folder.write("images", idx({3, 2, 4}, std::vector<std::uint8_t>(24, 100)));
    folder.write("labels", idx({3}, {0, 1, 2}));
}

void expect_refused(const Finished& finished, const std::vector<std::string>& said) {
    EXPECT_EQ(finished.status, 2) << finished.out << finished.err;
    EXPECT_THAT(finished.err, AllOf(StartsWith("edgeloom: "), EndsWith("\n")));
    EXPECT_EQ(std::ranges::count(finished.err, '\n'), 1) << finished.err;
    for (const std::string& part : said) {
        EXPECT_THAT(finished.err, HasSubstr(part));
    }
}

class BadConfiguration : public testing::TestWithParam<Mistake> {};

TEST_P(BadConfiguration, IsRefusedInOneLine) {
    const ScratchFolder folder;
    write_data(folder);
    folder.write("bad.yaml", yaml_with(GetParam()));
    expect_refused(edgeloom({"run", "bad.yaml", "--out", "out"}, folder.path()), GetParam().said);
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

const std::vector<Mistake> mistakes{
    {"misspelt key", "fan_out", "fanout", {"bad.yaml:3:", "network.fanout", "did you mean network.fan_out?"}},
    {"misplaced key", "network:", "seed: 3\nnetwork:", {"bad.yaml:1:1: seed:", "did you mean network.seed?"}},
    {"misspelt section", "training:", "trainning:", {"bad.yaml:4:", "did you mean training?"}},
    {"missing layers", "  layers: [8, 4, 4]\n", "", {"network.layers", "missing"}},
    {"missing fan-outs", "  fan_out: [2, 2]\n", "", {"network.fan_out", "missing"}},
    {"one layer", "[8, 4, 4]", "[8]", {"bad.yaml:2:3", "network.layers", "found 1 layers", "2 to 17"}},
    {"text for a number", "[8, 4, 4]", "[8, four, 4]", {"bad.yaml:2:", "'four'", "a whole number from 1"}},
    {"no list", "[8, 4, 4]", "8", {"network.layers", "'8'", "a list"}},
    {"too many fan-outs", "[2, 2]", "[2, 2, 2]", {"found 3 fan-outs", "allowed are 2"}},
    {"illegal fan-out", "[8, 4, 4]", "[8, 6, 4]", {"network.fan_out", "nearest legal fan-outs are 3"}},
    {"fan-out too large", "[2, 2]", "[5, 2]", {"network.fan_out", "found 5", "nearest"}},
    {"format", "", "  x: 1", {"bad.yaml"}},
    {"z that divides nothing",
     "",
     "platform: {accelerator: {parallelism: [3, 2]}}",
     {"platform.accelerator.parallelism", "found 3 for junction 1", "nearest legal values are 2 and 4"}},
    {"z too small for the junction before",
     "",
     "platform: {accelerator: {parallelism: [8, 1]}}",
     {"platform.accelerator.parallelism", "found 1 for junction 2", "at least 2"}},
    {"too few multipliers",
     "",
     "platform: {accelerator: {parallelism: [8, 4], multipliers: 15}}",
     {"platform.accelerator.multipliers", "found 15", "needs 16"}},
    {"frequency without unit", "", "platform: {hart: {clock: 100}}", {"platform.hart.clock", "without a unit", "MHz"}},
    {"unit of another quantity",
     "",
     "platform: {hart: {quantum: 10 MHz}}",
     {"platform.hart.quantum", "'10 MHz'", "us"}},
    {"value out of range",
     "",
     "platform: {dma: {channels: 9}}",
     {"bad.yaml:6:", "found '9'", "1 to 8", "nearest is 8"}},
    {"burst that is no power of two", "", "platform: {dma: {burst: 100 B}}", {"power of two", "nearest is 128 B"}},
    {"priorities of other channels",
     "",
     "platform: {dma: {priorities: [1, 2, 3]}}",
     {"bad.yaml:6:", "platform.dma.priorities", "found 3 values", "allowed are 2", "or equal"}},
    {"width of a port",
     "",
     "platform: {interconnect: {stream: {width: 100 bit}}}",
     {"platform.interconnect.stream.width", "multiple of 8", "nearest is 104 bit"}},
    {"key that a target's port does not have",
     "",
     "platform: {interconnect: {dram: {weight: 2}}}",
     {"there is no key", "did you mean"}},
    {"bits of an input", "", "  input_bits: 3", {"training.input_bits", "'3'", "8, 4, 2, 1"}},
    {"keep without a pool", "", "  selection: {keep: 2}", {"training.selection.keep: found 2", "selection.pool"}},
    {"pool without keep", "", "  selection: {pool: 2}", {"training.selection.keep: found 0", "allowed are 1 to 2"}},
    {"keep above the pool", "", "  selection: {pool: 2, keep: 3}", {"bad.yaml:6:", "found 3; allowed are 1 to 2"}},
    {"pool of a run that classifies",
     "",
     "  selection: {pool: 2, keep: 1}\n  mode: infer",
     {"training.selection.pool: found 2", "0 is allowed"}},
    {"selection without a channel for results",
     "",
     "  selection: {pool: 2, keep: 1}\nplatform: {dma: {channels: 1}}",
     {"platform.dma.channels: found 1", "training.selection needs 2"}},
    {"no delta takes part", "", "  backpropagation: {sample_percent: 0}", {"sample_percent", "1 to 100"}},
    {"no epoch is sampled",
     "",
     "  epochs: 3\n  backpropagation: {sample_percent: 50, exact_epochs: 3}",
     {"training.backpropagation.exact_epochs: found 3", "allowed are 0 to 2"}},
    {"memory of the data set", "", "  data_in: rom", {"training.data_in", "'rom'", "dram, sram"}},
    {"choice", "", "platform: {interconnect: {timing: slow}}", {"'slow'", "untimed, lt", "nearest"}},
    {"DRAM too small", "", "platform: {dram: {size: 1 MiB}}", {"platform.dram.size", "nearest is 32 MiB"}},
    {"key given twice", "", "name: a\nname: b", {"bad.yaml:7:", "given twice"}},
    {"not YAML", "[2, 2]", "[2, 2", {"bad.yaml:", "not YAML"}},
    {"unknown data set", "{train: [images, labels]}", "mnits", {"training.dataset", "nearest is mnist"}},
    {"no such data file", "images", "image", {"image: cannot be read (no such file)"}},
    {"too many inputs", "", "  inputs: 4", {"training.inputs: found 4", "has 3 inputs"}},
    {"inputs wider than the layer", "[8, 4, 4]", "[4, 4, 4]", {"network.layers: found 4", "nearest is 8"}},
    {"labels beyond the output layer", "[8, 4, 4]", "[8, 4, 2]", {"labels: label 2 of input 2", "2 neurons"}},
};

std::string test_name(const testing::TestParamInfo<Mistake>& info) {
    std::string name = info.param.name;
    std::erase_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, BadConfiguration, testing::ValuesIn(mistakes), test_name);

TEST(BadFormat, WidthAndIntegerBitsAreChecked) {
    const ScratchFolder folder;
    write_data(folder);
    folder.write("good.yaml", small_network);
    expect_refused(edgeloom({"run", "good.yaml", "--set", "network.format.width=17"}, folder.path()),
                   {"--set network.format.width=17: network.format.width", "4 to 16", "nearest is 16"});
    expect_refused(edgeloom({"run", "good.yaml", "--set", "network.format={width: 6, int: 6}"}, folder.path()),
                   {"network.format.int", "at most width - 1 = 5"});
}

struct BadData {
    std::string name;
    std::string images;
    std::string labels;
    std::string said;
};

class BadDataFiles : public testing::TestWithParam<BadData> {};

TEST_P(BadDataFiles, AreRefusedByName) {
    const ScratchFolder folder;
    folder.write("good.yaml", small_network);
    folder.write("images", GetParam().images);
    folder.write("labels", GetParam().labels);
    expect_refused(edgeloom({"run", "good.yaml", "--out", "out"}, folder.path()), {GetParam().said});
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

const std::string good_images = idx({3, 8}, std::vector<std::uint8_t>(24));
const std::string good_labels = idx({3}, {0, 1, 2});

INSTANTIATE_TEST_SUITE_P(
    All, BadDataFiles,
    testing::Values(BadData{"truncated", good_images.substr(0, 30), good_labels, "images: truncated"},
                    BadData{"tooLong", good_images + "x", good_labels, "images: too long"},
                    BadData{"header", good_images.substr(0, 7), good_labels, "images: truncated: the IDX header"},
                    BadData{"magic", "PNG" + good_images, good_labels, "images: not an IDX file (wrong magic"},
                    BadData{"type", std::string("\0\0\x0D\x02", 4) + good_images.substr(4), good_labels,
                            "images: IDX data type 13; allowed is 8"},
                    BadData{"empty", "", good_labels, "images: not an IDX file"},
                    BadData{"rank", idx({3}, {1, 2, 3}), good_labels, "images: IDX rank 1"},
                    BadData{"labelRank", good_images, good_images, "labels: IDX rank 2"},
                    BadData{"count", good_images, idx({2}, {0, 1}), "labels: 2 labels for the 3 images"},
                    BadData{"gzip", std::string("\x1F\x8B\x08\x00garbage", 11), good_labels,
                            "images: truncated or damaged gzip file"}),
    [](const auto& instance) { return instance.param.name; });

TEST(BadCommandLine, IsRefusedInOneLine) {
    const ScratchFolder folder;
    write_data(folder);
    folder.write("good.yaml", small_network);
    const std::vector<std::pair<std::vector<std::string>, std::string>> lines{
        {{"rum"}, "no command 'rum'; did you mean run?"},
        {{"run", "none.yaml"}, "none.yaml: no such file"},
        {{"run", "."}, "a folder"},
        {{"run", "good.yaml", "--bus", "fast"}, "--bus fast: platform.interconnect.timing: found 'fast'"},
        {{"run", "good.yaml", "--fidelity", "quick"}, "--fidelity quick"},
        {{"run", "good.yaml", "--no-such-option"}, "no-such-option"},
        {{"run", "good.yaml", "--firmware", "train-soft", "--set", "training.selection={pool: 2, keep: 1}"},
         "training.selection.pool: found 2, allowed is 0"},
        {{"run", "good.yaml", "--firmware", "train-soft", "--set",
          "training.backpropagation={sample_percent: 50, exact_epochs: 0}"},
         "training.backpropagation.sample_percent: found 50, allowed is 100"},
        {{"run", "good.yaml", "--set", "training.epochs"}, "expected path=value"},
        {{"run", "good.yaml", "--set", "training.epoch=3"}, "did you mean training.epochs?"},
        {{"run", config("morse.yaml"), "--set", "training.inputs=999999999"},
         "training.inputs: found 999999999; platform.dram.size has room for at most"},
        {{"run", config("morse.yaml"), "--set", "training.test_inputs=999999999"},
         "training.test_inputs: found 999999999; platform.dram.size has room for at most"},
        {{"run", config("morse.yaml"), "--set", "training.data_in=sram", "--set", "training.inputs=20000"},
         "training.inputs: found 20000; platform.sram.size has room for at most 14563 inputs"},
        {{"run", config("morse.yaml"), "--set", "training.data_in=sram", "--set", "training.inputs=14000"},
         "platform.sram.size: found 1 MiB; the data set (training.data_in: sram) needs 2 MiB"},
        {{"run", "good.yaml", "--dump-state"}, "needs --out"},
        {{"run", "good.yaml", "--load-state", "nowhere"}, "nowhere: no such folder"},
        {{"run", "good.yaml", "--set", "training.mode=infer"}, "needs --load-state"},
        {{"run", "good.yaml", "--firmware", "none.elf"}, "none.elf: cannot be read"},
        {{"run", "good.yaml", "--firmware", "good.yaml"}, "good.yaml: not an ELF file"},
        {{"run", "good.yaml", "--firmware", EDGELOOM_PROGRAM}, "an executable for x86-64"},
        {{"run", "good.yaml", "--firmware", guest("outside")}, "lies outside memory"},
        {{"run", "good.yaml", "--out", "good.yaml"}, "good.yaml: cannot be written"},
        {{"run", "good.yaml", "--out", "/proc/none/out"}, "/proc/none"},
        {{"describe", "register"}, "nearest is registers"},
        {{"describe", "config", "--format", "svd"}, "allowed is one of json, md, text"},
    };
    for (const auto& [arguments, said] : lines) {
        SCOPED_TRACE(boost::join(arguments, " "));
        expect_refused(edgeloom(arguments, folder.path()), {said});
    }
}

TEST(BadState, IsRefusedByFile) {
    const ScratchFolder folder;
    write_data(folder);
    // With z of 2 there are start values to choose from, so that a type 2 pattern is not one of type 3 too.
    folder.write("good.yaml", std::string(small_network) + "platform: {accelerator: {parallelism: [2, 2]}}\n");
    ASSERT_EQ(edgeloom({"run", "good.yaml", "--out", "out", "--dump-state"}, folder.path()).status, 0);
    const auto load = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"run", "good.yaml", "--load-state", "out"});
        return edgeloom(more, folder.path());
    };
    EXPECT_EQ(load({}).status, 0);
    expect_refused(load({"--set", "network.fan_out=[4, 2]"}), {"state.json: fan_out of the saved network is [2,2]"});
    expect_refused(load({"--set", "network.format.width=10"}), {"state.json: format of the saved network"});
    expect_refused(load({"--set", "network.pattern.type=3"}), {"--load-state: the saved pattern of junction 1"});
    const std::string weights = read_file(folder / "out/state/final/w2.npy");
    folder.write("out/state/final/w2.npy", weights.substr(0, weights.size() - 4));
    expect_refused(load({}), {"w2.npy: "});
    folder.write("out/state/final/w2.npy", "no such thing");
    expect_refused(load({}), {"w2.npy: not a NumPy file"});
    std::filesystem::remove(folder / "out/state/final/w2.npy");
    expect_refused(load({}), {"w2.npy: cannot be read (no such file)"});
}

} // namespace
} // namespace edgeloom::test
