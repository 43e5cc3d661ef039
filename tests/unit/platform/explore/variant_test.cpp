#include "platform/explore/variant.hpp"
#include "platform/user_error.hpp"
#include "sweep_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::platform::explore {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::ThrowsMessage;

TEST(Variant, TakesItsValuesFromTheAxes) {
    const SweepFile file("axes: {network.format.width: [12, 16], training.learning_rate: [{0: 2, 1: 3}]}\n");
    const Variant variant(file.sweep(), {0, 0});
    const Configuration configuration = variant.configuration(file.sweep(), std::nullopt);
    EXPECT_EQ(variant.number, 0U);
    EXPECT_EQ(variant.axes.at("network.format.width"), 12);
    EXPECT_EQ(configuration.network.width, 12U);
    EXPECT_EQ(configuration.training.epochs, 3U); // of the base
    EXPECT_EQ(configuration.network.seed, 1U);
    EXPECT_EQ(variant.configuration(file.sweep(), 77).network.seed, 77U);
}

TEST(Variant, BaseIsWhatItWasWhenTheSweepBegan) {
    const SweepFile file("axes: {network.format.width: [12, 16]}\n");
    file.edit_base("no: more\n");
    EXPECT_EQ(Variant(file.sweep(), {0}).configuration(file.sweep(), std::nullopt).training.epochs, 3U);
}

TEST(Variant, ListsAreNumberedFromOne) {
    const SweepFile file("axes: {network.fan_out: [[64, 16], [32, 8]]}\nvariables: {kind: [small], x: [0.5]}\n");
    const Variant variant(file.sweep(), {1, 0, 0});
    EXPECT_THAT(variant.variables,
                ElementsAre(Pair("network.fan_out.1", 32), Pair("network.fan_out.2", 8), Pair("x", 0.5)));
    EXPECT_EQ(variant.axes.dump(), R"({"network.fan_out":[32,8],"kind":"small","x":0.5})");
}

TEST(Variant, SetMayBeExpressions) {
    const SweepFile file(R"yaml(axes: {network.fan_out: [[64, 16]]}
variables: {hidden: [128, 256], rate: [2]}
set:
  network.layers: [64, =hidden, 64]
  training.epochs: "=min(hidden/64, network.fan_out.2)"
  training.learning_rate: {0: =rate, 1: "=rate+1"}
)yaml");
    for (const std::uint32_t choice : {0U, 1U}) {
        const std::uint32_t hidden = choice == 0 ? 128 : 256;
        const Configuration configuration =
            Variant(file.sweep(), {0, choice, 0}).configuration(file.sweep(), std::nullopt);
        EXPECT_THAT(configuration.network.layers, ElementsAre(64, hidden, 64));
        EXPECT_EQ(configuration.training.epochs, hidden / 64);
    }
}

TEST(Variant, LevelDecidesAboutTheFidelity) {
    const SweepFile file("level: cycle\n");
    EXPECT_EQ(Variant(file.sweep(), {}).configuration(file.sweep(), std::nullopt).platform.accelerator.fidelity,
              edgeloom::accelerator::Fidelity::cycle);
}

TEST(Variant, SaysWhereAnExpressionHasNoValue) {
    const SweepFile file("axes: {network.fan_out: [[64, 16]]}\nset: {training.epochs: =network.fan_out.3}\n");
    EXPECT_THAT(
        [&] { const Variant variant(file.sweep(), {0}); },
        ThrowsMessage<UserError>(HasSubstr("sweep.yaml:3:24: set.training.epochs: 'network.fan_out.3': there is "
                                           "no number 'network.fan_out.3'; did you mean network.fan_out.1?")));
}

TEST(Variant, IllegalOneIsRefused) {
    const SweepFile file("axes: {network.fan_out: [[7, 16]]}\n");
    EXPECT_THAT([&] { (void)Variant(file.sweep(), {0}).configuration(file.sweep(), std::nullopt); },
                ThrowsMessage<UserError>(HasSubstr("network.fan_out = [7, 16]: ")));
}

} // namespace
} // namespace edgeloom::platform::explore
