// Approximately timed against a model that goes clock by clock, and loosely timed where nobody contends.
#include "unit/interconnect/traffic_bench.hpp"

#include <gtest/gtest.h>

#include <random>

namespace edgeloom::test {
namespace {

using interconnect::Arbitration;

class Dice {
public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}

    std::uint32_t from(std::uint32_t least, std::uint32_t most) {
        return least + static_cast<std::uint32_t>(random_() % (most - least + 1));
    }
    interconnect::PortConfig port() {
        return {.width_bytes = 4U << from(0, 2),
                .beat_clocks = from(1, 3),
                .latency = from(1, 3),
                .outstanding = from(1, 4),
                .weight = from(1, 4)};
    }
    PlainTarget target() { return {.port = port(), .read_latency = from(0, 20), .write_latency = from(0, 20)}; }
    PlainInitiator initiator(std::size_t targets) {
        PlainInitiator initiator{.port = port(), .outstanding = from(1, 6), .requests = {}};
        const std::uint32_t most_gap = from(0, 2) == 0 ? 0 : from(1, 60);
        for (std::uint32_t left = from(1, 60); left > 0; --left) {
            initiator.requests.push_back({.gap = from(0, most_gap),
                                          .target = from(0, static_cast<std::uint32_t>(targets) - 1),
                                          .bytes = from(1, from(0, 1) == 0 ? 16 : 256),
                                          .write = from(0, 1) == 0});
        }
        return initiator;
    }
    PlainTarget phased_target() {
        const std::uint32_t latency = from(0, 20);
        return {.port = port(), .read_latency = latency, .write_latency = latency, .phased = true};
    }
    std::vector<PlainTarget> targets() {
        std::vector<PlainTarget> list(from(1, 3));
        for (PlainTarget& each : list) {
            each = target();
        }
        return list;
    }
    Arbitration policy() { return static_cast<Arbitration>(from(0, 2)); }

private:
    std::mt19937_64 random_;
};

void expect_times(const TrafficBench& bench, const std::vector<PlainInitiator>& initiators) {
    for (std::size_t i = 0; i < initiators.size(); ++i) {
        const auto& outcomes = bench.outcomes()[i];
        ASSERT_EQ(outcomes.size(), initiators[i].requests.size());
        for (std::size_t k = 0; k < outcomes.size(); ++k) {
            const PlainRequest& expected = initiators[i].requests[k];
            ASSERT_EQ(outcomes[k].issued, TrafficBench::clock * static_cast<double>(expected.issued)) << i << ", " << k;
            ASSERT_EQ(outcomes[k].done, TrafficBench::clock * static_cast<double>(expected.done)) << i << ", " << k;
            ASSERT_TRUE(outcomes[k].ok);
        }
    }
    EXPECT_EQ(bench.in_progress(), 0U);
}

// Up to five initiators and any policy.
void expect_times_of_the_model(Dice& dice, const std::vector<PlainTarget>& targets) {
    std::vector<PlainInitiator> initiators(dice.from(1, 5));
    for (PlainInitiator& initiator : initiators) {
        initiator = dice.initiator(targets.size());
    }
    const Arbitration policy = dice.policy();
    TrafficBench bench(initiators, targets, Interconnect::Kind::approximately_timed, policy);
    clock_by_clock(initiators, targets, policy);
    sc_core::sc_start();
    expect_times(bench, initiators);
}

class AnyTraffic : public testing::TestWithParam<std::uint64_t> {};

TEST_P(AnyTraffic, TakesTheTimesOfTheModelThatGoesClockByClock) {
    Dice dice(GetParam());
    expect_times_of_the_model(dice, dice.targets());
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyTraffic, testing::Range<std::uint64_t>(0, 60));

class PhasedTargets : public testing::TestWithParam<std::uint64_t> {};

TEST_P(PhasedTargets, AnswerInTheTimesOfTheModelThatGoesClockByClock) {
    Dice dice(2000 + GetParam());
    expect_times_of_the_model(dice, {dice.phased_target(), dice.phased_target()});
}

INSTANTIATE_TEST_SUITE_P(Seeds, PhasedTargets, testing::Range<std::uint64_t>(0, 30));

class OneInitiator : public testing::TestWithParam<std::uint64_t> {};

TEST_P(OneInitiator, TakesTheSameTimesLooselyTimed) {
    Dice dice(1000 + GetParam());
    const auto targets = dice.targets();
    std::vector<PlainInitiator> initiators{dice.initiator(targets.size())};
    TrafficBench bench(initiators, targets, Interconnect::Kind::loosely_timed, Arbitration::round_robin);
    clock_by_clock(initiators, targets, Arbitration::round_robin);
    sc_core::sc_start();
    expect_times(bench, initiators);
}

INSTANTIATE_TEST_SUITE_P(Seeds, OneInitiator, testing::Range<std::uint64_t>(0, 30));

} // namespace
} // namespace edgeloom::test
