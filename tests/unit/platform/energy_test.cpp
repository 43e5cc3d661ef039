// What a training input costs in energy, and the table of costs.
#include "platform/energy/energy.hpp"
#include "platform/energy/energy_shares.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace edgeloom::platform {
namespace {

using mapping::Ports;
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

// The specification's, at every size of its table.
TEST(CostTable, GivesAreasAndLeakageOfItsSources) {
    EXPECT_NEAR(costs().adder_area(8) / 36, 1, 0.04);
    EXPECT_NEAR(costs().adder_area(16) / 67, 1, 0.04);
    EXPECT_NEAR(costs().adder_area(32) / 137, 1, 0.04);
    EXPECT_DOUBLE_EQ(costs().multiplier_area(8), 282);
    EXPECT_NEAR(costs().multiplier_area(32), 3495, 1);
    struct Row {
        std::uint64_t kib;
        double mm2;
        double microwatts;
    };
    for (const Row& row : {Row{1, 0.0034, 0.036}, Row{2, 0.0071, 0.074}, Row{4, 0.0141, 0.134}, Row{8, 0.0257, 0.257},
                           Row{16, 0.0508, 0.477}, Row{32, 0.1056, 0.953}, Row{64, 0.2316, 1.72},
                           Row{128, 0.4437, 3.39}, Row{256, 0.8922, 6.79}, Row{1024, 3.163, 26.7}}) {
        SCOPED_TRACE(row.kib);
        const std::uint64_t words = row.kib * 512;
        EXPECT_DOUBLE_EQ(costs().memory_area(words, 16, Ports::single), 1e6 * row.mm2);
        EXPECT_DOUBLE_EQ(costs().memory_area(words, 16, Ports::read_and_write), 1.9 * 1e6 * row.mm2);
        EXPECT_DOUBLE_EQ(costs().memory_area(words, 16, Ports::two), 2.05 * 1e6 * row.mm2);
        EXPECT_DOUBLE_EQ(costs().leakage(words, 16, Ports::single), row.microwatts);
        EXPECT_DOUBLE_EQ(costs().leakage(words, 16, Ports::two), 2.05 * row.microwatts);
    }
}

TEST(CostTable, GoesOnBeyondTheTable) {
    EXPECT_DOUBLE_EQ(costs().memory_area(32, 12, Ports::read_and_write), 32 * 12 * 5.98); // registers
    EXPECT_DOUBLE_EQ(costs().leakage(256, 16, Ports::single), 0.036 / 2);
    EXPECT_DOUBLE_EQ(costs().memory_area(4 * 512 * 1024, 16, Ports::single), 4 * 1e6 * 3.163); // 4 MiB
    EXPECT_DOUBLE_EQ(costs().leakage(4 * 512 * 1024, 16, Ports::single), 4 * 26.7);
}

TEST(CostTable, ScalesToANode) {
    const CostTable small({}, 7);
    EXPECT_EQ(small.node(), 7U);
    EXPECT_DOUBLE_EQ(small.multiplication(12), 0.094 * costs().multiplication(12));
    EXPECT_DOUBLE_EQ(small.read(8192, 16, false), 0.094 * 9.17);
    EXPECT_DOUBLE_EQ(small.dram_of("hbm2").bit_pj, 3.9);
    EXPECT_DOUBLE_EQ(small.leakage(8192, 16, Ports::single), 0.094 * 0.477);
    for (const auto& [node, area] :
         {std::pair(130U, 6.4), std::pair(90U, 2.8), std::pair(65U, 1.5), std::pair(45U, 1.0), std::pair(32U, 0.46),
          std::pair(20U, 0.21), std::pair(16U, 0.19), std::pair(14U, 0.17), std::pair(10U, 0.10),
          std::pair(7U, 0.059)}) {
        const CostTable scaled({}, node);
        EXPECT_DOUBLE_EQ(scaled.multiplier_area(8), area * 282) << node;
        EXPECT_DOUBLE_EQ(scaled.adder_area(12), area * costs().adder_area(12)) << node;
        EXPECT_DOUBLE_EQ(scaled.memory_area(8192, 16, Ports::single), area * 1e6 * 0.0508) << node;
        EXPECT_DOUBLE_EQ(scaled.memory_area(8, 16, Ports::single), area * 128 * 5.98) << node;
    }
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
    const double area = costs().memory_area(words, 16, Ports::single);
    RC_ASSERT(1e6 * 0.0508 <= area && area <= 1e6 * 0.1056);
    const double leakage = costs().leakage(words, 16, Ports::single);
    RC_ASSERT(0.477 <= leakage && leakage <= 0.953);
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
    const std::string areas = "sram_mm2: {1: 1}\nsram_leakage_uw: {1: 1}\narea_scaling: {45: 1, 7: 0.1, 5: 0.01}\n";
    const std::string with_node =
        "adder: {pj_per_bit: 1, pj: 0, um2_per_bit: 1, um2: 0}\n"
        "multiplier: {pj: 1, bits: 64, exponent: 1, um2: 1, um2_exponent: 1}\n"
        "register: {pj_per_bit: 1, um2_per_bit: 1}\ntwo_ports: 1\nusual_dram: ddr\ndram: {ddr: 1}\n"
        "scaling: {45: 1, 7: 0.1, 6: 0}\nport_area: {read_and_write: 1, two: 1}\n";
    const std::string without_areas = "node: 45\n" + with_node;
    const std::string good = without_areas + areas;
    const std::string sram = "sram: {1: {8: [1, 1]}}\n";
    EXPECT_EQ(message_of(good + sram), "");
    EXPECT_THAT(message_of(good + sram, 5), HasSubstr("scaling: no node of 5 nm; there are 6, 7, 45"));
    EXPECT_THAT(message_of(good + sram, 6), HasSubstr("area_scaling: no node of 6 nm; there are 5, 7, 45"));
    EXPECT_THAT(message_of("node: 6\n" + with_node + areas + sram, 45), HasSubstr("scaling.6: found 0"));
    EXPECT_THAT(message_of(without_areas + sram), HasSubstr("sram_mm2: missing: mm2 of a memory, by KiB"));
    EXPECT_THAT(message_of(without_areas + sram + "sram_mm2: {1: -1}\n"),
                HasSubstr("costs.yaml:11:12: sram_mm2.1: found '-1'; allowed is a number, 0 or more"));
    EXPECT_THAT(message_of(without_areas + sram + "sram_mm2: {no: 1}\n"),
                HasSubstr("sram_mm2.no: found the key 'no'; allowed is a number above 0"));
    EXPECT_THAT(message_of(without_areas + sram + "sram_mm2: {1: 1}\n"),
                HasSubstr("sram_leakage_uw: missing: uW of a memory, by KiB"));
    EXPECT_THAT(message_of(good), HasSubstr("costs.yaml:1:1: sram: missing"));
    EXPECT_THAT(message_of(good + "sram: {1: {8: [1]}}"),
                HasSubstr("costs.yaml:13:12: sram.1.8: allowed is a list of 2 numbers: pJ of a read"));
    EXPECT_THAT(message_of(good + "sram: {1: {8: [1, -2]}}"), HasSubstr("sram.1.8: found '-2'"));
    EXPECT_THAT(message_of(good + "sram: {big: {8: [1, 1]}}"), HasSubstr("sram.big: found the key 'big'"));
    EXPECT_THAT(message_of(good + sram + "drum: 1"), HasSubstr("there is no key 'drum'; did you mean dram?"));
    EXPECT_THAT(message_of("adder: {pj_per_bit: many}"),
                HasSubstr("adder.pj_per_bit: found 'many'; allowed is a number"));
    EXPECT_THAT(message_of("node: 45"), HasSubstr("adder.pj_per_bit: missing"));
    EXPECT_THAT(message_of(""), HasSubstr("costs.yaml: a configuration is a map of keys; found nothing"));
    EXPECT_THAT(message_of("[1]"), HasSubstr("found a list"));
}

struct Example {
    Configuration configuration;
    MappedNetwork network{.shapes = {{1024, 64, 4096, 128}, {64, 32, 1024, 32}}, .units = {0, 1}};

