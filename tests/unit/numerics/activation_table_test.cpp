#include "numerics/activation_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace edgeloom::numerics {
namespace {

// Section 3 of the specification, argument by argument in long double.
class SpecTable {
public:
    explicit SpecTable(Format format) : format_(format) {
        one_ = std::ldexp(1.0L, format.fraction());
        limit_ = std::lround(std::min(8.0L, std::ldexp(1.0L, format.integer)) * one_);
        const long entries = std::min(4096L, 1L << format.width);
        step_ = std::max(1L, 2 * limit_ / entries);
    }

    [[nodiscard]] long step() const { return step_; }
    [[nodiscard]] long size() const { return 2 * limit_ / step_; }

    [[nodiscard]] long sigma(long s) const {
        const long highest = std::lround(one_) - 1;
        if (s < -limit_ || s >= limit_) {
            return s < 0 ? 1 : highest;
        }
        return std::min(highest, std::max(1L, std::lround(std::floor(scaled_sigma(s) + 0.5L))));
    }
    [[nodiscard]] long derivative(long s) const {
        if (s < -limit_ || s >= limit_) {
            return 1;
        }
        const long highest = std::max(1L, std::lround(std::floor(one_ / 4)) - 1);
        return std::min(highest, std::max(1L, std::lround(std::floor(scaled_derivative(s) + 0.5L))));
    }

    // In units of the format, before rounding.
    [[nodiscard]] long double scaled_sigma(long s) const { return real_sigma(s) * one_; }
    [[nodiscard]] long double scaled_derivative(long s) const { return real_sigma(s) * (1 - real_sigma(s)) * one_; }

private:
    [[nodiscard]] long double real_sigma(long s) const {
        const long entry = (s + limit_) / step_;
        return 1 / (1 + std::exp(-static_cast<long double>(-limit_ + entry * step_) / one_));
    }

    Format format_;
    long double one_;
    long limit_;
    long step_;
};

std::vector<Format> all_formats() {
    std::vector<Format> formats;
    for (int width = Format::min_width; width <= Format::max_width; ++width) {
        for (int integer = 1; integer < width; ++integer) {
            formats.push_back({width, integer});
        }
    }
    return formats;
}

std::string name(const Format& format) {
    return std::to_string(format.width) + "(" + std::to_string(format.integer) + ")";
}

TEST(ActivationTable, EveryArgumentOfEveryFormat) {
    for (const Format& format : all_formats()) {
        const ActivationTable table(format, Activation::sigmoid);
        const SpecTable spec(format);
        ASSERT_EQ(table.step(), spec.step()) << name(format);
        ASSERT_EQ(static_cast<long>(table.size()), spec.size()) << name(format);
        for (std::int32_t s = format.min(); s <= format.max(); ++s) {
            ASSERT_EQ(table.sigma(s), spec.sigma(s)) << name(format) << " s = " << s;
            ASSERT_EQ(table.derivative(s), spec.derivative(s)) << name(format) << " s = " << s;
        }
    }
}

// So far from the boundaries of rounding that no mathematical library can round otherwise.
TEST(ActivationTable, RoundingIsNeverCloseToCall) {
    const auto distance_to_half = [](long double x) { return std::abs(x - std::floor(x) - 0.5L); };
    for (const Format& format : all_formats()) {
        const SpecTable spec(format);
        for (std::int32_t s = format.min(); s <= format.max(); ++s) {
            if (s != 0) { // exactly representable
                ASSERT_GT(distance_to_half(spec.scaled_sigma(s)), 1e-9L) << name(format) << " s = " << s;
                ASSERT_GT(distance_to_half(spec.scaled_derivative(s)), 1e-9L) << name(format) << " s = " << s;
            }
        }
    }
}

TEST(ActivationTable, PublishedFormat) {
    const ActivationTable table({12, 3}, Activation::sigmoid);
    EXPECT_EQ(table.size(), 4096U);
    EXPECT_EQ(table.step(), 1);
    EXPECT_EQ(table.sigma(0), 128);
    EXPECT_EQ(table.derivative(0), 63); // 0.25 does not fit in frac-2 bits
    EXPECT_EQ(table.sigma(-2048), 1);
    EXPECT_EQ(table.sigma(2047), 255);
    EXPECT_EQ(table.entries().front().sigma, table.sigma(-2048));
    EXPECT_EQ(table.entries().back().derivative, table.derivative(2047));
}

TEST(ActivationTable, WideFormatsHaveSteps) {
    const ActivationTable table({16, 4}, Activation::sigmoid);
    EXPECT_EQ(table.size(), 4096U);
    EXPECT_EQ(table.step(), 8);
    EXPECT_EQ(table.sigma(-8 * 2048 - 1), 1);
    EXPECT_EQ(table.sigma(8 * 2048), 2047);
    EXPECT_EQ(table.derivative(8 * 2048), 1);
    EXPECT_EQ(table.sigma(7), table.sigma(0));
    EXPECT_EQ(table.sigma(-1), table.sigma(-8));
}

TEST(ActivationTable, ClippedReluOfEveryArgument) {
    for (const Format& format : all_formats()) {
        const ActivationTable table(format, Activation::clipped_relu);
        for (std::int32_t s = format.min(); s <= format.max(); ++s) {
            const std::int32_t clipped = std::clamp(s, 0, format.one() - 1);
            const std::int32_t slope = s > 0 && s < format.one() ? format.one() : 0;
            ASSERT_EQ(table.sigma(s), clipped) << name(format) << " s = " << s;
            ASSERT_EQ(table.derivative(s), slope) << name(format) << " s = " << s;
        }
    }
}

} // namespace
} // namespace edgeloom::numerics
