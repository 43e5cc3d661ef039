// The bound on weights holds, and is close enough to be of use.
#include "accelerator/weight_reach.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace edgeloom::test {
namespace {

using accelerator::WeightReach;
using numerics::Raw;

const numerics::Multiplier mul(numerics::Format{12, 3});

// Takes steps as far as the format goes. Returns whether it goes as far as all of them.
bool take(const std::vector<Raw>& steps, std::vector<Raw>& weights) {
    bool exact = true;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::int32_t sum = weights[i] + steps[i];
        weights[i] = static_cast<Raw>(mul.saturate(sum));
        exact = exact && weights[i] == sum;
    }
    return exact;
}

TEST(WeightReaches, SayThatWeightsMayLeaveTheFormatBeforeTheyDo) {
    std::mt19937_64 random(20261201);
    std::size_t left = 0;
    std::size_t looked_at_nothing = 0;
    for (int round = 0; round < 200; ++round) {
        WeightReach reach(mul);
        std::vector<Raw> weights(8);
        const auto greatest = static_cast<std::int32_t>(1U << (random() % 11));
        const auto drift = static_cast<std::int32_t>(random() % 3) - 1;
        for (int step = 0; step < 300; ++step) {
            std::vector<Raw> steps(weights.size());
            std::ranges::generate(steps, [&] {
                const auto size = static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(greatest));
                return static_cast<Raw>(drift == 0 && random() % 2 == 0 ? -size : drift < 0 ? -size : size);
            });
            const bool may_leave = reach.may_leave(steps, weights);
            const bool exact = take(steps, weights);
            ASSERT_TRUE(exact || may_leave) << "round " << round << ", step " << step;
            left += exact ? 0U : 1U;
            looked_at_nothing += may_leave ? 0U : 1U;
        }
    }
    EXPECT_GT(left, 1000U);
    EXPECT_GT(looked_at_nothing, 10'000U);
}

TEST(WeightReaches, LookAtWeightsAgainWhenTheyHaveComeBack) {
    WeightReach reach(mul);
    const std::vector<Raw> step{1};
    EXPECT_TRUE(reach.may_leave(step, std::vector<Raw>{static_cast<Raw>(mul.high)}));
    const std::vector<Raw> small{0};
    int steps = 1;
    while (reach.may_leave(step, small)) {
        ++steps;
        ASSERT_LT(steps, 1000);
    }
    EXPECT_GT(steps, 10); // looking costs as much as adding does
}

TEST(WeightReaches, ForgetWhatTheyKnewWhenWeightsHaveCome) {
    WeightReach reach(mul);
    const std::vector<Raw> step{1};
    EXPECT_FALSE(reach.may_leave(step, std::vector<Raw>{0}));
    reach.forget();
    EXPECT_TRUE(reach.may_leave(step, std::vector<Raw>{static_cast<Raw>(mul.high)}));
    reach.forget();
    EXPECT_FALSE(reach.may_leave(step, std::vector<Raw>{static_cast<Raw>(-mul.high + 1)}));
}

} // namespace
} // namespace edgeloom::test
