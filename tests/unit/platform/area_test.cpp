// What an accelerator for a network takes in area.
#include "platform/energy/area.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace edgeloom::platform {
namespace {

const AreaItem& find(const Area& area, const std::string& name, std::optional<std::size_t> junction) {
    const auto item = std::ranges::find_if(
        area.items, [&](const AreaItem& each) { return each.name == name && each.junction == junction; });
    if (item == area.items.end()) {
        throw std::out_of_range(name);
    }
    return *item;
}

Configuration published() {
    Configuration configuration;
    configuration.network.layers = {1024, 64, 32};
    configuration.network.fan_out = {4, 16};
    return configuration;
}

TEST(Area, IsThatOfTheArithmeticAndMemoriesOfAMapping) {
    const MappedNetwork network{.shapes = {{1024, 64, 4096, 128}, {64, 32, 1024, 32}}, .units = {0, 1}};
    const CostTable costs({}, {});
    const Area area = area_of(published(), network, costs);
    EXPECT_EQ(find(area, "multipliers", {}).count, 2U * 128 + 4 * 32);
    EXPECT_DOUBLE_EQ(find(area, "multipliers", {}).each_um2, costs.multiplier_area(12));
    EXPECT_EQ(find(area, "adders", {}).count, 2U * 128 + 3 * 32 + 2 * (2 + 1));
    EXPECT_DOUBLE_EQ(find(area, "adders", {}).each_um2, costs.adder_area(12));
    EXPECT_EQ(find(area, "activation tables", {}).count, 2U);                      // 2 and 1 right neurons a clock
    EXPECT_DOUBLE_EQ(find(area, "activation tables", {}).each_um2, 2.05 * 25'700); // 8 KiB
    EXPECT_EQ(find(area, "weights", 0).count, 128U);
    EXPECT_DOUBLE_EQ(find(area, "weights", 0).each_um2, 32 * 12 * 5.98);
    EXPECT_EQ(find(area, "activations", 0).count, 5U * 128);
    EXPECT_EQ(find(area, "deltas", 1).count, 2U * 32);
    double sum = 0;
    for (const AreaItem& item : area.items) {
        sum += static_cast<double>(item.count) * item.each_um2 * 1e-6;
    }
    EXPECT_NEAR(area.square_millimetres(), sum, 1e-12);
    EXPECT_NEAR(area_of(published(), network, CostTable({}, 7)).square_millimetres(), 0.059 * sum, 1e-12);
}

// Junctions that share a unit share its multipliers.
TEST(Area, OfASharedUnitHasItsMultipliersOnce) {
    const MappedNetwork network{.shapes = {{1024, 64, 4096, 128}, {64, 32, 1024, 32}}, .units = {0, 0}};
    const CostTable costs({}, {});
    EXPECT_EQ(find(area_of(published(), network, costs), "multipliers", {}).count, 2U * 128);
}

} // namespace
} // namespace edgeloom::platform
