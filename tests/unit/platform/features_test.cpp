// How many values an input has.
#include "platform/data/features.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform {
namespace {

TEST(Features, AreThoseOfTheDataSetOrOfTheFirstLayer) {
    Configuration configuration;
    configuration.network.layers = {1000, 10};
    configuration.training.dataset.kind = DataSource::Kind::mnist;
    EXPECT_EQ(features_of(configuration), 784U);
    configuration.training.dataset.kind = DataSource::Kind::morse;
    EXPECT_EQ(features_of(configuration), 64U);
    configuration.training.dataset.kind = DataSource::Kind::files;
    EXPECT_EQ(features_of(configuration), 1000U);
}

} // namespace
} // namespace edgeloom::platform
