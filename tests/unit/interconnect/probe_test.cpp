// What probes say of bursts whose stations are known.
#include "interconnect/probe/probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace edgeloom::interconnect {
namespace {

using testing::ElementsAre;

Crossbar crossbar() {
    return {.grid = ClockGrid(sc_core::sc_time(10, sc_core::SC_NS)),
            .initiators = {{.width_bytes = 8, .latency = 1, .outstanding = 3}, {.width_bytes = 8, .latency = 1}},
            .targets = {{.width_bytes = 8, .latency = 1}, {.width_bytes = 4, .latency = 2}}};
}

std::uint64_t percentile_of(std::vector<std::uint64_t> values, std::uint64_t percent) {
    std::ranges::sort(values);
    return values[(values.size() * percent + 99) / 100 - 1];
}

TEST(LatencyHistogram, GivesPercentilesWithinAThirtySecond) {
    EXPECT_TRUE(rc::check([] {
        const auto bits = *rc::gen::inRange(1, 40);
        const auto values = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, 1ULL << bits)));
        LatencyHistogram histogram;
        for (const std::uint64_t value : values) {
            histogram.add(value);
        }
        for (const std::uint64_t percent : {1U, 50U, 90U, 99U, 100U}) {
            const std::uint64_t exact = percentile_of(values, percent);
            RC_ASSERT(histogram.percentile(percent) >= exact);
            RC_ASSERT(histogram.percentile(percent) <= exact + exact / 32);
        }
    }));
}

TEST(LatencyHistogram, HasBinsWithoutGaps) {
    for (std::size_t bin = 1; bin < LatencyHistogram::size(); ++bin) {
        LatencyHistogram histogram;
        histogram.add(LatencyHistogram::upper(bin - 1) + 1);
        histogram.add(LatencyHistogram::upper(bin));
        ASSERT_EQ(histogram.count(bin), 2) << bin;
    }
}

TEST(LatencyHistogram, CountsWhatIsTooLongInTheLastBin) {
    LatencyHistogram histogram;
    histogram.add(~std::uint64_t{0});
    EXPECT_EQ(histogram.count(LatencyHistogram::size() - 1), 1);
    EXPECT_EQ(LatencyHistogram().percentile(50), 0);
}

TEST(Bandwidth, LosesNoByteWhenWindowsGrow) {
    EXPECT_TRUE(rc::check([] {
        Bandwidth bandwidth(2);
        std::vector<std::pair<std::uint64_t, std::uint64_t>> added; // clock, bytes
        const auto count = *rc::gen::inRange(1, 200);
        for (int i = 0; i < count; ++i) {
            added.emplace_back(*rc::gen::inRange<std::uint64_t>(0, 1U << *rc::gen::inRange(1, 30)),
                               *rc::gen::inRange<std::uint64_t>(0, 5000));
            bandwidth.add(1, added.back().first, added.back().second);
        }
        RC_ASSERT(bandwidth.bytes(0).empty());
        RC_ASSERT(bandwidth.bytes(1).size() <= Bandwidth::most_windows);
        for (std::size_t window = 0; window < bandwidth.bytes(1).size(); ++window) {
            std::uint64_t expected = 0;
            for (const auto& [clock, bytes] : added) {
                expected += clock / bandwidth.window_clocks() == window ? bytes : 0;
            }
            RC_ASSERT(bandwidth.bytes(1)[window] == expected);
        }
        const auto last = std::ranges::max(added).first / bandwidth.window_clocks();
        RC_ASSERT(bandwidth.bytes(1).size() == last + 1);
    }));
}

// A read of 16 bytes from the first target: 2 clocks of head each way, a request of 1 clock and 2 of data.
Journey read(std::uint64_t arrived, std::uint64_t queued, std::uint64_t service) {
    Journey journey{.burst = crossbar().burst(0, 0, 16, false)};
    journey.arrived = arrived;
    journey.entered = arrived + queued;
    journey.granted = journey.entered + 2;
    journey.requested = journey.granted + 1;
    journey.ready = journey.requested + service;
    journey.answered = journey.ready;
    journey.returning = journey.answered + 2;
    journey.done = journey.returning + 2;
    return journey;
}

TEST(Probe, SplitsLatencyIntoQueueingTransferAndService) {
    const Crossbar bus = crossbar();
    Probe probe(bus, true);
    probe.record(read(0, 0, 10), false);
    probe.record(read(1, 5, 20), true);
    const TrafficFigures figures = probe.of_initiator(0);
    EXPECT_EQ(figures.reads, 2);
    EXPECT_EQ(figures.writes, 0);
    EXPECT_EQ(figures.read_bytes, 32);
    EXPECT_EQ(figures.errors, 1);
    EXPECT_EQ(figures.queueing, 5);
    EXPECT_EQ(figures.service, 30);
    EXPECT_EQ(figures.transfer, 2 * (2 + 1 + 2 + 2));
    EXPECT_EQ(figures.longest, 5 + 20 + 7);
    EXPECT_EQ(figures.request_channel, 2);
    EXPECT_EQ(figures.response_channel, 4);
    EXPECT_EQ(figures.read_latency.percentile(50), 17);
    EXPECT_EQ(probe.of_target(0).latency(), figures.latency());
    EXPECT_EQ(probe.of_target(1).transactions(), 0);
    EXPECT_EQ(probe.of_path(1, 0), nullptr);
    EXPECT_THAT(probe.bandwidth(0, 0, false), ElementsAre(32));
}

TEST(Probe, KnowsTheMostBurstsThatWereOnTheirWay) {
    const Crossbar bus = crossbar();
    Probe probe(bus, true);
    probe.record(read(0, 0, 10), false); // until 17
    probe.record(read(17, 0, 10), false);
    EXPECT_EQ(probe.peak_outstanding(0), 1);
    probe.record(read(20, 0, 30), false);
    EXPECT_EQ(probe.peak_outstanding(0), 2);
    probe.record(read(21, 0, 40), false);
    EXPECT_EQ(probe.peak_outstanding(0), 3);
    EXPECT_EQ(probe.peak_outstanding(1), 0);
}

TEST(Probe, CountsAccessesThatLeadNowhere) {
    const Crossbar bus = crossbar();
    Probe probe(bus, true);
    probe.record_stray(1);
    EXPECT_EQ(probe.of_initiator(1).errors, 1);
    EXPECT_EQ(probe.of_initiator(0).errors, 0);
}

} // namespace
} // namespace edgeloom::interconnect
