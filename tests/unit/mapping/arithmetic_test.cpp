// Adders and activation tables of a network.
#include "mapping/activation_tables.hpp"
#include "mapping/adders.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace edgeloom::mapping {
namespace {

// The published network finishes 2 and 1 right neurons a clock.
TEST(Adders, AreOnePerOperationLaneAndTwoPerRightNeuron) {
    const std::vector<JunctionShape> shapes{{1024, 64, 4096, 128}, {64, 32, 1024, 32}};
    EXPECT_EQ(adders(shapes), 2U * 128 + 2 * 2 + 3 * 32 + 2 * 1);
    EXPECT_EQ(adders({}), 0U);
}

TEST(ActivationTables, ServeTwoRightNeurons) {
    EXPECT_EQ(activation_tables(std::vector<JunctionShape>{{1024, 64, 4096, 128}, {64, 32, 1024, 32}}), 2U);
    EXPECT_EQ(activation_tables(std::vector<JunctionShape>{{1024, 64, 8192, 512}}), 2U); // 4
    EXPECT_EQ(activation_tables(std::vector<JunctionShape>{{96, 32, 96, 9}}), 2U);       // 3
}

} // namespace
} // namespace edgeloom::mapping
