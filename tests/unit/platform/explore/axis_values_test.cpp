#include "platform/explore/axis_values.hpp"
#include "platform/user_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::platform::explore {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::vector<std::string> values_of(const std::string& yaml) {
    return axis_values(SweepNode(YAML::Load(yaml), "sweep.yaml", "axis"));
}

TEST(AxisValues, ListKeepsItsOrder) {
    EXPECT_THAT(values_of("[16, 8, auto, 0.5]"), ElementsAre("16", "8", "auto", "0.5"));
    EXPECT_THAT(values_of("\n- [64, 16]\n- - 32\n  - 16\n"), ElementsAre("[64, 16]", "[32, 16]"));
    EXPECT_THAT(values_of("[{0: 2, 6: 3}]"), ElementsAre("{0: 2, 6: 3}"));
}

TEST(AxisValues, RangeHasItsEnds) {
    EXPECT_THAT(values_of("{from: 7, to: 10}"), ElementsAre("7", "8", "9", "10"));
    EXPECT_THAT(values_of("{from: 8, to: 16, step: 3}"), ElementsAre("8", "11", "14"));
    EXPECT_THAT(values_of("{from: 3, to: 3}"), ElementsAre("3"));
    EXPECT_EQ(values_of("{from: 0, to: 1, step: 0.1}").size(), 11U); // though ten of these steps are not quite 1
}

TEST(AxisValues, PowersOfTwoLieBetween) {
    EXPECT_THAT(values_of("{powers_of_two: [16, 64]}"), ElementsAre("16", "32", "64"));
    EXPECT_THAT(values_of("{powers_of_two: [3, 9]}"), ElementsAre("4", "8"));
}

TEST(AxisValues, WrongOnesAreRefused) {
    for (const char* wrong :
         {"[]", "3", "{from: 3}", "{from: 3, to: 2}", "{from: 1, to: 3, step: -1}", "[1, 1]", "{powers_of_two: [5, 7]}",
          "{powers_of_two: [1, 2, 3]}", "{powers_of_two: [0, 2]}", "{from: 0, to: 1e9}"}) {
        EXPECT_THAT([&] { (void)values_of(wrong); }, ThrowsMessage<UserError>(HasSubstr("sweep.yaml:1:"))) << wrong;
    }
}

} // namespace
} // namespace edgeloom::platform::explore
