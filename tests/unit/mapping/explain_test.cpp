#include "mapping/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace edgeloom::mapping {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Explain, LegalFanOuts) {
    EXPECT_THAT(legal_fan_outs(9, 6), ElementsAre(2, 4, 6));
    EXPECT_THAT(legal_fan_outs(7, 5), ElementsAre(5)); // density k/gcd: fully connected alone
    EXPECT_THAT(legal_fan_outs(4, 2), ElementsAre(1, 2));
}

RC_GTEST_PROP(Explain, FanOutsAreLegalExactlyWhereListed, ()) {
    const auto left = *rc::gen::inRange<std::uint32_t>(1, 60);
    const auto right = *rc::gen::inRange<std::uint32_t>(1, 60);
    const auto listed = legal_fan_outs(left, right);
    for (std::uint32_t fan_out = 1; fan_out <= right + 3; ++fan_out) {
        const bool legal =
            check({.left = left, .right = right, .edges = left * fan_out, .parallelism = 1}, true) == Constraint::none;
        RC_ASSERT(legal == std::ranges::binary_search(listed, fan_out));
    }
}

TEST(Explain, LegalParallelisms) {
    EXPECT_THAT(legal_parallelisms({.left = 9, .right = 6, .edges = 18, .parallelism = 0}, true), ElementsAre(1, 3, 9));
    EXPECT_THAT(legal_parallelisms({.left = 12, .right = 8, .edges = 24, .parallelism = 5}, true),
                ElementsAre(1, 3, 6, 12));
    EXPECT_THAT(legal_parallelisms({.left = 9, .right = 6, .edges = 19, .parallelism = 1}, true), ElementsAre());
    EXPECT_THAT(legal_parallelisms({.left = 12, .right = 6, .edges = 20, .parallelism = 0}, false),
                ElementsAre(1, 2, 4));
}

RC_GTEST_PROP(Explain, ParallelismsAreLegalExactlyWhereListed, ()) {
    const auto left = *rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(1, 400),
                                      rc::gen::element<std::uint32_t>(720, 1024, 15'120, 16'384));
    const auto right = *rc::gen::inRange<std::uint32_t>(1, 60);
    const bool constant_degrees = *rc::gen::arbitrary<bool>();
    JunctionShape shape{
        .left = left, .right = right, .edges = left * *rc::gen::inRange<std::uint32_t>(1, right + 1), .parallelism = 0};
    const auto listed = legal_parallelisms(shape, constant_degrees);
    for (shape.parallelism = 1; shape.parallelism <= left; ++shape.parallelism) {
        const bool legal = check(shape, constant_degrees) == Constraint::none;
        RC_ASSERT(legal == std::ranges::binary_search(listed, shape.parallelism));
    }
}

TEST(Explain, NearestValues) {
    const std::vector<std::uint32_t> legal{4, 8, 16};
    EXPECT_EQ(nearest(legal, 1), "4");
    EXPECT_EQ(nearest(legal, 4), "4");
    EXPECT_EQ(nearest(legal, 5), "4 and 8");
    EXPECT_EQ(nearest(legal, 9), "8 and 16");
    EXPECT_EQ(nearest(legal, 16), "16");
    EXPECT_EQ(nearest(legal, 99), "16");
}

TEST(Explain, NamesTheNumbers) {
    const JunctionShape shape{.left = 1024, .right = 64, .edges = 4096, .parallelism = 100};
    EXPECT_EQ(explain(Constraint::divides_left, shape), "z = 100 does not divide p = 1024");
    EXPECT_EQ(explain(Constraint::divides_edges, shape), "z = 100 does not divide W = 4096");
    EXPECT_EQ(explain(Constraint::fan_in_multiple, shape), "neither of z = 100 and d_in = 64 divides the other");
    EXPECT_THAT(explain(Constraint::whole_degrees, shape), HasSubstr("p = 1024, n = 64, W = 4096"));
    EXPECT_THAT(explain(Constraint::chain, shape), HasSubstr("z = 100"));
    EXPECT_EQ(explain(Constraint::none, shape), "nothing is violated");
}

} // namespace
} // namespace edgeloom::mapping
