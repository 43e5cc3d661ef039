// Loosely timed contention is near to approximately timed.
#include "unit/interconnect/traffic_mix.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

class Contention : public testing::TestWithParam<std::uint64_t> {};

// The mixes of the table in docs/interconnect.md.
TEST_P(Contention, TakesNearlyTheSameLooselyTimed) {
    Comparison comparison("mix", TrafficMix::random(GetParam()));
    sc_core::sc_start();
    for (std::size_t i = 0; i < comparison.mix.initiators.size(); ++i) {
        EXPECT_GT(comparison.approximately.flows()[i].bursts, 0U);
        EXPECT_NEAR(comparison.bandwidth_error(i), 0, 0.05) << "initiator " << i;
        EXPECT_NEAR(comparison.latency_error(i), 0, 0.15) << "initiator " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Mixes, Contention, testing::Range<std::uint64_t>(1, 37));

} // namespace
} // namespace edgeloom::test
