// When a transaction reaches its target, when it is done, and what the ports count.
#include "unit/interconnect/bus_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <numeric>

namespace edgeloom::test {
namespace {

using sc_core::sc_time;
using testing::ElementsAre;
using testing::Field;

constexpr std::array map{abi::Region{"first", 0x1000, 0x1000, ""}, abi::Region{"second", 0x2000, 0x1000, ""}};
constexpr std::uint32_t first = map[0].base;
constexpr std::uint32_t second = map[1].base;

sc_time clocks(double count) {
    return nanoseconds(10) * count;
}

// Ports of 8 bytes with a latency of a clock each way: two clocks of head from port to port.
struct Bench : BusBench {
    Bench() : BusBench({"a", "b", "c"}, map, Interconnect::Kind::loosely_timed) {}

    // Reads or writes `bytes` bytes; when that is done.
    sc_time done(tlm::tlm_command command, std::size_t port, std::uint32_t address, std::size_t bytes) {
        std::vector<std::uint8_t> data(bytes);
        EXPECT_EQ(ports[port].transport(command, address, data), tlm::TLM_OK_RESPONSE);
        return sc_core::sc_time_stamp();
    }
    sc_time written(std::size_t port, std::uint32_t address, std::size_t bytes) {
        return done(tlm::TLM_WRITE_COMMAND, port, address, bytes);
    }
    sc_time read(std::size_t port, std::uint32_t address, std::size_t bytes) {
        return done(tlm::TLM_READ_COMMAND, port, address, bytes);
    }
    sc_time arrival(std::size_t target, std::size_t number) { return recorders[target].log.at(number).at; }
};

// Two clocks of head and one for every 8 bytes, one way; two of head and one for what carries no data, the other.
TEST(LooselyTimed, TakesTheHeadAndAClockForEveryBeat) {
    Bench bench;
    play({[&] {
        sc_time start;
        std::size_t number = 0;
        for (const auto& [bytes, beats] :
             {std::pair{1U, 1}, {7U, 1}, {8U, 1}, {9U, 2}, {64U, 8}, {65U, 9}, {256U, 32}}) {
            EXPECT_EQ(bench.written(0, first, bytes) - start, clocks(2 + beats + 2 + 1)) << bytes << " bytes";
            EXPECT_EQ(bench.arrival(0, number++) - start, clocks(2 + beats));
            start = sc_core::sc_time_stamp();
            EXPECT_EQ(bench.read(0, first, bytes) - start, clocks(2 + 1 + 2 + beats)) << bytes << " bytes";
            EXPECT_EQ(bench.arrival(0, number++) - start, clocks(2 + 1));
            start = sc_core::sc_time_stamp();
        }
        EXPECT_EQ(bench.bus.probe().of_initiator(0).queueing, 0);
    }});
}

TEST(LooselyTimed, AddsTheLatencyOfTheTarget) {
    Bench bench;
    bench.recorders[0].write_latency = clocks(5);
    play({[&] { EXPECT_EQ(bench.written(0, first, 16), clocks(2 + 2 + 5 + 2 + 1)); }});
}

// In 4 clocks the target has its answer; the interconnect sees it with its next edge.
TEST(LooselyTimed, GoesByItsOwnClock) {
    Bench bench;
    bench.recorders[0].read_latency = clocks(3.3);
    play({[&] {
        bench.ports[0].ahead = clocks(0.5);
        EXPECT_EQ(bench.read(0, first, 8), clocks(1 + 2 + 1 + 4 + 2 + 1));
    }});
}

TEST(LooselyTimed, CountsFromWhereTheInitiatorIs) {
    Bench bench;
    play({[&] {
        sc_core::wait(clocks(3));
        bench.ports[0].ahead = clocks(4);
        EXPECT_EQ(bench.read(0, first, 8), clocks(3 + 4 + 2 + 1 + 2 + 1));
        EXPECT_EQ(bench.arrival(0, 0), clocks(3 + 4 + 2 + 1));
    }});
}

// The time that a target holds a transaction is not counted twice.
TEST(LooselyTimed, LetsTheTargetHoldATransaction) {
    Bench bench;
    bench.recorders[0].accept = [](const Access&) {
        sc_core::wait(clocks(50));
        return true;
    };
    play({[&] { EXPECT_EQ(bench.written(0, first, 16), clocks(2 + 2 + 50 + 2 + 1)); }});
}

// What is issued meanwhile is foretold as if the target had its answer ready.
TEST(LooselyTimed, GoesOnWhileATargetHoldsATransaction) {
    Bench bench;
    bench.recorders[0].accept = [](const Access&) {
        sc_core::wait(clocks(50));
        return true;
    };
    play({[&] { EXPECT_EQ(bench.written(0, first, 16), clocks(2 + 2 + 50 + 2 + 1)); },
          [&] {
              sc_core::wait(clocks(10));
              const sc_time done = bench.written(0, second, 16);
              EXPECT_GE(done, clocks(10 + 2 + 2 + 2 + 1));
              EXPECT_LE(done, clocks(2 + 2 + 50 + 2 + 1 + 10));
          }});
}

// Their requests reach the target in clocks 2, 3 and 4; its request channel is taken until clocks 10, 14 and 15.
TEST(LooselyTimed, MakesInitiatorsWaitForABusyTarget) {
    Bench bench;
    play({[&] { EXPECT_EQ(bench.written(0, first, 64), clocks(2 + 8 + 3)); },
          [&] {
              sc_core::wait(clocks(1));
              EXPECT_EQ(bench.written(1, first, 32), clocks(10 + 4 + 3));
          },
          [&] {
              sc_core::wait(clocks(2));
              EXPECT_EQ(bench.written(2, first, 8), clocks(14 + 1 + 3));
          }});
    EXPECT_EQ(bench.arrival(0, 1), clocks(14));
    EXPECT_EQ(bench.arrival(0, 2), clocks(15));
    EXPECT_EQ(bench.bus.probe().of_initiator(0).queueing, 0);
    EXPECT_EQ(bench.bus.probe().of_initiator(1).queueing, 10 - 3);
    EXPECT_EQ(bench.bus.probe().of_initiator(2).queueing, 14 - 4);
    EXPECT_EQ(bench.bus.probe().of_target(0).queueing, 7 + 10);
    EXPECT_EQ(bench.bus.probe().of_target(0).data, 8 + 4 + 1);
}

// Reads wait for the response channel: their requests take a clock each.
TEST(LooselyTimed, MakesReadsWaitForEachOthersData) {
    Bench bench;
    play({[&] { EXPECT_EQ(bench.read(0, first, 64), clocks(3 + 2 + 8)); },
          [&] { EXPECT_EQ(bench.read(1, first, 64), clocks(3 + 8 + 2 + 8)); }});
    EXPECT_EQ(bench.arrival(0, 0), clocks(3));
    EXPECT_EQ(bench.arrival(0, 1), clocks(4));
    EXPECT_EQ(bench.bus.probe().of_initiator(1).queueing, 1 + 11 - 4);
}

TEST(LooselyTimed, LetsReadAndWriteDataPassEachOther) {
    Bench bench;
    play({[&] { EXPECT_EQ(bench.read(0, first, 64), clocks(3 + 2 + 8)); },
          [&] { EXPECT_EQ(bench.written(1, first, 64), clocks(3 + 8 + 2 + 1)); }});
}

TEST(LooselyTimed, LetsDifferentTargetsWorkSideBySide) {
    Bench bench;
    play({[&] { EXPECT_EQ(bench.written(0, first, 64), clocks(2 + 8 + 3)); },
          [&] { EXPECT_EQ(bench.written(1, second, 64), clocks(2 + 8 + 3)); }});
    EXPECT_EQ(bench.bus.probe().of_initiator(1).queueing, 0);
}

// The transactions of one initiator share its port, whatever their targets. One arrives there when the one before has
// left: it has waited in its initiator.
TEST(LooselyTimed, MakesTheTransactionsOfAnInitiatorWaitForItsPort) {
    Bench bench;
    play({[&] { EXPECT_EQ(bench.written(0, first, 64), clocks(2 + 8 + 3)); },
          [&] {
              sc_core::wait(clocks(1));
              EXPECT_EQ(bench.written(0, second, 16), clocks(8 + 2 + 2 + 3));
          },
          [&] {
              sc_core::wait(clocks(2));
              EXPECT_EQ(bench.written(0, first, 8), clocks(10 + 2 + 1 + 3));
          }});
    EXPECT_EQ(bench.bus.probe().of_initiator(0).queueing, 0);
    EXPECT_EQ(bench.bus.probe().of_target(1).queueing, 0);
    EXPECT_EQ(bench.bus.probe().of_initiator(0).transactions(), 3);
}

TEST(LooselyTimed, LeavesNoTraceOfUnmappedAccesses) {
    Bench bench;
    play({[&] {
        std::array<std::uint8_t, 64> data{};
        EXPECT_EQ(bench.ports[0].transport(tlm::TLM_WRITE_COMMAND, 0, data), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.written(0, first, 8), clocks(2 + 1 + 3));
        EXPECT_EQ(bench.bus.probe().of_initiator(0).bytes(), 8);
        EXPECT_EQ(bench.bus.probe().of_initiator(0).errors, 1);
    }});
}

enum class Side : std::uint8_t { initiators, targets };

interconnect::TrafficFigures total(const Interconnect& bus, Side side) {
    interconnect::TrafficFigures sum;
    const std::size_t ports = side == Side::initiators ? bus.config().initiators.size() : bus.config().targets.size();
    for (std::size_t port = 0; port < ports; ++port) {
        sum += side == Side::initiators ? bus.probe().of_initiator(port) : bus.probe().of_target(port);
    }
    return sum;
}

struct Request {
    std::uint32_t address;
    std::uint32_t bytes;
};

rc::Gen<Request> any_request() {
    return rc::gen::construct<Request>(rc::gen::inRange(0xF00U, 0x3100U), rc::gen::inRange(1U, 300U));
}

TEST(Statistics, AreTheSameOnBothSidesForAnyTraffic) {
    Bench bench;
    std::uint64_t bytes_sent = 0;
    const bool held = rc::check([&] {
        const auto requests = *rc::gen::container<std::array<std::vector<Request>, 3>>(
            rc::gen::container<std::vector<Request>>(any_request()));
        const auto send = [&](std::size_t port) {
            for (const Request& request : requests[port]) {
                std::vector<std::uint8_t> data(request.bytes);
                const auto status = bench.ports[port].transport(tlm::TLM_READ_COMMAND, request.address, data);
                bytes_sent += status == tlm::TLM_OK_RESPONSE ? request.bytes : 0;
            }
        };
        play({[&] { send(0); }, [&] { send(1); }, [&] { send(2); }});
        const auto in = total(bench.bus, Side::initiators);
        const auto out = total(bench.bus, Side::targets);
        RC_ASSERT(in.bytes() == bytes_sent);
        RC_ASSERT(out.bytes() == bytes_sent);
        RC_ASSERT(in.transactions() == out.transactions());
        RC_ASSERT(in.data == out.data);
        RC_ASSERT(in.latency() == out.latency());
        RC_ASSERT(in.queueing == out.queueing);
        RC_ASSERT(out.transactions() == bench.recorders[0].log.size() + bench.recorders[1].log.size());
    });
    EXPECT_TRUE(held);
    EXPECT_GT(bytes_sent, 0);
}

} // namespace
} // namespace edgeloom::test
