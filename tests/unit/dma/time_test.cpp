// When bursts go out, how far reads run ahead, and what several channels do to each other.
#include "unit/dma/dma_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;
using sc_core::sc_time;
using testing::ElementsAreArray;
namespace reg = abi::dma::reg;
namespace field = abi::dma::field;

constexpr std::uint32_t from = DmaBench::source;
constexpr std::uint32_t to = DmaBench::destination;
constexpr std::uint32_t chain = DmaBench::descriptors;

std::vector<double> times(const std::vector<Access>& accesses) {
    std::vector<double> found;
    for (const Access& access : accesses) {
        found.push_back(access.at / nanoseconds(1));
    }
    return found;
}

struct Schedule {
    std::uint32_t outstanding;
    std::uint32_t outstanding_writes;
    std::vector<double> reads;  // ns
    std::vector<double> writes; // ns
    double end;                 // ns

    friend void PrintTo(const Schedule& schedule, std::ostream* out) {
        *out << schedule.outstanding << " reads and " << schedule.outstanding_writes << " writes outstanding";
    }
};

class DmaSchedule : public testing::TestWithParam<Schedule> {};

// Six bursts; a read takes 50 ns, also that of the descriptor, a write 20 ns.
TEST_P(DmaSchedule, LetsReadsRunAheadOfWritesAndWritesOfTheirAnswers) {
    DmaBench bench({.burst_bytes = 64,
                    .outstanding = GetParam().outstanding,
                    .outstanding_writes = GetParam().outstanding_writes});
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.write_latency = nanoseconds(20);
    bench.put_chain(chain, {{.source = from, .destination = to, .bytes = 6 * 64, .rows = 1}});
    play({[&] {
        bench.port.write(reg::irq_enable, field::done.mask());
        bench.start(chain);
        sc_core::wait(bench.interrupt.posedge_event());
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(GetParam().end));
        EXPECT_FALSE(bench.busy());
    }});
    EXPECT_THAT(times(bench.data_accesses(false)), ElementsAreArray(GetParam().reads));
    EXPECT_THAT(times(bench.data_accesses(true)), ElementsAreArray(GetParam().writes));
}

// Of 370 ns, each of six writes is the oldest burst for 20; the rest is waiting for the descriptor and for data.
TEST(DmaTimes, TellWhatAChannelWaitedFor) {
    DmaBench bench({.burst_bytes = 64, .outstanding = 1, .outstanding_writes = 1});
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.write_latency = nanoseconds(20);
    bench.put_chain(chain, {{.source = from, .destination = to, .bytes = 6 * 64, .rows = 1}});
    play({[&] {
        sc_core::wait(nanoseconds(30));
        bench.start(chain);
        sc_core::wait(nanoseconds(1000));
    }});
    const dma::TimeSheet& times = bench.dma.channel(0).times();
    EXPECT_EQ(times[dma::Activity::waits_for_write], nanoseconds(6 * 20));
    EXPECT_EQ(times[dma::Activity::waits_for_read], nanoseconds(370 - 6 * 20));
    EXPECT_EQ(times[dma::Activity::works], nanoseconds(0));
    EXPECT_EQ(times[dma::Activity::idle], sc_core::sc_time_stamp() - nanoseconds(370));
}

INSTANTIATE_TEST_SUITE_P(
    All, DmaSchedule,
    testing::Values(Schedule{1, 1, {50, 100, 150, 200, 250, 300}, {100, 150, 200, 250, 300, 350}, 370},
                    Schedule{1, 4, {50, 100, 150, 200, 250, 300}, {100, 150, 200, 250, 300, 350}, 370},
                    Schedule{2, 1, {50, 50, 100, 120, 150, 170}, {100, 120, 150, 170, 200, 220}, 240},
                    Schedule{2, 4, {50, 50, 100, 100, 150, 150}, {100, 100, 150, 150, 200, 200}, 220},
                    Schedule{4, 1, {50, 50, 50, 50, 100, 120}, {100, 120, 140, 160, 180, 200}, 220},
                    Schedule{4, 4, {50, 50, 50, 50, 100, 100}, {100, 100, 100, 100, 150, 150}, 170},
                    Schedule{8, 4, {50, 50, 50, 50, 50, 50}, {100, 100, 100, 100, 120, 120}, 140}),
    [](const auto& instance) {
        return std::to_string(instance.param.outstanding) + "_reads_" +
               std::to_string(instance.param.outstanding_writes) + "_writes";
    });

