#include "mapping/constraints.hpp"
#include "platform/configuration/mapped_network.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform {
namespace {

Configuration published() {
    Configuration configuration;
    configuration.network.layers = {1024, 64, 32};
    configuration.network.fan_out = {4, 16};
    return configuration;
}

TEST(MappedNetwork, GivenParallelismIsKept) {
    Configuration configuration = published();
    configuration.platform.accelerator.parallelism = {128, 32};
    const auto mapped = map_network(configuration, limits(configuration));
    ASSERT_TRUE(mapped);
    EXPECT_EQ(mapped->shapes[0].parallelism, 128U);
    EXPECT_EQ(mapped->shapes[1].parallelism, 32U);
    EXPECT_EQ(mapped->shapes[0].clocks(), 32U);
}

TEST(MappedNetwork, MultipliersFollowTheGivenParallelismUnlessTheyAreGiven) {
    Configuration configuration = published();
    configuration.network.layers = {8192, 64, 32};
    configuration.platform.accelerator.parallelism = {4096, 64};
    EXPECT_EQ(limits(configuration).multipliers, 2 * 4096U + 4 * 64U);
    configuration.platform.accelerator.multipliers = 100;
    EXPECT_EQ(limits(configuration).multipliers, 100U);
    EXPECT_FALSE(map_network(configuration, limits(configuration)));
}

TEST(MappedNetwork, ChosenParallelismStaysWithinTheMultipliers) {
    Configuration configuration = published();
    for (const std::uint64_t multipliers : {20U, 224U, 1000U}) {
        configuration.platform.accelerator.multipliers = multipliers;
        const auto mapped = map_network(configuration, limits(configuration));
        ASSERT_TRUE(mapped) << multipliers;
        EXPECT_LE(mapping::demand(mapped->shapes, mapped->units).multipliers, multipliers);
    }
}

} // namespace
} // namespace edgeloom::platform
