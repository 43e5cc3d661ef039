// The PLIC after a reset in the middle of its work.
#include "interrupts/plic.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

namespace reg = abi::plic::reg;

struct PlicReset : testing::Test {
    Plic plic{"plic"};
    Port port{"port"};
    sc_core::sc_signal<bool> line{"line"};
    sc_core::sc_signal<bool> first{"first"};
    sc_core::sc_signal<bool> second{"second"};

    PlicReset() {
        port.socket.bind(plic.socket);
        plic.external_interrupt.bind(line);
        plic.sources[10].bind(first);
        plic.sources[33].bind(second);
    }
    void enable() {
        port.write(reg::priority, 3, 10 - 1);
        port.write(reg::priority, 2, 33 - 1);
        port.write(reg::enable, 1U << 10, 0);
        port.write(reg::enable, 1U << 1, 1);
        let_settle();
    }
    void expect_idle() {
        EXPECT_FALSE(line.read());
        EXPECT_EQ(plic.threshold(), 0);
        for (const std::uint32_t source : {10U, 33U}) {
            EXPECT_FALSE(plic.enabled(source));
            EXPECT_FALSE(plic.claimed(source));
            EXPECT_EQ(plic.priority(source), 0);
        }
        EXPECT_EQ(port.read(reg::claim), 0);
    }
};

TEST_F(PlicReset, ForgetsWhatIsClaimedPendingAndSet) {
    play({[&] {
        enable();
        port.write(reg::threshold, 1);
        first.write(true);
        second.write(true);
        let_settle();
        EXPECT_EQ(port.read(reg::claim), 10);
        let_settle();
        EXPECT_TRUE(line.read());
        EXPECT_TRUE(plic.claimed(10));
        EXPECT_TRUE(plic.pending(33));
        first.write(false);
        second.write(false);
        let_settle();
        plic.reset();
        let_settle();
        expect_idle();
        EXPECT_FALSE(plic.pending(10));
        EXPECT_FALSE(plic.pending(33));
        EXPECT_FALSE(plic.high(33));

        // Works as after construction.
        enable();
        EXPECT_FALSE(line.read());
        first.write(true);
        let_settle();
        EXPECT_TRUE(line.read());
        first.write(false);
        let_settle();
        EXPECT_TRUE(line.read()); // past the gateway again
        EXPECT_EQ(port.read(reg::claim), 10);
        port.write(reg::claim, 10);
        let_settle();
        EXPECT_FALSE(line.read());
    }});
}

// Devices that are reset with it need a delta cycle or more to take their lines back.
TEST_F(PlicReset, DoesNotLatchALineThatFallsAtTheSameInstant) {
    play({[&] {
        enable();
        first.write(true);
        second.write(true);
        let_settle();
        plic.reset();
        sc_core::wait(sc_core::SC_ZERO_TIME);
        first.write(false);
        sc_core::wait(sc_core::SC_ZERO_TIME);
        sc_core::wait(sc_core::SC_ZERO_TIME);
        second.write(false);
        let_settle();
        EXPECT_FALSE(plic.pending(10));
        EXPECT_FALSE(plic.pending(33));
        expect_idle();
    }});
}

TEST_F(PlicReset, SeesALineThatStaysHigh) {
    play({[&] {
        enable();
        second.write(true);
        let_settle();
        EXPECT_EQ(port.read(reg::claim), 33);
        EXPECT_FALSE(plic.pending(33));
        plic.reset();
        let_settle();
        expect_idle();
        EXPECT_TRUE(plic.high(33));
        EXPECT_TRUE(plic.pending(33)); // as when it is high from the start
        enable();
        EXPECT_TRUE(line.read());
        second.write(false);
        let_settle();
        EXPECT_EQ(port.read(reg::claim), 33);
    }});
}

} // namespace
} // namespace edgeloom::test
