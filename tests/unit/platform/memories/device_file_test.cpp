// Devices of memories in a configuration: names, files, and what is wrong with them.
#include "platform/configuration/load.hpp"
#include "platform/configuration/memory_device.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"
#include "unit/platform/memories/devices.hpp"

#include <boost/algorithm/string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::platform::test {
namespace {

using edgeloom::test::read_file;
using edgeloom::test::ScratchFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* network = "network: {layers: [8, 4, 4], fan_out: [2, 2]}\n";

std::string own(const std::string& name) {
    return read_file(std::filesystem::path(EDGELOOM_CONFIGS) / "memories" / (name + ".yaml"));
}

// What is said of a configuration with that text under `platform`.
std::string said_of(const ScratchFolder& folder, const std::string& platform,
                    const std::vector<Override>& overrides = {}) {
    folder.write("run.yaml", std::string(network) + "platform:\n" + platform);
    try {
        static_cast<void>(load_configuration((folder / "run.yaml").string(), overrides));
    } catch (const UserError& error) {
        return error.what();
    }
    return "nothing";
}

TEST(MemoryDevice, ProgramHasWhatTheFilesSay) {
    const memory::DramDevice ddr3 = device("ddr3-1600");
    EXPECT_EQ(ddr3.bytes(), 4ULL << 30);
    EXPECT_EQ(ddr3.burst_bytes(), 64U);
    EXPECT_EQ(ddr3.period(), 1250U);
    EXPECT_EQ(ddr3.trcd_ps, 13'750U);
    EXPECT_EQ(ddr3.trrd_l_ps, ddr3.trrd_ps); // not given
    EXPECT_EQ(device("lpddr4-3200").bytes(), 2ULL << 30);
    EXPECT_EQ(device("hbm2").bytes(), 4ULL << 30);
    EXPECT_EQ(device("hbm2", {"channels=4"}).bytes(), 1ULL << 30);
    const Configuration with_sram =
        default_configuration({parse_override("platform.sram.device=sram"), parse_override("platform.sram.banks=8"),
                               parse_override("platform.sram.wait_states=0")});
    EXPECT_EQ(device_of(with_sram.platform.sram).banks, 8U);
    EXPECT_EQ(device_of(with_sram.platform.sram).ports, 1U);
    EXPECT_EQ(device_of(with_sram.platform.sram).wait_states, 0U);
}

TEST(MemoryDevice, FileLiesRelativeToTheConfiguration) {
    const ScratchFolder folder;
    std::filesystem::create_directory(folder / "parts");
    folder.write("parts/mine.yaml", boost::replace_first_copy(own("ddr3-1600"), "channels: 1", "channels: 2"));
    folder.write("run.yaml", std::string(network) + "platform: {dram: {device: parts/mine.yaml}}\n");
    Configuration configuration = load_configuration((folder / "run.yaml").string(), {});
    EXPECT_EQ(configuration.platform.dram.device.device.channels, 2U);
    // What is written of it needs no file.
    const std::string resolved = to_yaml(configuration);
    EXPECT_THAT(resolved, Not(HasSubstr("mine.yaml")));
    const Configuration again = parse_configuration(resolved, "resolved", {});
    EXPECT_EQ(to_yaml(again), resolved);
    EXPECT_EQ(device_of(again.platform.dram).bytes(), 8ULL << 30);
    // Its keys can be set like any other's.
    const Configuration set =
        parse_configuration(resolved, "resolved", {parse_override("platform.dram.device.trcd=20 ns")});
    EXPECT_EQ(device_of(set.platform.dram).trcd_ps, 20'000U);
}

TEST(MemoryDevice, NamesGoThroughAResolvedConfiguration) {
    for (const std::string& name : dram_names) {
        const Configuration configuration = parse_configuration(
            network, "run.yaml",
            {parse_override("platform.dram.device=" + name), parse_override("platform.sram.device=sram")});
        const std::string resolved = to_yaml(configuration);
        EXPECT_THAT(resolved, AllOf(HasSubstr("device: " + name), HasSubstr("device: sram")));
        EXPECT_EQ(to_yaml(parse_configuration(resolved, "resolved", {})), resolved);
    }
}

TEST(MemoryDevice, NamesTheNearestDevice) {
    const ScratchFolder folder;
    EXPECT_THAT(said_of(folder, "  dram: {device: ddr4-1600}"),
                AllOf(HasSubstr("run.yaml:3:10: platform.dram.device: found 'ddr4-1600'"),
                      HasSubstr("allowed is one of simple, ddr3-1600, hbm2, lpddr4-3200, the path of a YAML file"),
                      HasSubstr("the nearest is ddr3-1600")));
    EXPECT_THAT(said_of(folder, "  sram: {device: ram}"), HasSubstr("the nearest is sram"));
    EXPECT_THAT(said_of(folder, "  sram: {device: [sram]}"), HasSubstr("found a list; allowed is one of simple, sram"));
    EXPECT_THAT(said_of(folder, "  dma: {channels: 2}", {parse_override("platform.dram.device=hbm")}),
                HasSubstr("--set platform.dram.device=hbm: platform.dram.device: found 'hbm'"));
    EXPECT_THAT(said_of(folder, "  dram: {device: .}"), HasSubstr("a folder; expected a YAML file"));
}

TEST(MemoryDevice, RefusesFiguresOfADeviceThatIsNotThere) {
    const ScratchFolder folder;
    EXPECT_THAT(said_of(folder, "  sram: {banks: 4}"), HasSubstr("run.yaml:3:10: platform.sram.banks: found"));
    EXPECT_THAT(said_of(folder, "  dram: {channels: 4}"), HasSubstr("platform.dram.channels"));
}

TEST(MemoryDevice, RefusesMoreThanTheDeviceHolds) {
    const ScratchFolder folder;
    EXPECT_THAT(said_of(folder, "  dram: {device: hbm2, channels: 1, size: 512 MiB}"),
                AllOf(HasSubstr("platform.dram.size: found 512 MiB"), HasSubstr("hbm2 holds 256 MiB")));
}

// A line of ddr3-1600.yaml in place of another, and what is said of it.
struct Mistake {
    std::string line;
    std::string instead;
    std::vector<std::string> said;
};

void PrintTo(const Mistake& mistake, std::ostream* stream) {
    *stream << mistake.instead;
}

class BadDevice : public testing::TestWithParam<Mistake> {};

TEST_P(BadDevice, IsRefusedWithPlaceAndNearest) {
    const ScratchFolder folder;
    const std::string good = own("ddr3-1600");
    const std::string bad = boost::replace_first_copy(good, GetParam().line, GetParam().instead);
    ASSERT_NE(bad, good);
    folder.write("mine.yaml", bad);
    const std::string said = said_of(folder, "  dram: {device: mine.yaml}");
    EXPECT_THAT(said, HasSubstr("mine.yaml:"));
    EXPECT_THAT(said, Not(HasSubstr("\n")));
    for (const std::string& part : GetParam().said) {
        EXPECT_THAT(said, HasSubstr(part));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, BadDevice,
    testing::Values(
        Mistake{"\ntrcd: 13.75 ns", "", {"mine.yaml:6:1: trcd: missing: from activate to read or write"}},
        Mistake{"\nwrite_latency:",
                "\nwrite_latencies:",
                {"mine.yaml:17:1: write_latencies: there is no key", "did you mean write_latency?"}},
        Mistake{"\ntrcd:", "\nextra: 1\ntrcd:", {"mine.yaml:18:1: extra: there is no key 'extra'; did you mean"}},
        Mistake{"trp: 13.75 ns", "trp: 13.75", {":19:1: trp: found '13.75' without a unit"}},
        Mistake{"trp: 13.75 ns", "trp: soon", {":19:1: trp: found 'soon'; allowed is a time from 1 ps to 1 us"}},
        Mistake{"trp: 13.75 ns", "trp: 2 us", {"trp: found '2 us'", "the nearest is 1 us"}},
        Mistake{"trc: 48.75 ns",
                "trc: 48 ns",
                {"trc: found 48 ns; allowed is at least tras + trp; the nearest is 48750 ps"}},
        Mistake{"tras: 35 ns", "tras: 10 ns", {"tras: found 10 ns; allowed is at least trcd"}},
        Mistake{"tccd: 4", "tccd: 3", {"tccd: found 3; allowed is at least the clocks of a burst", "the nearest is 4"}},
        Mistake{"trtw: 9", "trtw: 6", {"trtw: found 6", "the nearest is 7"}},
        Mistake{"trfc: 260 ns",
                "trfc: 7 us",
                {"trfc: found 7 us; allowed is at most half of trefi; the nearest is 3900 ns"}},
        Mistake{"trefi: 7.8 us", "trefi: 100 ns", {"trefi: found 100 ns; allowed is at least four times trc"}},
        Mistake{"bank_groups: 1",
                "bank_groups: 3",
                {"banks: found 8; allowed is a multiple of bank_groups; the nearest is 6"}},
        Mistake{"columns: 1024", "columns: 1023", {"columns: found 1023; allowed is a multiple of burst_length"}},
        Mistake{
            "width: 64 bit", "width: 65 bit", {"width: found 65; allowed is a multiple of 8 bit; the nearest is 64"}},
        Mistake{
            "banks: 8", "banks: -8", {"banks: found '-8'; allowed is a whole number from 1 to 256; the nearest is 1"}},
        Mistake{"clock: 800 MHz", "clock: 800 MHz\nclock: 1 GHz", {"clock: given twice"}},
        Mistake{"clock: 800 MHz", "clock: [", {"not YAML"}}));

// The same in the configuration itself.
TEST(MemoryDevice, IsCheckedWhereItStandsInTheConfiguration) {
    const ScratchFolder folder;
    EXPECT_THAT(said_of(folder, "  sram: {device: {name: mine, width: 64 bit, banks: 2, ports: 1}}"),
                HasSubstr("run.yaml:3:10: platform.sram.device.wait_states: missing"));
    EXPECT_THAT(said_of(folder, "  sram: {device: {width: 64 bit, banks: 2, ports: 1, wait_states: 0, bank: 1}}"),
                HasSubstr("there is no key 'platform.sram.device.bank'; did you mean platform.sram.device.banks?"));
    EXPECT_EQ(said_of(folder, "  sram: {device: {width: 64 bit, banks: 2, ports: 1, wait_states: 0}}"), "nothing");
}

} // namespace
} // namespace edgeloom::platform::test
