#include "mapping/multiplier_arrays.hpp"
#include "platform/fit/fpga_part.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace edgeloom::platform {
namespace {

using mapping::JunctionShape;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::array published{JunctionShape{1024, 64, 4096, 128}, JunctionShape{64, 32, 1024, 32}};

TEST(MultiplierArrays, AreTheOperationsOfEveryUnit) {
    EXPECT_THAT(mapping::multiplier_arrays(published, std::array{0U, 1U}), ElementsAre(128, 128, 32, 32, 32, 32));
    EXPECT_THAT(mapping::multiplier_arrays(published, std::array{0U, 0U}), ElementsAre(128, 128)); // shared
}

// 224 of 240 slices: arXiv 1806.01087, table of the FPGA.
TEST(FpgaPart, PublishedNetworkTakesThePublishedSlices) {
    const FpgaPart part = find_part("XC7A100T", {});
    const auto arrays = mapping::multiplier_arrays(published, std::array{0U, 1U});
    for (const std::uint32_t width : {8U, 10U, 12U}) {
        const MultipliersOnPart placed = place_multipliers(part, arrays, width);
        EXPECT_EQ(part.dsps, 240U);
        EXPECT_EQ(placed.dsps, 224U);
        EXPECT_EQ(placed.in_luts, 160U);
        EXPECT_EQ(placed.luts, 160 * luts_per_multiplier(width));
    }
}

// The figures of the array multiplier's rule.
TEST(FpgaPart, LutsOfAMultiplier) {
    EXPECT_EQ(luts_per_multiplier(8), 80U);
    EXPECT_EQ(luts_per_multiplier(10), 140U);
    EXPECT_EQ(luts_per_multiplier(12), 168U);
    EXPECT_EQ(luts_per_multiplier(16), 352U);
}

TEST(FpgaPart, WideFactorsTakeSeveralSlices) {
    const FpgaPart narrow{.name = "narrow", .luts = 100, .dsps = 9, .dsp_a = 7, .dsp_b = 4};
    EXPECT_EQ(dsps_per_multiplier(narrow, 4), 1U);
    EXPECT_EQ(dsps_per_multiplier(narrow, 8), 2U);
    EXPECT_EQ(dsps_per_multiplier(narrow, 16), 3U * 4);
    const MultipliersOnPart placed = place_multipliers(narrow, std::array{3U, 2U, 2U}, 8);
    EXPECT_EQ(placed.in_dsps, 4U); // room for four: two and two
    EXPECT_EQ(placed.dsps, 8U);
    EXPECT_EQ(placed.in_luts, 3U);
}

TEST(FpgaPart, NoSlicesAtAll) {
    const FpgaPart none{.name = "none", .luts = 100, .dsps = 0};
    EXPECT_EQ(place_multipliers(none, std::array{1U, 2U}, 8).in_luts, 3U);
}

std::string message_of(const std::string& name, const std::optional<std::string>& file) {
    try {
        static_cast<void>(find_part(name, file));
    } catch (const UserError& error) {
        return error.what();
    }
    return "";
}

TEST(FpgaPart, SaysWhatIsWrongWithAFileOfParts) {
    EXPECT_THAT(message_of("XC7A10T", {}), HasSubstr("the nearest is XC7A100T"));
    const test::ScratchFolder folder;
    const auto with = [&](const std::string& text) {
        folder.write("parts.yaml", text);
        return message_of("mine", (folder / "parts.yaml").string());
    };
    EXPECT_EQ(with("mine: {bram36: 1, lut: 10, dsp: 2, dsp_a: 24, dsp_b: 17}"), "");
    EXPECT_THAT(with("mine: {bram36: 1, lut: 10, dsp: 2, dsp_a: 24}"), HasSubstr("mine.dsp_b: missing"));
    EXPECT_THAT(with("mine: {bram36: 1, lut: 10, dsp: 2, dsp_a: 0, dsp_b: 17}"), HasSubstr("mine.dsp_a"));
    EXPECT_THAT(with("mine: {bram36: 1, lut: 10, dsp: 2, dsp_a: 24, dsp_b: 17, bram: 3}"), HasSubstr("mine.bram"));
    EXPECT_THAT(with("[1, 2]"), HasSubstr("parts.yaml"));
    EXPECT_THAT(with("mine: 7"), HasSubstr("parts.yaml"));
    EXPECT_THAT(with("{"), HasSubstr("not YAML"));
    EXPECT_THAT(with(""), HasSubstr("parts.yaml"));
    EXPECT_THAT(with("{}"), HasSubstr("no such part"));
    EXPECT_THAT(message_of("mine", (folder / "none.yaml").string()), HasSubstr("no such file"));
}

} // namespace
} // namespace edgeloom::platform
