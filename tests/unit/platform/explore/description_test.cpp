#include "platform/explore/description.hpp"
#include "platform/explore/figure.hpp"
#include "sweep_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::platform::explore {
namespace {

using testing::ElementsAre;

TEST(Description, SaysWhatTheSweepIs) {
    const SweepFile file("name: some\naxes: {training.epochs: [1, 2]}\nvariables: {part: [xc7a35t]}\n"
                         "objectives: {time_per_input_ns: minimise, edges: maximise}\n"
                         "constraints: [edges < 9, {fits: part}]\n");
    const SweepDescription description = description_of(file.sweep());
    EXPECT_EQ(description.name, "some");
    EXPECT_EQ(description.document, file.sweep().document);
    EXPECT_EQ(description.level, "analytic");
    EXPECT_EQ(description.mode, "grid");
    EXPECT_THAT(description.axes, ElementsAre("training.epochs", "part"));
    EXPECT_THAT(description.constraints, ElementsAre("edges < 9", "fits: part"));
    ASSERT_EQ(description.objectives.size(), 2U);
    EXPECT_EQ(description.objectives[0].unit, "ns");
    EXPECT_EQ(description.objectives[1].direction, Direction::maximise);
    EXPECT_EQ(description.figures.size(), figures().size());
    EXPECT_EQ(description.figures.front().name, "accuracy");
    EXPECT_EQ(description.figures.front().unit, "%");
}

} // namespace
} // namespace edgeloom::platform::explore
