// A UART with an initiator and a line to write on.
#pragma once

#include "abi/uart.hpp"
#include "support/port.hpp"
#include "support/script.hpp"
#include "uart/uart.hpp"

#include <cstdint>
#include <string>

namespace edgeloom::test {

// Bits and values of the PC16550D data sheet.
inline constexpr std::uint8_t received_data = 0x01; // IER
inline constexpr std::uint8_t transmitter_empty = 0x02;
inline constexpr std::uint8_t line_status = 0x04;
inline constexpr std::uint8_t fifo_on = 0x01; // FCR
inline constexpr std::uint8_t fifo_clear_receiver = 0x02;
inline constexpr std::uint8_t divisor_access = 0x80; // LCR
inline constexpr std::uint8_t loop = 0x10;           // MCR
inline constexpr std::uint8_t idle = 0x60;           // LSR
inline constexpr std::uint8_t data_ready = 0x01;
inline constexpr std::uint8_t overrun = 0x02;

struct UartBench {
    Uart uart{"uart"};
    Port port{"port"};
    sc_core::sc_signal<bool> interrupt{"interrupt"};
    std::string line;

    UartBench() {
        port.socket.bind(uart.socket);
        uart.interrupt.bind(interrupt);
        uart.on_send([this](char byte) { line.push_back(byte); });
    }

    tlm::tlm_response_status write(const abi::Register& reg, unsigned value) {
        return port.write(reg.offset, static_cast<std::uint8_t>(value));
    }
    unsigned read(const abi::Register& reg) { return port.read<std::uint8_t>(reg.offset); }
    void receive(const std::string& bytes) {
        for (const char byte : bytes) {
            uart.receive(byte);
        }
    }
    /// Reads as long as LSR says that there is something.
    std::string read_all() {
        std::string bytes;
        while ((read(abi::uart::reg::lsr) & data_ready) != 0) {
            bytes.push_back(static_cast<char>(read(abi::uart::reg::rbr_thr)));
        }
        return bytes;
    }
    bool interrupted() {
        let_settle();
        return interrupt.read();
    }
};

} // namespace edgeloom::test
