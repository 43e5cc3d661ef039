// The byte registers, the divisor latch, sending and loopback.
#include "unit/uart/uart_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace edgeloom::test {
namespace {

namespace reg = abi::uart::reg;

TEST(UartRegisters, HaveTheirResetValues) {
    UartBench bench;
    play({[&] {
        for (const abi::Register& declaration : abi::uart::registers) {
            EXPECT_EQ(bench.read(declaration), declaration.reset) << declaration.name;
            EXPECT_EQ(bench.port.status, tlm::TLM_OK_RESPONSE) << declaration.name;
        }
        EXPECT_FALSE(bench.interrupted());
    }});
}

TEST(UartRegisters, KeepTheBitsThatExist) {
    UartBench bench;
    play({[&] {
        for (const auto& [declaration, kept] :
             {std::pair{reg::ier, 0x0FU}, {reg::mcr, 0x1FU}, {reg::lcr, 0xFFU}, {reg::scr, 0xFFU}}) {
            for (const unsigned value : {0xFFU, 0x00U, 0xA5U}) {
                bench.write(declaration, value);
                EXPECT_EQ(bench.read(declaration), value & kept) << declaration.name;
            }
            bench.write(declaration, 0);
        }
    }});
}

TEST(UartRegisters, IgnoreWritesToTheStatus) {
    UartBench bench;
    play({[&] {
        for (const abi::Register& declaration : {reg::lsr, reg::msr}) {
            EXPECT_EQ(bench.write(declaration, 0x0F), tlm::TLM_OK_RESPONSE);
            EXPECT_EQ(bench.read(declaration), declaration.reset);
        }
    }});
}

TEST(UartRegisters, RefuseAllButSingleBytes) {
    UartBench bench;
    std::uint8_t enable = TLM_BYTE_ENABLED;
    const auto with_enable = [&](tlm::tlm_generic_payload& transaction) {
        transaction.set_byte_enable_ptr(&enable);
        transaction.set_byte_enable_length(1);
    };
    play({[&] {
        EXPECT_EQ(bench.port.write<std::uint32_t>(0, 'a'), tlm::TLM_BURST_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write<std::uint8_t>(0, 'a', with_enable), tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write<std::uint8_t>(8, 'a'), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write<std::uint8_t>(std::uint64_t{1} << 32, 'a'), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.line, "");
    }});
}

TEST(UartRegisters, ShareTwoAddressesWithTheDivisorLatch) {
    UartBench bench;
    play({[&] {
        bench.write(reg::ier, received_data);
        bench.write(reg::lcr, divisor_access | 3);
        bench.write(reg::rbr_thr, 0x36);
        bench.write(reg::ier, 0x01);
        EXPECT_EQ(bench.read(reg::rbr_thr), 0x36);
        EXPECT_EQ(bench.read(reg::ier), 0x01);
        bench.write(reg::ier, 0xFF);
        bench.receive("r");
        EXPECT_EQ(bench.read(reg::rbr_thr), 0x36); // not the received byte
        bench.write(reg::lcr, 3);
        EXPECT_EQ(bench.read(reg::ier), received_data);
        EXPECT_EQ(bench.read(reg::rbr_thr), 'r');
        EXPECT_EQ(bench.line, "");
        bench.write(reg::lcr, divisor_access);
        EXPECT_EQ(bench.read(reg::rbr_thr), 0x36);
        EXPECT_EQ(bench.read(reg::ier), 0xFF);
    }});
}

TEST(UartSends, EveryByteAtOnce) {
    UartBench bench;
    play({[&] {
        for (const char byte : std::string("hello\n")) {
            EXPECT_EQ(bench.read(reg::lsr), idle);
            bench.write(reg::rbr_thr, static_cast<unsigned char>(byte));
        }
        EXPECT_EQ(bench.line, "hello\n");
        EXPECT_EQ(bench.uart.sent(), 6);
        EXPECT_EQ(sc_core::sc_time_stamp(), sc_core::SC_ZERO_TIME);
    }});
}

TEST(UartSends, AtTheTimeOfTheAccess) {
    UartBench bench;
    sc_core::sc_time sent;
    bench.uart.on_send([&](char) { sent = sc_core::sc_time_stamp(); });
    play({[&] {
        bench.port.ahead = nanoseconds(50);
        bench.write(reg::rbr_thr, 'a');
        EXPECT_EQ(sent, nanoseconds(50));
        EXPECT_EQ(bench.port.returned, sc_core::SC_ZERO_TIME);
    }});
}

// Firmware polls the status before every byte: that must not cost a change of process each time.
TEST(UartSends, PollingTheStatusDoesNotWait) {
    UartBench bench;
    play({[&] {
        bench.port.ahead = nanoseconds(50);
        EXPECT_EQ(bench.read(reg::lsr), idle);
        EXPECT_EQ(bench.port.returned, nanoseconds(50));
    }});
}

TEST(UartLoopback, ReceivesWhatItSendsAndIsCutOffTheLine) {
    UartBench bench;
    play({[&] {
        bench.write(reg::iir_fcr, fifo_on);
        bench.write(reg::mcr, loop);
        bench.write(reg::rbr_thr, 'a');
        bench.receive("x");
        bench.write(reg::rbr_thr, 'b');
        EXPECT_EQ(bench.read_all(), "ab");
        EXPECT_EQ(bench.line, "");
        EXPECT_EQ(bench.uart.sent(), 0);
        bench.write(reg::mcr, 0);
        bench.write(reg::rbr_thr, 'c');
        bench.receive("y");
        EXPECT_EQ(bench.read_all(), "y");
        EXPECT_EQ(bench.line, "c");
    }});
}

// DTR, RTS, OUT1 and OUT2 come back as DSR, CTS, RI and DCD.
TEST(UartLoopback, ConnectsTheModemLines) {
    UartBench bench;
    play({[&] {
        for (const auto& [control, status] :
             {std::pair{0x0U, 0x00U}, {0x1U, 0x20U}, {0x2U, 0x10U}, {0x4U, 0x40U}, {0x8U, 0x80U}, {0xFU, 0xF0U}}) {
            bench.write(reg::mcr, loop | control);
            EXPECT_EQ(bench.read(reg::msr) & 0xF0U, status);
        }
        bench.write(reg::mcr, 0);
        EXPECT_EQ(bench.read(reg::msr), reg::msr.reset);
    }});
}

TEST(UartDebug, ReadsAllRegistersWithoutSideEffects) {
    UartBench bench;
    play({[&] {
        bench.write(reg::ier, received_data | transmitter_empty | line_status);
        bench.receive("ab"); // the second overruns
        std::array<std::uint8_t, 10> bytes{};
        for (int round = 0; round < 2; ++round) {
            EXPECT_EQ(bench.port.debug(tlm::TLM_READ_COMMAND, 0, bytes), 8U);
            EXPECT_THAT(bytes,
                        testing::ElementsAre('b', 0x07, 0x06, 0, 0x08, idle | data_ready | overrun, 0xB0, 0, 0, 0));
        }
        EXPECT_EQ(bench.port.debug_write<std::uint8_t>(0, 'x'), 0U);
        EXPECT_EQ(bench.line, "");
        EXPECT_TRUE(bench.interrupted());
    }});
}

} // namespace
} // namespace edgeloom::test
