// Which inputs of a pool are trained on, and how many; how many neurons take part in backpropagation.
#include "abi/accelerator.hpp"
#include "training/selection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;

std::vector<std::uint32_t> chosen(const abi::SelectionJob& job, const std::vector<std::uint32_t>& margins) {
    firmware::Heap heap;
    const firmware::Selection selection(job, heap);
    const auto words = selection.words(margins.size());
    for (std::size_t i = 0; i < margins.size(); ++i) {
        words[i] = abi::accelerator::field::result_margin.place(margins[i]) |
                   abi::accelerator::field::result_prediction.place(static_cast<std::uint32_t>(7 * i % 5));
    }
    const auto found = selection.choose(words);
    return {found.begin(), found.end()};
}

TEST(Selection, TakesTheSmallestMarginsInTheOrderOfThePool) {
    EXPECT_THAT(chosen({6, 3}, {9, 0, 65535, 4, 200, 3}), ElementsAre(1, 3, 5));
}

TEST(Selection, TakesTheEarlierOfEqualMargins) {
    EXPECT_THAT(chosen({5, 3}, {8, 8, 8, 1, 8}), ElementsAre(0, 1, 3));
}

TEST(Selection, MayTakeAll) {
    EXPECT_THAT(chosen({3, 3}, {8, 1, 4}), ElementsAre(0, 1, 2));
}

TEST(Selection, TakesOfASmallerPoolInProportion) {
    EXPECT_THAT(chosen({8, 2}, {8, 1, 4, 0}), ElementsAre(3));
    EXPECT_THAT(chosen({8, 2}, {8, 1, 4, 0, 9}), ElementsAre(1, 3)) << "rounded up";
}

TEST(Selection, IsOffWithoutAPool) {
    firmware::Heap heap;
    EXPECT_FALSE(firmware::Selection({0, 0}, heap).on());
    EXPECT_TRUE(firmware::Selection({2, 1}, heap).on());
}

TEST(SelectionJob, KnowsHowManyInputsAnEpochHas) {
    constexpr abi::SelectionJob off{0, 0};
    EXPECT_EQ(off.trained(12544), 12544U);
    EXPECT_EQ(off.classified(12544), 0U);
    constexpr abi::SelectionJob half{256, 128};
    EXPECT_EQ(half.trained(12544), 6272U);
    EXPECT_EQ(half.classified(12544), 12544U);
    constexpr abi::SelectionJob third{10, 3};
    EXPECT_EQ(third.trained(25), 3U + 3U + 2U);
    EXPECT_EQ(third.trained(20), 6U);
}

TEST(BackpropagationJob, SamplesUntilTheLastEpochs) {
    constexpr abi::BackpropagationJob off{100, 1};
    EXPECT_EQ(off.sampled_epochs(5), 0U);
    EXPECT_EQ((abi::BackpropagationJob{0, 0}.sampled_epochs(5)), 0U);
    constexpr abi::BackpropagationJob some{30, 2};
    EXPECT_EQ(some.sampled_epochs(5), 3U);
    EXPECT_EQ(some.sampled_epochs(2), 0U);
    EXPECT_EQ(some.sample(10), 3U);
    EXPECT_EQ(some.sample(11), 4U) << "rounded up";
    EXPECT_EQ(some.sample(1), 1U);
}

} // namespace
} // namespace edgeloom::test