TEST(DmaTime, ADescriptorIsFetchedWhileTheOneBeforeIsCopied) {
    DmaBench bench;
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.write_latency = nanoseconds(20);
    const Descriptor small{.source = from, .destination = to, .bytes = 8, .rows = 1};
    play({[&] { bench.run({small, small, small}); }});
    EXPECT_THAT(times(bench.memory.log), ElementsAreArray({0, 50, 50, 100, 100, 100, 150, 150, 200}));
}

// Reads wait for writes of the same channel to the same bytes, and for no others.
TEST(DmaTime, AReadWaitsForTheWriteOfItsBytes) {
    DmaBench bench;
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.write_latency = nanoseconds(20);
    bench.put(from, counting(64));
    const auto copy = [](std::uint32_t source, std::uint32_t destination) {
        return Descriptor{.source = source, .destination = destination, .bytes = 16, .rows = 1};
    };
    play({[&] { bench.run({copy(from, to), copy(to + 15, to + 100), copy(to + 16, to + 200)}); }});
    // The second is fetched at 100 ns, when the first is written, until 120 ns.
    EXPECT_THAT(times(bench.data_accesses(false)), ElementsAreArray({50, 120, 150}));
}

// A stream port without room: reads run ahead as far as they may, then all stands still.
TEST(DmaTime, StandsStillWhileATargetHoldsAWrite) {
    DmaBench bench({.burst_bytes = 64, .outstanding = 2});
    sc_core::sc_event room("room");
    bench.memory.accept = [&](const Access& access) {
        if (access.address == to) {
            sc_core::wait(room);
        }
        return true;
    };
    bench.put(from, counting(256));
    bench.put_chain(chain, {{.source = from, .destination = to, .bytes = 256, .rows = 1}});
    play({[&] {
        bench.start(chain);
        sc_core::wait(nanoseconds(5000));
        EXPECT_TRUE(bench.busy());
        EXPECT_EQ(bench.data_accesses(false).size(), 2);
        EXPECT_EQ(bench.data_accesses(true).size(), 1);
        room.notify();
        bench.finish();
        EXPECT_EQ(bench.data_accesses(true).back().at, nanoseconds(5000));
        EXPECT_EQ(bench.get(to, 256), counting(256));
    }});
}

TEST(DmaChannels, GoOnWhileAnotherIsHeld) {
    DmaBench bench({.burst_bytes = 64});
    bench.memory.write_latency = nanoseconds(20);
    bench.memory.accept = [](const Access& access) {
        if (access.port == 0 && access.write) {
            sc_core::wait(nanoseconds(5000));
        }
        return true;
    };
    const Descriptor two_bursts{.source = from, .destination = to, .bytes = 128, .rows = 1};
    bench.put_chain(chain, {two_bursts});
    play({[&] {
        bench.start(chain, 0);
        bench.start(chain, 1);
        bench.finish(1);
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(20));
        EXPECT_TRUE(bench.busy(0));
        bench.finish(0);
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(2 * 5000 + 20));
    }});
}

// A stream port's address stays the same: it may hold writes, and those behind them, while reads go on.
TEST(DmaTime, ReadsOnWhileAStreamPortHoldsWrites) {
    DmaBench bench({.burst_bytes = 64, .outstanding = 2, .outstanding_writes = 3});
    sc_core::sc_event room("room");
    bench.memory.accept = [&](const Access& access) {
        if (access.write) {
            sc_core::wait(room);
        }
        return true;
    };
    bench.put_chain(chain, {{.flags = abi::dma::descriptor_flags::fixed_destination,
                             .source = from,
                             .destination = to,
                             .bytes = 640,
                             .rows = 1}});
    play({[&] {
        bench.start(chain);
        sc_core::wait(nanoseconds(5000));
        EXPECT_EQ(bench.data_accesses(false).size(), 2 + 3);
        EXPECT_EQ(bench.data_accesses(true).size(), 3);
        while (bench.busy()) {
            room.notify();
            let_settle();
        }
        EXPECT_EQ(bench.data_accesses(true).size(), 10);
        EXPECT_EQ(bench.port.read(reg::bytes_low), 640);
    }});
}

