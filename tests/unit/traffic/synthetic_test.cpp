// Traffic made up from figures keeps to them.
#include "traffic/synthetic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace edgeloom::traffic {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;

std::vector<Request> all_of(const Synthetic::Config& config) {
    Synthetic source(config);
    std::vector<Request> requests;
    while (const auto request = source.next()) {
        requests.push_back(*request);
    }
    return requests;
}

std::vector<std::uint64_t> addresses(const Synthetic::Config& config) {
    std::vector<std::uint64_t> found;
    for (const Request& request : all_of(config)) {
        found.push_back(request.address);
    }
    return found;
}

TEST(SyntheticTraffic, GoesRoundItsRegion) {
    EXPECT_THAT(addresses({.base = 0x1000, .size = 192, .bytes = 64, .requests = 4}),
                ElementsAre(0x1000, 0x1040, 0x1080, 0x1000));
    EXPECT_THAT(
        addresses(
            {.base = 0x1000, .size = 256, .bytes = 64, .pattern = Pattern::strided, .stride = 128, .requests = 3}),
        ElementsAre(0x1000, 0x1080, 0x1000));
}

TEST(SyntheticTraffic, FindsEveryPlaceAtRandom) {
    const auto found = addresses({.base = 64, .size = 256, .bytes = 64, .pattern = Pattern::random, .requests = 200});
    EXPECT_EQ(std::set<std::uint64_t>(found.begin(), found.end()), (std::set<std::uint64_t>{64, 128, 192, 256}));
}

TEST(SyntheticTraffic, RestsBehindEveryTrain) {
    const sc_core::sc_time clock(10, sc_core::SC_NS);
    const sc_core::sc_time none;
    std::vector<sc_core::sc_time> gaps;
    for (const Request& request : all_of({.size = 64, .train = 2, .pause = 5, .requests = 5})) {
        gaps.push_back(request.gap);
    }
    EXPECT_THAT(gaps, ElementsAre(none, none, clock * 5, none, clock * 5));
}

TEST(SyntheticTraffic, IsTheSameForASeedAndOtherForAStream) {
    Synthetic::Config config{.size = 6400, .pattern = Pattern::random};
    const auto once = addresses(config);
    EXPECT_EQ(addresses(config), once);
    config.stream = 1;
    EXPECT_NE(addresses(config), once);
}

RC_GTEST_PROP(SyntheticTraffic, KeepsToItsShareOfReadsAndItsInterval, ()) {
    const Synthetic::Config config{.size = 64,
                                   .read_percent = *rc::gen::inRange(0U, 101U),
                                   .interval = *rc::gen::inRange(0U, 50U),
                                   .requests = 4000,
                                   .seed = *rc::gen::arbitrary<std::uint64_t>()};
    const auto requests = all_of(config);
    RC_ASSERT(requests.size() == config.requests);
    const auto reads = std::ranges::count(requests, false, &Request::write);
    sc_core::sc_time sum;
    for (const Request& request : requests) {
        RC_ASSERT(request.gap <= config.clock * (2 * config.interval));
        sum += request.gap;
    }
    // Five standard deviations of either mean.
    const double read_percent = 100.0 * static_cast<double>(reads) / static_cast<double>(config.requests);
    RC_ASSERT(std::abs(read_percent - config.read_percent) <= 4.0);
    const double clocks = sum / config.clock / static_cast<double>(config.requests);
    const double variance = config.interval * (config.interval + 1.0) / 3; // of whole numbers from 0 to twice that
    RC_ASSERT(std::abs(clocks - config.interval) <= 5 * std::sqrt(variance / static_cast<double>(config.requests)));
}

TEST(SyntheticTraffic, SendsBurstsOfItsSize) {
    EXPECT_THAT(all_of({.size = 96, .bytes = 32, .requests = 7}), Each(Field(&Request::bytes, 32)));
}

} // namespace
} // namespace edgeloom::traffic
