// What the loosely timed bus foretells keeps the order in which it was asked.
#include "interconnect/arbitration.hpp"
#include "interconnect/loosely_timed.hpp"
#include "support/script.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

namespace edgeloom::test {
namespace {

using interconnect::Arbitration;
using interconnect::Crossbar;
using interconnect::Journey;
using interconnect::LooselyTimed;

// Two initiators at a target that holds some bursts for long, as a port does from which nothing can be read yet.
class Crowd {
public:
    explicit Crowd(std::uint64_t seed) : random_(seed) {}

    void play() {
        test::play({[this] { issue(0, true, 3); }, [this] { issue(1, false, 200); }});
    }
    /// When the bursts of an initiator are promised to be at the target, in the order in which they were issued.
    [[nodiscard]] const std::vector<sc_core::sc_time>& promises(std::size_t initiator) const {
        return promises_[initiator];
    }

private:
    static constexpr int bursts = 200;
    static constexpr int outstanding = 4;

    [[nodiscard]] sc_core::sc_time clocks(std::uint32_t below) {
        return nanoseconds(10.0 * static_cast<double>(random_() % below));
    }

    void issue(std::size_t initiator, bool write, std::uint32_t longest_hold) {
        for (int n = 0; n < bursts; ++n) {
            while (under_way_[initiator] == outstanding) {
                sc_core::wait(done_);
            }
            sc_core::wait(clocks(4));
            ++under_way_[initiator];
            const std::uint64_t bytes = 8 + 8 * (random_() % 16);
            auto journey = std::make_shared<Journey>(Journey{.burst = crossbar_.burst(initiator, 0, bytes, write)});
            const sc_core::sc_time there = timing_.request(*journey, sc_core::sc_time_stamp());
            promises_[initiator].push_back(there);
            const sc_core::sc_time hold = clocks(longest_hold);
            sc_core::sc_spawn([this, journey, there, hold, initiator] {
                sc_core::wait(there - sc_core::sc_time_stamp() + hold);
                const sc_core::sc_time back = timing_.answer(*journey, sc_core::sc_time_stamp());
                sc_core::wait(back - sc_core::sc_time_stamp());
                --under_way_[initiator];
                done_.notify();
            });
        }
    }

    std::mt19937_64 random_;
    Crossbar crossbar_{.grid = interconnect::ClockGrid(nanoseconds(10)),
                       .initiators = std::vector<interconnect::PortConfig>(2),
                       .targets = std::vector<interconnect::PortConfig>(1)};
    LooselyTimed timing_{crossbar_, make_arbiters(Arbitration::round_robin, crossbar_),
                         make_arbiters(Arbitration::round_robin, crossbar_)};
    std::vector<sc_core::sc_time> promises_[2];
    int under_way_[2] = {};
    sc_core::sc_event done_;
};

TEST(Promises, KeepTheOrderOfAnInitiatorsRequests) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Crowd crowd(seed);
        crowd.play();
        for (const std::size_t initiator : {0U, 1U}) {
            const std::vector<sc_core::sc_time>& promises = crowd.promises(initiator);
            for (std::size_t i = 1; i < promises.size(); ++i) {
                ASSERT_GT(promises[i], promises[i - 1]) << "seed " << seed << ", burst " << i << " of " << initiator;
            }
        }
    }
}

// How long writes of an initiator take, one after the other, while the target holds reads of another.
std::vector<sc_core::sc_time> latencies(int held_reads) {
    const Crossbar crossbar{.grid = interconnect::ClockGrid(nanoseconds(10)),
                            .initiators = std::vector<interconnect::PortConfig>(2),
                            .targets = std::vector<interconnect::PortConfig>(1)};
    LooselyTimed timing(crossbar, make_arbiters(Arbitration::round_robin, crossbar),
                        make_arbiters(Arbitration::round_robin, crossbar));
    std::vector<Journey> held;
    std::vector<sc_core::sc_time> latencies;
    const auto read = [&] {
        for (int n = 0; n < held_reads; ++n) {
            held.push_back({.burst = crossbar.burst(1, 0, 256, false)});
        }
        for (Journey& journey : held) {
            static_cast<void>(timing.request(journey, sc_core::sc_time_stamp()));
        }
    };
    const auto write = [&] {
        sc_core::wait(nanoseconds(500)); // the reads have reached the target
        for (int n = 0; n < 20; ++n) {
            const sc_core::sc_time begin = sc_core::sc_time_stamp();
            Journey journey{.burst = crossbar.burst(0, 0, 64, true)};
            const sc_core::sc_time there = timing.request(journey, begin);
            sc_core::wait(timing.answer(journey, there) - begin);
            latencies.push_back(sc_core::sc_time_stamp() - begin);
        }
    };
    test::play({read, write});
    return latencies;
}

TEST(Promises, AreNotPutOffByWhatTheTargetHoldsForOthers) {
    EXPECT_EQ(latencies(4), latencies(0));
}

} // namespace
} // namespace edgeloom::test
