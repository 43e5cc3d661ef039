#include "abi/clint.hpp"
#include "interrupts/clint.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace edgeloom::test {
namespace {

using sc_core::sc_time;
namespace reg = abi::clint::reg;

sc_time ticks(std::uint64_t count) {
    return sc_time::from_value(count * nanoseconds(100).value());
}

struct Bench {
    Clint clint{"clint"};
    Port port{"port"};
    sc_core::sc_signal<bool> software{"software"};
    sc_core::sc_signal<bool> timer{"timer"};

    Bench() {
        port.socket.bind(clint.socket);
        clint.software_interrupt.bind(software);
        clint.timer_interrupt.bind(timer);
    }
    std::uint64_t time() { return std::uint64_t{port.read(reg::mtime_high)} << 32 | port.read(reg::mtime_low); }
    void set_time(std::uint64_t value) {
        port.write(reg::mtime_low, static_cast<std::uint32_t>(value));
        port.write(reg::mtime_high, static_cast<std::uint32_t>(value >> 32));
    }
    // As the specification of the timer advises: never a smaller value on the way.
    void set_compare(std::uint64_t value) {
        port.write(reg::mtimecmp_low, 0xFFFF'FFFF);
        port.write(reg::mtimecmp_high, static_cast<std::uint32_t>(value >> 32));
        port.write(reg::mtimecmp_low, static_cast<std::uint32_t>(value));
    }
    // Waits for the interrupt; when it came.
    sc_time rise() {
        sc_core::wait(timer.posedge_event());
        return sc_core::sc_time_stamp();
    }
};

TEST(ClintTime, CountsTicksOfAHundredNanoseconds) {
    Bench bench;
    play({[&] {
        EXPECT_EQ(bench.time(), 0);
        sc_core::wait(nanoseconds(99));
        EXPECT_EQ(bench.time(), 0);
        sc_core::wait(nanoseconds(1));
        EXPECT_EQ(bench.time(), 1);
        sc_core::wait(ticks(0x1'0000'0004));
        EXPECT_EQ(bench.time(), 0x1'0000'0005);
        EXPECT_EQ(bench.clint.ticks(ticks(12) + nanoseconds(50)), 12);
    }});
}

TEST(ClintTime, IsThatOfAnInitiatorAheadOfSimulatedTime) {
    Bench bench;
    play({[&] {
        bench.port.ahead = nanoseconds(350);
        EXPECT_EQ(bench.port.read(reg::mtime_low), 3);
        EXPECT_EQ(bench.port.returned, nanoseconds(350));
    }});
}

// Halves are written one after the other; the phase of the ticks stays.
TEST(ClintTime, GoesOnFromWhatIsWritten) {
    Bench bench;
    play({[&] {
        sc_core::wait(nanoseconds(1030));
        bench.set_time(0xFFFF'FFFF'0000'0005);
        EXPECT_EQ(bench.time(), 0xFFFF'FFFF'0000'0005);
        sc_core::wait(nanoseconds(69));
        EXPECT_EQ(bench.time(), 0xFFFF'FFFF'0000'0005);
        sc_core::wait(nanoseconds(1));
        EXPECT_EQ(bench.time(), 0xFFFF'FFFF'0000'0006);
        bench.port.write(reg::mtime_low, 0xFFFF'FFFF);
        sc_core::wait(ticks(1));
        EXPECT_EQ(bench.time(), 0xFFFF'FFFF'0000'0000 + 0x1'0000'0000); // wraps around
    }});
}

TEST(ClintTimer, RestsAtReset) {
    Bench bench;
    play({[&] {
        sc_core::wait(ticks(1000));
        EXPECT_FALSE(bench.timer.read());
        EXPECT_EQ(bench.port.read(reg::mtimecmp_low), 0xFFFF'FFFF);
        EXPECT_EQ(bench.port.read(reg::mtimecmp_high), 0xFFFF'FFFF);
    }});
}

// From right now to days ahead.
TEST(ClintTimer, InterruptsAtExactlyTheTick) {
    Bench bench;
    play({[&] {
        sc_core::wait(nanoseconds(1234));
        for (const std::uint64_t distance :
             {std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{0x1'0000'0001}, std::uint64_t{10'000'000'000'003}}) {
            const std::uint64_t due = bench.time() + distance;
            bench.set_compare(due);
            EXPECT_EQ(bench.rise(), ticks(due));
            bench.set_compare(~std::uint64_t{0});
            sc_core::wait(nanoseconds(34));
            EXPECT_FALSE(bench.timer.read());
        }
    }});
}

TEST(ClintTimer, InterruptsAtOnceForATimeThatIsPast) {
    Bench bench;
    play({[&] {
        sc_core::wait(ticks(10));
        for (const std::uint64_t due : {10U, 9U, 0U}) {
            bench.set_compare(due);
            let_settle();
            EXPECT_TRUE(bench.timer.read()) << due;
            bench.set_compare(1000);
            let_settle();
            EXPECT_FALSE(bench.timer.read());
        }
    }});
}

TEST(ClintTimer, FollowsACompareValueThatMoves) {
    Bench bench;
    play({[&] {
        bench.set_compare(50);
        sc_core::wait(ticks(10));
        bench.set_compare(70);
        sc_core::wait(ticks(10));
        bench.set_compare(60);
        EXPECT_EQ(bench.rise(), ticks(60));
    }});
}

TEST(ClintTimer, FollowsTimeThatIsWritten) {
    Bench bench;
    play({[&] {
        bench.set_compare(1000);
        sc_core::wait(ticks(10));
        bench.set_time(990); // 10 ticks are left
        EXPECT_EQ(bench.rise(), ticks(20));
        bench.set_time(0);
        let_settle();
        EXPECT_FALSE(bench.timer.read());
        EXPECT_EQ(bench.rise(), ticks(1020));
    }});
}

TEST(ClintTimer, TakesEffectAtTheTimeOfTheWrite) {
    Bench bench;
    play({[&] {
        bench.set_compare(1000);
        bench.port.ahead = ticks(5);
        bench.port.write(reg::mtimecmp_low, 3);
        sc_core::wait(bench.timer.posedge_event());
        EXPECT_EQ(sc_core::sc_time_stamp(), ticks(5));
    }});
}

// The end of simulated time comes first.
TEST(ClintTimer, NeverInterruptsForATickBeyondTheEndOfTime) {
    Bench bench;
    play({[&] { bench.set_compare(sc_core::sc_max_time().value()); }});
    EXPECT_FALSE(bench.timer.read());
    EXPECT_EQ(sc_core::sc_time_stamp(), sc_core::SC_ZERO_TIME);
}

TEST(ClintSoftware, InterruptsWhileBitZeroIsSet) {
    Bench bench;
    play({[&] {
        for (const std::uint32_t word : {1U, 0U, 0xFFFF'FFFFU, 0xFFFF'FFFEU}) {
            bench.port.write(reg::msip, word);
            let_settle();
            EXPECT_EQ(bench.software.read(), (word & 1U) != 0);
            EXPECT_EQ(bench.port.read(reg::msip), word & 1U);
        }
    }});
}

TEST(ClintDebug, ReadsTimeAndChangesNothing) {
    Bench bench;
    play({[&] {
        sc_core::wait(ticks(42));
        EXPECT_EQ(bench.port.debug_read(reg::mtime_low), 42);
        for (const abi::Register& declaration : abi::clint::registers) {
            EXPECT_EQ(bench.port.debug_write(declaration.offset, 1U), 0U) << declaration.name;
        }
        EXPECT_EQ(bench.time(), 42);
        let_settle();
        EXPECT_FALSE(bench.timer.read());
        EXPECT_FALSE(bench.software.read());
    }});
}

} // namespace
} // namespace edgeloom::test
