#include "platform/configuration/suggestion.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform {
namespace {

TEST(Suggestion, IsTheNameWithTheFewestChanges) {
    const std::set<std::string> names{"training.epochs", "training.inputs", "network.layers"};
    EXPECT_EQ(nearest_name("training.epoch", names), "training.epochs");
    EXPECT_EQ(nearest_name("trainig.inputs", names), "training.inputs");
    EXPECT_EQ(nearest_name("network.layer", names), "network.layers");
}

TEST(Suggestion, TiesGoToTheFirstByName) {
    EXPECT_EQ(nearest_name("b", {"c", "a"}), "a");
}

TEST(Suggestion, IsThePathWithTheSameLastStep) {
    const std::set<std::string> paths{"name", "network.cost", "network.format.width", "platform.sram.width",
                                      "training"};
    EXPECT_EQ(nearest_path("network.width", paths), "network.format.width");
    EXPECT_EQ(nearest_path("sram.width", paths), "platform.sram.width");
    EXPECT_EQ(nearest_path("network.costs", paths), "network.cost");
    EXPECT_EQ(nearest_path("trainings", paths), "training");
}

} // namespace
} // namespace edgeloom::platform