// Runs both channels, started in the given order; what reached the memory, at times from the start.
std::vector<Access> both(DmaBench& bench, std::uint32_t first) {
    bench.memory.log.clear();
    sc_time start;
    play({[&] {
              start = sc_core::sc_time_stamp();
              bench.start(chain + first * 0x1000, first);
              bench.start(chain + (1 - first) * 0x1000, 1 - first);
          },
          [] { // other activity in the same instants changes the kernel's order of processes
              for (int i = 0; i < 100; ++i) {
                  sc_core::wait(nanoseconds(5));
              }
          }});
    std::vector<Access> log = bench.memory.log;
    for (Access& access : log) {
        access.at -= start;
    }
    return log;
}

TEST(DmaChannels, TakeTurnsTheSameWayWhoeverStartsFirst) {
    DmaBench bench({.burst_bytes = 64, .outstanding = 2});
    bench.memory.read_latency = nanoseconds(30);
    bench.memory.write_latency = nanoseconds(10);
    bench.put_chain(chain, {{.source = from, .destination = to, .bytes = 500, .rows = 1}});
    bench.put_chain(chain + 0x1000, {{.source = from + 0x800, .destination = to + 0x800, .bytes = 500, .rows = 1}});
    const auto reference = both(bench, 0);
    EXPECT_EQ(both(bench, 1), reference);
    EXPECT_EQ(both(bench, 0), reference);
    EXPECT_EQ(reference.size(), 2 * (1 + 8 + 8));
    // At the same instant the lower number comes first, burst by burst.
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(reference[i].port, i % 2) << reference[i];
    }
}

// Which channel the accesses of the first instants belong to.
std::vector<unsigned> ports(const std::vector<Access>& log, std::size_t count) {
    std::vector<unsigned> found;
    for (std::size_t i = 0; i < count; ++i) {
        found.push_back(log[i].port);
    }
    return found;
}

TEST(DmaChannels, OfHigherPriorityGoFirst) {
    DmaBench bench({.burst_bytes = 64, .outstanding = 2, .priorities = {3, 7}});
    bench.memory.read_latency = nanoseconds(30);
    bench.memory.write_latency = nanoseconds(10);
    bench.put_chain(chain, {{.source = from, .destination = to, .bytes = 500, .rows = 1}});
    bench.put_chain(chain + 0x1000, {{.source = from + 0x800, .destination = to + 0x800, .bytes = 500, .rows = 1}});
    // Descriptors, two reads each, and then two writes and two reads.
    EXPECT_THAT(ports(both(bench, 0), 14), ElementsAreArray({1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0}));
    play({[&] {
        EXPECT_EQ(bench.port.read(reg::priority, 0), 3);
        EXPECT_EQ(bench.port.write(reg::priority, 256, 0), tlm::TLM_GENERIC_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write(reg::priority, 255, 0), tlm::TLM_OK_RESPONSE);
    }});
    EXPECT_THAT(ports(both(bench, 1), 14), ElementsAreArray({0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1}));
    play({[&] { bench.port.write(reg::priority, 7, 0); }});
    EXPECT_THAT(ports(both(bench, 1), 6), ElementsAreArray({0, 1, 0, 1, 0, 1})) << "equals take turns";
    bench.dma.reset();
    EXPECT_EQ(bench.port.debug_read(reg::priority, 0), 3);
    EXPECT_EQ(bench.port.debug_read(reg::priority, 1), 7);
}

} // namespace
} // namespace edgeloom::test
