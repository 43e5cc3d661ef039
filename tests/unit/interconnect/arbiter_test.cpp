// Who goes first.
#include "interconnect/arbitration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace edgeloom::interconnect {
namespace {

using testing::ElementsAre;

template <std::size_t n>
std::vector<std::size_t> turns(Arbiter& arbiter, const std::array<bool, n>& waiting, std::size_t count) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < count; ++i) {
        chosen.push_back(arbiter.choose(waiting));
    }
    return chosen;
}

TEST(RoundRobins, TakeEverybodyInTurn) {
    RoundRobin arbiter(3);
    EXPECT_THAT(turns(arbiter, std::array{true, true, true}, 4), ElementsAre(0, 1, 2, 0));
    EXPECT_THAT(turns(arbiter, std::array{true, false, true}, 3), ElementsAre(2, 0, 2));
    EXPECT_THAT(turns(arbiter, std::array{false, false, true}, 2), ElementsAre(2, 2));
}

TEST(FixedPriorities, TakeTheLargestWeight) {
    FixedPriority arbiter({1, 5, 5, 2});
    EXPECT_THAT(turns(arbiter, std::array{true, true, true, true}, 2), ElementsAre(1, 1));
    EXPECT_THAT(turns(arbiter, std::array{true, false, false, true}, 1), ElementsAre(3));
    EXPECT_THAT(turns(arbiter, std::array{true, false, false, false}, 1), ElementsAre(0));
}

TEST(WeightedTurns, AreSpreadInProportion) {
    Weighted arbiter({1, 3, 2});
    EXPECT_THAT(turns(arbiter, std::array{true, true, true}, 6), ElementsAre(1, 2, 0, 1, 2, 1));
    EXPECT_THAT(turns(arbiter, std::array{true, false, true}, 3), ElementsAre(2, 0, 2));
}

} // namespace
} // namespace edgeloom::interconnect
