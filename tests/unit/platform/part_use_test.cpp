// What memories and networks take of an FPGA.
#include "platform/fit/part_use.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>
#include <vector>

namespace edgeloom::platform {
namespace {

using mapping::MemoryGroup;
using mapping::MemoryKind;
using mapping::Ports;

// UG473: an RAMB18 is 16K x 1, 8K x 2, 4K x 4, 2K x 9, 1K x 18 or, with one port for reads and one for writes, 512
// x 36.
TEST(MemoryOnPart, HalfABlockRamHasTheShapesOfTheManual) {
    EXPECT_EQ(ramb18_of(16384, 1), 1U);
    EXPECT_EQ(ramb18_of(16385, 1), 2U);
    EXPECT_EQ(ramb18_of(8192, 2), 1U);
    EXPECT_EQ(ramb18_of(4096, 4), 1U);
    EXPECT_EQ(ramb18_of(2048, 9), 1U);
    EXPECT_EQ(ramb18_of(1024, 18), 1U);
    EXPECT_EQ(ramb18_of(512, 36), 1U);
    EXPECT_EQ(ramb18_of(513, 36), 2U);
    EXPECT_EQ(ramb18_of(32, 320), 9U);
    EXPECT_EQ(luts_of(64, 12, Ports::single), 12U);
    EXPECT_EQ(luts_of(32, 12, Ports::read_and_write), 24U);
}

MemoryGroup weights(std::uint64_t count) {
    return {.kind = MemoryKind::weights,
            .count = count,
            .depth = 32,
            .width = 12,
            .ports = Ports::read_and_write,
            .share_address = true};
}

TEST(MemoryOnPart, SmallMemoriesGoIntoLutsAsLongAsThereAreSome) {
    const std::vector<MemoryGroup> groups{weights(30),
                                          {.kind = MemoryKind::activations, .count = 40, .depth = 8, .width = 8}};
    const auto roomy = place_memories(groups, 10'000, 100);
    EXPECT_EQ(roomy[0].style, MemoryStyle::lut_ram);
    EXPECT_EQ(roomy[0].luts, 30U * 12 * 2);
    EXPECT_EQ(roomy[1].luts, 40U * 8);
    const auto narrow = place_memories(groups, 400, 100); // the merged one saves more for a block RAM
    EXPECT_EQ(narrow[0].style, MemoryStyle::merged);
    EXPECT_EQ(narrow[0].ramb18, 10U);
    EXPECT_EQ(narrow[1].style, MemoryStyle::lut_ram);
    const auto none = place_memories(groups, 0, 20); // no room for both
    EXPECT_EQ(none[0].style, MemoryStyle::merged);
    EXPECT_EQ(none[1].style, MemoryStyle::lut_ram);
}

TEST(MemoryOnPart, DeepMemoriesAndThoseWithTwoPortsGoIntoBlockRam) {
    const std::vector<MemoryGroup> groups{
        {.kind = MemoryKind::deltas, .count = 4, .depth = 2, .width = 12, .ports = Ports::two},
        {.kind = MemoryKind::activations, .count = 4, .depth = 65, .width = 8}};
    const auto placed = place_memories(groups, 10'000, 100);
    EXPECT_EQ(placed[0].ramb18, 4U); // an address each: they cannot be merged
    EXPECT_EQ(placed[1].ramb18, 4U);
}

struct Build {
    std::string part;
    MappedNetwork network;
    std::uint64_t width;
    std::uint64_t integer;
    double block_rams; ///< measured
};

// By the authors of the RTL, with Vivado for an XC7A100T; the last is an estimate of a synthesis that did not fit
// there.
TEST(PartUse, BlockRamsAreNearToThoseOfPublishedBuilds) {
    const MappedNetwork first{.shapes = {{1024, 64, 4096, 128}, {64, 32, 1024, 32}}, .units = {0, 1}};
    const MappedNetwork wide{.shapes = {{1024, 64, 8192, 512}, {64, 16, 512, 32}}, .units = {0, 1}};
    for (const Build& build : {Build{"xc7a100t", first, 10, 2, 37.5}, Build{"XC7A100T", first, 10, 3, 37.5},
                               Build{"XC7A100T", first, 8, 2, 37}, Build{"XC7VX690T", wide, 10, 2, 39}}) {
        NetworkConfiguration network;
        network.width = build.width;
        network.integer = build.integer;
        const PartUse use = use_of(find_part(build.part, {}), build.network, network);
        EXPECT_NEAR(use.resources[2].used / build.block_rams, 1, 0.2);
    }
}

TEST(PartUse, NamesWhatIsShortByTheMost) {
    PartUse use;
    EXPECT_EQ(use.shortage(), nullptr);
    use.resources = {{"DSP", 10, 10}, {"LUT", 12, 10}, {"BRAM36", 3, 2}};
    ASSERT_NE(use.shortage(), nullptr);
    EXPECT_EQ(use.shortage()->name, "BRAM36");
}

RC_GTEST_PROP(PartUse, TheQuickestThatFitsFits, ()) {
    Configuration configuration;
    configuration.network.layers = {1024, 64, 32};
    configuration.network.fan_out = {*rc::gen::element(2U, 4U, 8U), *rc::gen::element(4U, 16U)};
    FpgaPart part = find_part("XC7A100T", {});
    part.luts = *rc::gen::inRange<std::uint64_t>(1000, 200'000);
    part.dsps = *rc::gen::inRange<std::uint64_t>(0, 500);
    part.block_rams = *rc::gen::inRange<std::uint64_t>(5, 200);
    const auto found = quickest_on(part, configuration);
    if (!found) {
        return;
    }
    RC_ASSERT(found->use.shortage() == nullptr);
    part.luts *= 2;
    const auto with_more = quickest_on(part, configuration);
    RC_ASSERT(with_more.has_value());
    RC_ASSERT(mapping::longest_unit(with_more->network.shapes, with_more->network.units) <=
              mapping::longest_unit(found->network.shapes, found->network.units));
}

} // namespace
} // namespace edgeloom::platform
