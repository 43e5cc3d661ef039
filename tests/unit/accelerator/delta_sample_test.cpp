// Which deltas take part in backpropagation.
#include "accelerator/delta_sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using numerics::Raw;
using testing::ElementsAre;

// Five right neurons with 1, 2, 0, 3 and 1 edges.
accelerator::DeltaSample sample() {
    return {5, std::vector<std::uint32_t>{0, 1, 1, 3, 3, 3, 4}};
}

std::vector<Raw> chosen(std::uint32_t size, const std::vector<Raw>& deltas, std::uint64_t edges) {
    accelerator::DeltaSample some = sample();
    some.set_size(size);
    some.choose(deltas);
    EXPECT_EQ(some.edges(), edges);
    for (std::size_t n = 0; n < deltas.size(); ++n) {
        EXPECT_EQ(some.takes(n), some.deltas()[n] != 0 || deltas[n] == 0) << n;
    }
    return {some.deltas().begin(), some.deltas().end()};
}

TEST(DeltaSample, TakesTheLargestOfEitherSign) {
    EXPECT_THAT(chosen(2, {1, -9, 3, 8, -2}, 5), ElementsAre(0, -9, 0, 8, 0));
    EXPECT_THAT(chosen(1, {1, 7, 3, -32768, -2}, 3), ElementsAre(0, 0, 0, -32768, 0));
}

TEST(DeltaSample, TakesTheLowerOfEqualOnes) {
    EXPECT_THAT(chosen(3, {-4, 4, 4, -4, 4}, 3), ElementsAre(-4, 4, 4, 0, 0));
}

TEST(DeltaSample, TakesAllWhereItIsNotSmaller) {
    for (const std::uint32_t size : {0U, 5U, 6U}) {
        accelerator::DeltaSample all = sample();
        all.set_size(size);
        all.choose(std::vector<Raw>{1, 2, 3, 4, 5});
        EXPECT_TRUE(all.takes_all());
        EXPECT_TRUE(all.takes(0));
        EXPECT_EQ(all.edges(), 7U);
    }
}

TEST(DeltaSample, TakesAllAgain) {
    accelerator::DeltaSample some = sample();
    some.set_size(1);
    some.choose(std::vector<Raw>{1, 2, 3, 4, 5});
    EXPECT_EQ(some.edges(), 1U);
    some.set_size(0);
    EXPECT_EQ(some.edges(), 7U);
    EXPECT_TRUE(some.takes(0));
}

} // namespace
} // namespace edgeloom::test