    Example() {
        configuration.network.layers = {1024, 64, 32};
        configuration.network.fan_out = {4, 16};
    }
    [[nodiscard]] Energy energy() const { return energy_of_input(configuration, network, costs(), 784, 34); }
};

TEST(Energy, AddsUpAndCountsWhatTheSpecificationSays) {
    const Energy energy = Example().energy();
    double sum = energy.dram_picojoules() + energy.leakage_picojoules();
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
    EXPECT_EQ(energy.dram_bits, 784U * 8);
}

// Memories of spec section 4, their bits at 0.036 uW a KiB, times the factors of their ports; two tables of 4096
// entries.
TEST(Energy, LeaksForABlockCycle) {
    const Energy energy = Example().energy();
    EXPECT_DOUBLE_EQ(energy.nanoseconds, 340); // 32 clocks and 2 of overhead at 100 MHz
    const double single = 5 * 1024 * 8 + 2 * 3 * 64 * 8 + 2 * 32 * 12;
    const double read_and_write = (4096 + 64 + 1024 + 32) * 12;
    const double two = 2 * 64 * 12;
    const double small = 0.036 / 8192 * (single + 1.9 * read_and_write + 2.05 * two);
    EXPECT_NEAR(energy.leakage_microwatts, small + 2 * 2.05 * 0.257, 1e-9);
    EXPECT_DOUBLE_EQ(energy.leakage_picojoules(), energy.leakage_microwatts * 0.34);
}

TEST(Energy, OfInputsInSramIsNoneOfDram) {
    Example example;
    const Energy from_dram = example.energy();
    example.configuration.training.data_in_sram = true;
    example.configuration.platform.sram.bytes = 256U << 10;
    const Energy from_sram = example.energy();
    EXPECT_EQ(from_sram.dram_bits, 0U);
    const double words = 784 * 8 / 64;
    EXPECT_NEAR(from_sram.picojoules() - from_dram.picojoules(), words * 44.7 - 784 * 8 * 8, 1e-6);
}

TEST(Energy, IsSharedOut) {
    const Energy energy = Example().energy();
    const EnergyShares shares = shares_of(energy);
    EXPECT_NEAR(shares.sum(), energy.picojoules() / 1000, 1e-9);
    const double product = costs().multiplication(12);
    const double sum = costs().addition(12);
    const double look_up = costs().read(4096, 16, true);
    EXPECT_NEAR(shares.feedforward, (5120 * (product + sum) + 96 * look_up) / 1000, 1e-9);
    EXPECT_NEAR(shares.backpropagation, (2048 * product + 1024 * sum) / 1000, 1e-9);
    EXPECT_NEAR(shares.update, (5120 * product + (5120 + 96) * sum) / 1000, 1e-9);
    EXPECT_NEAR(shares.dram, 784 * 8 * 8 / 1000.0, 1e-9);
    EXPECT_NEAR(shares.leakage, energy.leakage_picojoules() / 1000, 1e-12);
    EXPECT_GT(shares.memories, 0);
    EXPECT_NEAR(shares_of(energy, 4).sum(), shares.sum() / 4, 1e-9);
    EXPECT_EQ(shares.list()[3].name, "memories");
    EXPECT_EQ(shares.list()[3].nanojoules, shares.memories);
}

} // namespace
} // namespace edgeloom::platform
