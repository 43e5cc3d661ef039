#include "platform/data/morse.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace edgeloom::platform {
namespace {

constexpr std::size_t inputs = 6400;

TEST(Morse, HasSixtyFourPixelsOfSixteenths) {
    const TrainingData data = generate_morse(1, inputs, 100);
    EXPECT_EQ(data.train.features, 64U);
    EXPECT_EQ(data.classes, 64U);
    EXPECT_EQ(data.train.count(), inputs);
    EXPECT_EQ(data.test.count(), 100U);
    for (const std::uint8_t pixel : data.train.pixels) {
        EXPECT_TRUE(pixel % 16 == 0 || pixel == 255) << int{pixel};
    }
}

TEST(Morse, EverySymbolIsAboutEquallyFrequent) {
    std::map<std::uint32_t, int> count;
    for (const std::uint32_t label : generate_morse(2, inputs, 0).train.labels) {
        ++count[label];
    }
    ASSERT_EQ(count.size(), 64U);
    EXPECT_EQ(count.rbegin()->first, 63U);
    for (const auto& [label, times] : count) {
        EXPECT_NEAR(times, 100, 50) << label; // five standard deviations
    }
}

TEST(Morse, MoreInputsBeginWithTheSameOnes) {
    const TrainingData few = generate_morse(3, 10, 5);
    const TrainingData many = generate_morse(3, 1000, 50);
    EXPECT_TRUE(std::equal(few.train.pixels.begin(), few.train.pixels.end(), many.train.pixels.begin()));
    EXPECT_TRUE(std::equal(few.test.labels.begin(), few.test.labels.end(), many.test.labels.begin()));
}

TEST(Morse, TrainingTestAndSeedsDiffer) {
    const TrainingData one = generate_morse(4, 100, 100);
    EXPECT_NE(one.train.pixels, one.test.pixels);
    EXPECT_NE(one.train.pixels, generate_morse(5, 100, 100).train.pixels);
}

// Symbol 0 is ".-": a dot of 1 to 3 pixels, a gap of 1 to 3, a dash of 4 to 9. Marks lie near 12 sixteenths, all else
// near 0: half way between them they are told apart.
TEST(Morse, TheFirstSymbolIsADotAndADash) {
    const TrainingData data = generate_morse(6, inputs, 0);
    constexpr std::uint8_t half = 6 * 16;
    for (std::size_t i = 0; i < data.train.count(); ++i) {
        if (data.train.labels[i] != 0) {
            continue;
        }
        std::vector<std::size_t> runs; // lengths of space, dot, gap, dash, space
        bool mark = false;
        runs.push_back(0);
        for (const std::uint8_t pixel : data.train.input(i)) {
            if ((pixel > half) != mark) {
                mark = !mark;
                runs.push_back(0);
            }
            ++runs.back();
        }
        ASSERT_EQ(runs.size(), 5U) << i;
        EXPECT_LE(runs[0], 3U);
        EXPECT_TRUE(runs[1] >= 1 && runs[1] <= 3) << runs[1];
        EXPECT_TRUE(runs[2] >= 1 && runs[2] <= 3) << runs[2];
        EXPECT_TRUE(runs[3] >= 4 && runs[3] <= 9) << runs[3];
    }
}

} // namespace
} // namespace edgeloom::platform
