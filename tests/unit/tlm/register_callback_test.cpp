// What components add to their registers, and the time at which it happens.
#include "unit/tlm/register_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;
using Call = std::tuple<std::uint32_t, std::uint32_t>; // index, value

TEST(RegisterCallback, ReadTakesTheValueFromIt) {
    RegisterBench bench;
    bench.bank.on_read(reg::left, [](std::uint32_t index) { return 100 + index; });
    play({[&] {
        EXPECT_EQ(bench.port.read(reg::left, 2), 102);
        EXPECT_EQ(bench.port.debug_read(reg::left, 1), 101);
        EXPECT_EQ(bench.port.read(reg::right, 2), 2);
    }});
}

TEST(RegisterCallback, EffectFollowsAReadButNoDebugRead) {
    RegisterBench bench;
    std::vector<Call> calls;
    bench.bank.after_read(reg::left, [&](std::uint32_t index, std::uint32_t value) {
        calls.emplace_back(index, value);
        bench.bank(reg::left, index) = 0;
    });
    play({[&] {
        EXPECT_EQ(bench.port.debug_read(reg::left, 2), 1);
        EXPECT_EQ(bench.port.read(reg::left, 2), 1);
        EXPECT_EQ(bench.port.read(reg::left, 2), 0);
        EXPECT_THAT(calls, ElementsAre(Call(2, 1), Call(2, 0)));
    }});
}

TEST(RegisterCallback, WriteReplacesTheStoreAndMayRefuse) {
    RegisterBench bench;
    std::vector<Call> calls;
    bench.bank.on_write(reg::left, [&](std::uint32_t index, std::uint32_t value) {
        calls.emplace_back(index, value);
        return value != 13;
    });
    play({[&] {
        EXPECT_EQ(bench.port.write(reg::left, 12, 1), tlm::TLM_OK_RESPONSE);
        EXPECT_EQ(bench.port.write(reg::left, 13, 2), tlm::TLM_GENERIC_ERROR_RESPONSE);
        EXPECT_THAT(calls, ElementsAre(Call(1, 12), Call(2, 13)));
        EXPECT_EQ(bench.port.read(reg::left, 1), 1);
    }});
}

TEST(RegisterCallback, WriteOneToClearClearsFirst) {
    RegisterBench bench;
    std::vector<Call> calls; // the bits that are left, the bits that were written
    bench.bank.on_write(reg::flags, [&](std::uint32_t, std::uint32_t value) {
        calls.emplace_back(bench.bank(reg::flags), value);
        return true;
    });
    play({[&] {
        bench.port.write(reg::flags, 0x11);
        bench.port.write(reg::flags, 0x00);
        EXPECT_THAT(calls, ElementsAre(Call(0xEE, 0x11), Call(0xEE, 0x00)));
    }});
}

struct Timing {
    RegisterBench bench;
    sc_core::sc_time seen;

    Timing() {
        const auto note = [this] { seen = sc_core::sc_time_stamp(); };
        bench.bank.on_read(reg::state, [this, note](std::uint32_t) {
            note();
            return static_cast<std::uint32_t>(bench.bank.now() / nanoseconds(1));
        });
        bench.bank.after_read(reg::left, [note](std::uint32_t, std::uint32_t) { note(); });
        bench.bank.on_write(reg::right, [note](std::uint32_t, std::uint32_t) {
            note();
            return true;
        });
    }
};

// A plain read has no effect on others, so the initiator may stay ahead of simulated time.
TEST(RegisterTime, ReadWithoutEffectDoesNotWait) {
    Timing timing;
    play({[&] {
        sc_core::wait(nanoseconds(100));
        timing.bench.port.ahead = nanoseconds(30);
        EXPECT_EQ(timing.bench.port.read(reg::state), 130);
        EXPECT_EQ(timing.seen, nanoseconds(100));
        EXPECT_EQ(timing.bench.port.returned, nanoseconds(30));
    }});
}

TEST(RegisterTime, WritesAndReadsWithEffectWaitForTheirTime) {
    Timing timing;
    play({[&] {
        timing.bench.port.ahead = nanoseconds(30);
        timing.bench.port.write(reg::right, 1);
        EXPECT_EQ(timing.seen, nanoseconds(30));
        EXPECT_EQ(timing.bench.bank.now(), nanoseconds(30));
        EXPECT_EQ(timing.bench.port.returned, sc_core::SC_ZERO_TIME);
        timing.bench.port.ahead = nanoseconds(20);
        timing.bench.port.read(reg::left);
        EXPECT_EQ(timing.seen, nanoseconds(50));
        EXPECT_EQ(timing.bench.bank.now(), nanoseconds(50));
        EXPECT_EQ(timing.bench.port.returned, sc_core::SC_ZERO_TIME);
    }});
}

// Where callbacks go by the time of the access, the initiator stays ahead; what it does there comes at its own time.
TEST(RegisterTime, AllowedAheadACallbackRunsAtOnce) {
    Timing timing;
    timing.bench.bank.allow_ahead();
    sc_core::sc_event event;
    timing.bench.bank.on_write(reg::right, [&](std::uint32_t, std::uint32_t) {
        timing.seen = sc_core::sc_time_stamp();
        event.notify(timing.bench.bank.in());
        return true;
    });
    play({[&] {
        sc_core::wait(nanoseconds(10));
        timing.bench.port.ahead = nanoseconds(30);
        timing.bench.port.write(reg::right, 1);
        EXPECT_EQ(timing.seen, nanoseconds(10));
        EXPECT_EQ(timing.bench.bank.now(), nanoseconds(40));
        EXPECT_EQ(timing.bench.port.returned, nanoseconds(30));
        sc_core::wait(event);
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(40));
    }});
}

// Something else may look at the register, or change it, before the access.
TEST(RegisterTime, AllowedAheadAnAccessWaitsForWhatHappensBefore) {
    Timing timing;
    timing.bench.bank.allow_ahead();
    play({[&] {
              timing.bench.port.ahead = nanoseconds(30);
              timing.bench.port.write(reg::right, 1);
              EXPECT_EQ(timing.seen, nanoseconds(30));
              EXPECT_EQ(timing.bench.port.returned, sc_core::SC_ZERO_TIME);
              let_settle(); // now the other process is done
              timing.bench.port.ahead = nanoseconds(30);
              timing.bench.port.read(reg::left);
              EXPECT_EQ(timing.seen, nanoseconds(31));
              EXPECT_EQ(timing.bench.port.returned, nanoseconds(30));
          },
          [] { sc_core::wait(nanoseconds(30)); }});
}

TEST(RegisterTime, PlainStorageWaitsForWhatHappensBeforeOnly) {
    RegisterBench bench;
    play({[&] {
              bench.port.ahead = nanoseconds(30);
              bench.port.write(reg::setting, 1);
              EXPECT_EQ(bench.port.returned, sc_core::SC_ZERO_TIME);
              let_settle(); // now the other process is done
              bench.port.ahead = nanoseconds(30);
              bench.port.write(reg::setting, 2);
              EXPECT_EQ(bench.port.returned, nanoseconds(30));
          },
          [] { sc_core::wait(nanoseconds(30)); }});
}

TEST(RegisterTime, RefusedAccessDoesNotWait) {
    Timing timing;
    play({[&] {
        for (const abi::Register& refused : {reg::state, reg::stranger}) {
            timing.bench.port.ahead = nanoseconds(30);
            timing.bench.port.write(refused, 1);
            EXPECT_EQ(timing.bench.port.returned, nanoseconds(30)) << refused.name;
        }
    }});
}

} // namespace
} // namespace edgeloom::test
