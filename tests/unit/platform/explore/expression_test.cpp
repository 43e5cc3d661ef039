#include "platform/explore/constraint.hpp"
#include "platform/explore/expression.hpp"
#include "platform/user_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace edgeloom::platform::explore {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;
using testing::UnorderedElementsAre;

TEST(Expression, IsArithmetic) {
    const Variables variables{{"z", 128}, {"fan_out", 8}, {"network.fan_out.1", 16}};
    EXPECT_EQ(evaluate("max(z*16/(fan_out*32), 1)", variables), 8);
    EXPECT_EQ(evaluate("2^3 + 1", {}), 9);
    EXPECT_EQ(evaluate("z > 100 && fan_out != 8 ? 1 : 2", variables), 2);
    EXPECT_EQ(evaluate("network.fan_out.1 - fan_out", variables), 8);
    EXPECT_EQ(evaluate("floor(2.7) + 10*ceil(2.2) + 100*rint(2.6)", {}), 332);
    EXPECT_EQ(evaluate("log2(z)", variables), 7);
}

TEST(Expression, KnowsTheNamesThatItNeeds) {
    EXPECT_THAT(names_in("min(a, b.1) + 3 <= edges"), UnorderedElementsAre("a", "b.1", "edges"));
    EXPECT_THAT(names_in("3"), UnorderedElementsAre());
}

TEST(Expression, SaysWhatIsNotThere) {
    EXPECT_THAT(
        [] {
            (void)evaluate("edgs + 1", {{"edges", 1}, {"z", 2}});
        },
        ThrowsMessage<UserError>("'edgs + 1': there is no number 'edgs'; did you mean edges?"));
    EXPECT_THAT([] { (void)evaluate("x", {}); }, ThrowsMessage<UserError>("'x': there is no number 'x'"));
    EXPECT_THAT([] { (void)names_in("3 *"); }, ThrowsMessage<UserError>(HasSubstr("'3 *': ")));
    EXPECT_THAT([] { (void)evaluate("(1", {}); }, ThrowsMessage<UserError>(HasSubstr("'(1': ")));
    EXPECT_THAT([] { (void)evaluate("", {}); }, ThrowsMessage<UserError>(HasSubstr("'': ")));
}

TEST(Expression, NumbersAsTextAreWholeWhereTheyAre) {
    EXPECT_EQ(to_text(64), "64");
    EXPECT_EQ(to_text(-3), "-3");
    EXPECT_EQ(to_text(0.1), "0.1");
    EXPECT_EQ(to_text(1e15), "1000000000000000");
    EXPECT_EQ(std::stod(to_text(1.0 / 3)), 1.0 / 3);
}

TEST(Constraint, HoldsWhereItIsNotZero) {
    EXPECT_TRUE((Constraint{"edges <= 20"}.holds({{"edges", 20}})));
    EXPECT_FALSE((Constraint{"edges <= 20"}.holds({{"edges", 21}})));
    EXPECT_FALSE((Constraint{"x / x"}.holds({{"x", 0}}))); // no number
}

} // namespace
} // namespace edgeloom::platform::explore
