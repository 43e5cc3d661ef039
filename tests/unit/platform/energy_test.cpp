// What a training input costs in energy.
#include "platform/energy/energy.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace edgeloom::platform {
namespace {

using testing::HasSubstr;

const CostTable& costs() {
    static const CostTable table({}, {});
    return table;
}

// The values of the sources beside the fits through them.
TEST(CostTable, GivesTheFiguresOfItsSources) {
    EXPECT_NEAR(costs().addition(8), 0.03, 0.001);
    EXPECT_NEAR(costs().addition(32), 0.1, 0.005);
    EXPECT_NEAR(costs().multiplication(8), 0.2, 0.001);
    EXPECT_NEAR(costs().multiplication(12), 0.446, 0.001);
    EXPECT_NEAR(costs().multiplication(32), 3.1, 0.1);
    EXPECT_DOUBLE_EQ(costs().read(8192, 16, false), 9.17); // 16 KiB
    EXPECT_DOUBLE_EQ(costs().write(8192, 16, false), 4.96);
    EXPECT_DOUBLE_EQ(costs().read(8192, 16, true), 1.25 * 9.17);
    EXPECT_DOUBLE_EQ(costs().read(32, 12, true), 12 * 0.009);                // far below 1 KiB
    EXPECT_DOUBLE_EQ(costs().read(std::uint64_t{1} << 32, 64, false), 93.5); // beyond the table: its last entry
}

TEST(CostTable, ScalesToANode) {
    const CostTable small({}, 7);
    EXPECT_EQ(small.node(), 7U);
    EXPECT_DOUBLE_EQ(small.multiplication(12), 0.094 * costs().multiplication(12));
    EXPECT_DOUBLE_EQ(small.read(8192, 16, false), 0.094 * 9.17);
    EXPECT_DOUBLE_EQ(small.dram_of("hbm2").bit_pj, 3.9);
}

TEST(CostTable, KnowsADeviceByItsName) {
    EXPECT_EQ(costs().dram_of("lpddr4-3200").kind, "lpddr4");
    EXPECT_FALSE(costs().dram_of("DDR3-1600").is_assumed);
    EXPECT_EQ(costs().dram_of("simple").kind, "lpddr4");
    EXPECT_TRUE(costs().dram_of("simple").is_assumed);
}

// Between two entries of a column, and of a row, that rise.
RC_GTEST_PROP(CostTable, InterpolatesBetweenItsEntries, ()) {
    const auto words = *rc::gen::inRange<std::uint64_t>(8192, 2 * 8192); // 16 to 32 KiB of 16 bits
    const double read = costs().read(words, 16, false);
    RC_ASSERT(9.17 <= read && read <= 10.4);
    const auto width = *rc::gen::inRange<std::uint32_t>(16, 33);
    const double wider = costs().write(16 * 8192 / width, width, false); // nearly 16 KiB
    RC_ASSERT(4.5 <= wider && wider <= 6.87);
}

std::string message_of(const std::string& text, std::optional<std::uint32_t> node = {}) {
    const test::ScratchFolder folder;
    folder.write("costs.yaml", text);
    try {
        const CostTable table((folder / "costs.yaml").string(), node);
        return "";
    } catch (const UserError& error) {
        return error.what();
    }
}

TEST(CostTable, SaysWhatIsWrongWithAFile) {
    const std::string good = "node: 45\nadder: {pj_per_bit: 1, pj: 0}\nmultiplier: {pj: 1, bits: 64, exponent: 1}\n"
                             "register: {pj_per_bit: 1}\ntwo_ports: 1\nusual_dram: ddr\ndram: {ddr: 1}\n"
                             "scaling: {45: 1, 7: 0.1}\n";
    const std::string sram = "sram: {1: {8: [1, 1]}}\n";
    EXPECT_EQ(message_of(good + sram), "");
    EXPECT_THAT(message_of(good + sram, 6), HasSubstr("scaling: no node of 6 nm; there are 7, 45"));
    EXPECT_THAT(message_of(good), HasSubstr("costs.yaml:1:1: sram: missing"));
    EXPECT_THAT(message_of(good + "sram: {1: {8: [1]}}"),
                HasSubstr("costs.yaml:9:12: sram.1.8: allowed is a list of 2 numbers: pJ of a read"));
    EXPECT_THAT(message_of(good + "sram: {1: {8: [1, -2]}}"), HasSubstr("sram.1.8: found '-2'"));
    EXPECT_THAT(message_of(good + "sram: {big: {8: [1, 1]}}"), HasSubstr("sram.big: found the key 'big'"));
    EXPECT_THAT(message_of(good + sram + "drum: 1"), HasSubstr("there is no key 'drum'; did you mean dram?"));
    EXPECT_THAT(message_of("adder: {pj_per_bit: many}"),
                HasSubstr("adder.pj_per_bit: found 'many'; allowed is a number"));
    EXPECT_THAT(message_of("node: 45"), HasSubstr("adder.pj_per_bit: missing"));
    EXPECT_THAT(message_of(""), HasSubstr("costs.yaml: a configuration is a map of keys; found nothing"));
    EXPECT_THAT(message_of("[1]"), HasSubstr("found a list"));
}

TEST(Energy, AddsUpAndCountsWhatTheSpecificationSays) {
    Configuration configuration;
    configuration.network.layers = {1024, 64, 32};
    configuration.network.fan_out = {4, 16};
    const MappedNetwork network{.shapes = {{1024, 64, 4096, 128}, {64, 32, 1024, 32}}, .units = {0, 1}};
    const Energy energy = energy_of_input(configuration, network, costs(), 784);
    double sum = energy.dram_picojoules();
    std::uint64_t multiplies = 0;
    std::uint64_t weight_accesses = 0;
    for (const EnergyItem& item : energy.items) {
        sum += item.picojoules();
        multiplies += item.name.ends_with("multiply") ? item.reads : 0;
        weight_accesses += item.name == "weights" ? item.reads + item.writes : 0;
    }
    EXPECT_DOUBLE_EQ(energy.picojoules(), sum);
    EXPECT_EQ(multiplies, 2U * 4096 + 4 * 1024); // no backpropagation in the first junction
    EXPECT_EQ(weight_accesses, 2U * (4096 + 1024));
    EXPECT_EQ(energy.input_bits, 784U * 8);
}

} // namespace
} // namespace edgeloom::platform
