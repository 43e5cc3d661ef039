// What raises the interrupt, in which order the causes are named, and what clears them.
#include "unit/uart/uart_bench.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

namespace reg = abi::uart::reg;

// Interrupt identification.
constexpr unsigned none = 0x01;
constexpr unsigned cause_line = 0x06;
constexpr unsigned cause_data = 0x04;
constexpr unsigned cause_timeout = 0x0C;
constexpr unsigned cause_transmitter = 0x02;
constexpr unsigned fifos = 0xC0;

void expect_cause(UartBench& bench, unsigned cause) {
    EXPECT_EQ(bench.interrupted(), (cause & none) == 0);
    EXPECT_EQ(bench.port.debug_read<std::uint8_t>(reg::iir_fcr.offset), cause);
}

TEST(UartInterrupt, NeedsItsEnable) {
    UartBench bench;
    play({[&] {
        bench.receive("ab");
        expect_cause(bench, none);
        bench.write(reg::ier, received_data);
        expect_cause(bench, cause_data);
        bench.write(reg::ier, line_status);
        expect_cause(bench, cause_line);
        bench.write(reg::ier, transmitter_empty);
        expect_cause(bench, cause_transmitter);
        bench.write(reg::ier, 0);
        expect_cause(bench, none);
    }});
}

TEST(UartInterrupt, NamesTheCausesByPriority) {
    UartBench bench;
    play({[&] {
        bench.write(reg::ier, received_data | transmitter_empty | line_status);
        bench.receive("ab");
        expect_cause(bench, cause_line);
        EXPECT_EQ(bench.read(reg::iir_fcr), cause_line); // reading does not clear it
        expect_cause(bench, cause_line);
        bench.read(reg::lsr);
        expect_cause(bench, cause_data);
        EXPECT_EQ(bench.read(reg::iir_fcr), cause_data);
        expect_cause(bench, cause_data);
        bench.read(reg::rbr_thr);
        expect_cause(bench, cause_transmitter);
        EXPECT_EQ(bench.read(reg::iir_fcr), cause_transmitter); // this one is cleared
        expect_cause(bench, none);
    }});
}

TEST(UartInterrupt, ComesAgainWithTheNextByteSent) {
    UartBench bench;
    play({[&] {
        bench.write(reg::ier, transmitter_empty);
        bench.read(reg::iir_fcr);
        expect_cause(bench, none);
        bench.write(reg::rbr_thr, 'a');
        expect_cause(bench, cause_transmitter);
        bench.read(reg::iir_fcr);
        bench.write(reg::ier, transmitter_empty); // enabled already
        expect_cause(bench, none);
        bench.write(reg::ier, 0);
        bench.write(reg::ier, transmitter_empty);
        expect_cause(bench, cause_transmitter);
    }});
}

// Below the trigger level the data wait for the character timeout. The line takes no time: it comes at once.
TEST(UartInterrupt, TellsATimeoutFromTheTriggerLevel) {
    UartBench bench;
    play({[&] {
        bench.write(reg::ier, received_data);
        for (const auto& [select, level] : {std::pair{0U, 1U}, {1U, 4U}, {2U, 8U}, {3U, 14U}}) {
            bench.write(reg::iir_fcr, select << 6 | fifo_clear_receiver | fifo_on);
            expect_cause(bench, fifos | none);
            for (unsigned bytes = 1; bytes <= 16; ++bytes) {
                bench.receive("x");
                expect_cause(bench, fifos | (bytes < level ? cause_timeout : cause_data));
            }
            bench.read(reg::rbr_thr);
            expect_cause(bench, fifos | cause_data);
        }
    }});
}

TEST(UartInterrupt, GoesWithTheClearedFifo) {
    UartBench bench;
    play({[&] {
        bench.write(reg::iir_fcr, fifo_on);
        bench.write(reg::ier, received_data);
        bench.receive("abc");
        expect_cause(bench, fifos | cause_data);
        bench.write(reg::iir_fcr, fifo_on | fifo_clear_receiver);
        expect_cause(bench, fifos | none);
    }});
}

TEST(UartInterrupt, IsRaisedInTheInstantOfItsCause) {
    UartBench bench;
    sc_core::sc_time raised;
    play({[&] {
              bench.write(reg::ier, received_data);
              sc_core::wait(nanoseconds(70));
              bench.receive("a");
          },
          [&] {
              sc_core::wait(bench.interrupt.posedge_event());
              raised = sc_core::sc_time_stamp();
          }});
    EXPECT_EQ(raised, nanoseconds(70));
}

} // namespace
} // namespace edgeloom::test
