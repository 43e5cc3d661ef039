// The CLINT after a reset in the middle of its work.
#include "abi/clint.hpp"
#include "interrupts/clint.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

namespace reg = abi::clint::reg;

struct ClintReset : testing::Test {
    Clint clint{"clint"};
    Port port{"port"};
    sc_core::sc_signal<bool> software{"software"};
    sc_core::sc_signal<bool> timer{"timer"};

    ClintReset() {
        port.socket.bind(clint.socket);
        clint.software_interrupt.bind(software);
        clint.timer_interrupt.bind(timer);
    }
    void set_compare(std::uint32_t value) {
        port.write(reg::mtimecmp_low, value);
        port.write(reg::mtimecmp_high, 0);
    }
};

TEST_F(ClintReset, LetsBothLinesFallAndTimeStartAgain) {
    play({[&] {
        port.write(reg::msip, 1);
        port.write(reg::mtime_high, 5);
        set_compare(0);
        sc_core::wait(nanoseconds(1030));
        EXPECT_TRUE(software.read());
        EXPECT_TRUE(timer.read());
        EXPECT_TRUE(clint.software_pending());
        clint.reset();
        sc_core::wait(sc_core::SC_ZERO_TIME);
        sc_core::wait(sc_core::SC_ZERO_TIME);
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(1030));
        EXPECT_FALSE(software.read());
        EXPECT_FALSE(timer.read());
        EXPECT_FALSE(clint.software_pending());
        EXPECT_EQ(clint.compare(), ~std::uint64_t{0});
        EXPECT_EQ(port.read(reg::msip), 0);
        EXPECT_EQ(port.read(reg::mtimecmp_low), 0xFFFF'FFFF);
        EXPECT_EQ(port.read(reg::mtimecmp_high), 0xFFFF'FFFF);
        EXPECT_EQ(port.read(reg::mtime_low), 0);
        EXPECT_EQ(port.read(reg::mtime_high), 0);
        sc_core::wait(nanoseconds(70)); // ticks keep their phase
        EXPECT_EQ(port.read(reg::mtime_low), 1);
    }});
}

TEST_F(ClintReset, ForgetsAnAlarmAndTakesANewOne) {
    play({[&] {
        set_compare(20);
        sc_core::wait(nanoseconds(1000));
        clint.reset();
        sc_core::wait(nanoseconds(5000));
        EXPECT_FALSE(timer.read());
        set_compare(60); // ticks since the reset
        sc_core::wait(timer.posedge_event());
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(7000));
    }});
    EXPECT_TRUE(timer.read());
}

} // namespace
} // namespace edgeloom::test
