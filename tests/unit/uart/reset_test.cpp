// The UART after a reset in the middle of its work.
#include "unit/uart/uart_bench.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

namespace reg = abi::uart::reg;

TEST(UartReset, PutsEveryRegisterBackAndLetsTheLineFall) {
    UartBench bench;
    play({[&] {
        bench.write(reg::lcr, divisor_access);
        bench.write(reg::rbr_thr, 0x55);
        bench.write(reg::ier, 0x44);
        bench.write(reg::lcr, 0x03);
        bench.write(reg::iir_fcr, fifo_on);
        bench.write(reg::ier, received_data | transmitter_empty | line_status);
        bench.write(reg::scr, 0x5A);
        bench.write(reg::rbr_thr, 'a');
        bench.receive("more bytes than the FIFO");
        bench.write(reg::mcr, 0x03);
        EXPECT_TRUE(bench.interrupted());
        EXPECT_EQ(bench.uart.sent(), 1);
        EXPECT_EQ(bench.uart.unread(), 16);
        bench.uart.reset();
        EXPECT_FALSE(bench.interrupted());
        EXPECT_EQ(bench.uart.sent(), 0);
        EXPECT_EQ(bench.uart.unread(), 0);
        for (const abi::Register& declaration : abi::uart::registers) {
            EXPECT_EQ(bench.read(declaration), declaration.reset) << declaration.name;
        }
        bench.write(reg::lcr, divisor_access);
        EXPECT_EQ(bench.read(reg::rbr_thr), 0x0C);
        EXPECT_EQ(bench.read(reg::ier), 0);
    }});
}

TEST(UartReset, LeavesAUartThatSendsReceivesAndInterrupts) {
    UartBench bench;
    play({[&] {
        bench.write(reg::mcr, loop);
        bench.write(reg::rbr_thr, 'x');
        bench.uart.reset();
        let_settle();
        EXPECT_EQ(bench.read_all(), "");
        bench.write(reg::rbr_thr, 'y'); // the sink is still there, the loop is not
        EXPECT_EQ(bench.line, "y");
        EXPECT_EQ(bench.uart.sent(), 1);
        bench.write(reg::ier, received_data);
        bench.receive("z");
        EXPECT_TRUE(bench.interrupted());
        EXPECT_EQ(bench.read_all(), "z");
        EXPECT_FALSE(bench.interrupted());
    }});
}

TEST(UartReset, RefusesAnAccessThatWaitsForItsTime) {
    UartBench bench;
    play({[&] {
              bench.port.ahead = nanoseconds(100);
              EXPECT_EQ(bench.write(reg::rbr_thr, 'a'), tlm::TLM_GENERIC_ERROR_RESPONSE);
              EXPECT_EQ(bench.write(reg::rbr_thr, 'b'), tlm::TLM_OK_RESPONSE);
          },
          [&] {
              sc_core::wait(nanoseconds(50));
              bench.uart.reset();
          }});
    EXPECT_EQ(bench.line, "b");
}

} // namespace
} // namespace edgeloom::test
