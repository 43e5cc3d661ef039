// Ports and banks of an SRAM, to the clock.
#include "memory/sram_timing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace edgeloom::memory {
namespace {

constexpr std::uint64_t period = 2'000; // ps

std::uint64_t clock_of(SramTiming& sram, std::uint64_t arrival, std::uint64_t offset, std::uint64_t bytes) {
    return sram.serve({.arrival = arrival * period, .offset = offset, .bytes = bytes}) / period;
}

TEST(SramTiming, TakesAClockForEveryWord) {
    SramTiming sram({}, period);
    EXPECT_EQ(clock_of(sram, 10, 0, 8), 11U);
    EXPECT_EQ(clock_of(sram, 20, 0, 64), 28U);
    EXPECT_EQ(clock_of(sram, 30, 4, 8), 32U); // parts of two words
    EXPECT_EQ(clock_of(sram, 40, 0, 0), 40U);
    EXPECT_EQ(sram.serve({.arrival = 50 * period - 1, .offset = 0, .bytes = 1}), 51 * period); // its own clock
}

TEST(SramTiming, WaitsInEveryWordOfABank) {
    SramTiming one({.wait_states = 2}, period);
    EXPECT_EQ(clock_of(one, 0, 0, 8), 3U);
    EXPECT_EQ(clock_of(one, 10, 0, 32), 22U);
    // Four banks: words come a clock apart, but for the last, whose bank still works on the first.
    SramTiming four({.banks = 4, .wait_states = 2}, period);
    EXPECT_EQ(clock_of(four, 0, 0, 32), 3U + 3);
    EXPECT_EQ(clock_of(four, 10, 0, 40), 10U + 4 + 3);
    SramTiming two({.banks = 2, .wait_states = 2}, period);
    EXPECT_EQ(clock_of(two, 0, 0, 32), 4U + 3); // begin in clocks 0, 1, 3, 4
}

TEST(SramTiming, ServesOneRequestAPort) {
    SramTiming one({.banks = 4}, period);
    EXPECT_EQ(clock_of(one, 0, 0, 64), 8U);
    EXPECT_EQ(clock_of(one, 2, 8, 64), 16U);
    EXPECT_EQ(one.statistics(0).waits->port_clocks, 6U);
    EXPECT_EQ(one.statistics(0).waits->bank_clocks, 0U);
    // Side by side, a bank apart.
    SramTiming two({.banks = 4, .ports = 2}, period);
    EXPECT_EQ(clock_of(two, 0, 0, 64), 8U);
    EXPECT_EQ(clock_of(two, 0, 8, 64), 8U);
    EXPECT_EQ(clock_of(two, 0, 8, 64), 16U);
    EXPECT_EQ(two.statistics(0).waits->port_clocks, 8U);
}

// Both want bank 0 first: the second follows a clock behind, and then never meets the first again.
TEST(SramTiming, MakesWordsWaitForTheirBank) {
    SramTiming sram({.banks = 4, .ports = 2}, period);
    EXPECT_EQ(clock_of(sram, 0, 0, 64), 8U);
    EXPECT_EQ(clock_of(sram, 0, 32, 64), 9U);
    EXPECT_EQ(sram.statistics(0).waits->bank_clocks, 1U);
    EXPECT_EQ(sram.statistics(0).waits->port_clocks, 0U);
    // With one bank it is all the same how many ports there are.
    SramTiming one({.ports = 2}, period);
    EXPECT_EQ(clock_of(one, 0, 0, 64), 8U);
    EXPECT_EQ(clock_of(one, 0, 64, 64), 16U);
}

// Sequential words: a port's clock each, and no more than the banks can do.
TEST(SramTiming, KnowsItsPeak) {
    EXPECT_DOUBLE_EQ(SramTiming({}, period).statistics(0).peak_bytes_per_second, 4e9);
    EXPECT_DOUBLE_EQ(SramTiming({.wait_states = 1}, period).statistics(0).peak_bytes_per_second, 2e9);
    EXPECT_DOUBLE_EQ(SramTiming({.width_bits = 128, .banks = 4, .ports = 2, .wait_states = 1}, period)
                         .statistics(0)
                         .peak_bytes_per_second,
                     16e9);
}

RC_GTEST_PROP(SramTiming, ReachesItsPeakAndNoMore, ()) {
    const SramDevice device{.width_bits = 8ULL << *rc::gen::inRange(0, 6),
                            .banks = *rc::gen::inRange<std::uint64_t>(1, 9),
                            .ports = *rc::gen::inRange<std::uint64_t>(1, 4),
                            .wait_states = *rc::gen::inRange<std::uint64_t>(0, 4)};
    SramTiming sram(device, period);
    constexpr std::uint64_t requests = 600;
    const std::uint64_t bytes = 16 * device.banks * device.width_bits / 8; // every bank as often as the others
    std::uint64_t end = 0;
    for (std::uint64_t i = 0; i < requests; ++i) {
        end = std::max(end, sram.serve({.arrival = 0, .offset = i * bytes, .bytes = bytes}));
    }
    const double rate = static_cast<double>(requests * bytes) / (static_cast<double>(end) * 1e-12);
    const double peak = sram.statistics(0).peak_bytes_per_second;
    RC_ASSERT(rate <= peak * 1.000001);
    if (device.ports == 1 || device.wait_states == 0) { // otherwise gaps can be too short for an access
        RC_ASSERT(rate >= peak * 0.98);
    }
}

// No bank does two accesses at a time, none is idle while its next waits: a model that books clock by clock.
RC_GTEST_PROP(SramTiming, BooksLikeOneThatGoesClockByClock, ()) {
    const SramDevice device{.banks = *rc::gen::inRange<std::uint64_t>(1, 5),
                            .ports = *rc::gen::inRange<std::uint64_t>(1, 4),
                            .wait_states = *rc::gen::inRange<std::uint64_t>(0, 3)};
    SramTiming sram(device, period);
    std::map<std::uint64_t, std::vector<bool>> busy; // by bank and clock
    std::vector<std::uint64_t> port_free(device.ports);
    std::uint64_t arrival = 0;
    for (int i = 0; i < 60; ++i) {
        arrival += *rc::gen::inRange<std::uint64_t>(0, 12);
        const std::uint64_t first = *rc::gen::inRange<std::uint64_t>(0, 32);
        const std::uint64_t words = *rc::gen::inRange<std::uint64_t>(1, 20);
        std::uint64_t& port = *std::ranges::min_element(port_free);
        std::uint64_t clock = std::max(arrival, port);
        for (std::uint64_t word = first; word < first + words; ++word) {
            std::vector<bool>& bank = busy[word % device.banks];
            bank.resize(10'000);
            const auto is_free = [&](std::uint64_t begin) {
                return std::none_of(bank.begin() + static_cast<std::ptrdiff_t>(begin),
                                    bank.begin() + static_cast<std::ptrdiff_t>(begin + 1 + device.wait_states),
                                    [](bool taken) { return taken; });
            };
            while (!is_free(clock)) {
                ++clock;
            }
            std::fill_n(bank.begin() + static_cast<std::ptrdiff_t>(clock), 1 + device.wait_states, true);
            ++clock;
        }
        port = clock;
        RC_ASSERT(clock_of(sram, arrival, first * 8, words * 8) == clock + device.wait_states);
    }
}

} // namespace
} // namespace edgeloom::memory
