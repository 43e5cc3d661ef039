// UART 16550A.
#pragma once

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_target_socket.h>

#include <array>
#include <cstdint>
#include <deque>
#include <functional>

namespace edgeloom {

/// Byte registers as in the PC16550D data sheet (abi/uart.hpp). A sent byte reaches the sink at once: the line takes no
/// time, so the transmitter is always empty. Modem inputs never change by themselves: their interrupt never comes.
/// Accesses other than single bytes get a bus error.
class Uart : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<Uart> socket;
    sc_core::sc_out<bool> interrupt;

    SC_HAS_PROCESS(Uart);
    explicit Uart(sc_core::sc_module_name name);

    /// Where sent bytes go.
    void on_send(std::function<void(char)> sink) { sink_ = std::move(sink); }
    /// A byte arrives on the line; in loopback nobody listens to it.
    void receive(char byte);
    /// Bytes sent on the line since reset.
    [[nodiscard]] std::uint64_t sent() const { return state_.sent; }
    /// Bytes that have arrived and wait to be read.
    [[nodiscard]] std::size_t unread() const { return state_.received.size(); }

    /// As after power-on; simulated time goes on. An access that waits for simulated time is refused with a bus error.
    void reset();

private:
    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);
    [[nodiscard]] unsigned transport_dbg(tlm::tlm_generic_payload& transaction);
    [[nodiscard]] std::uint8_t peek(std::uint32_t offset) const;
    void after_read(std::uint32_t offset);
    void write(std::uint32_t offset, std::uint8_t value);
    void control_fifo(std::uint8_t value);
    void send(std::uint8_t value);
    void accept(std::uint8_t byte);
    [[nodiscard]] bool has_fifo() const;
    [[nodiscard]] bool in_loopback() const;
    [[nodiscard]] bool divisor_latch() const;
    [[nodiscard]] std::uint8_t identification() const;
    [[nodiscard]] std::uint8_t line_status() const;
    void drive();

    // Everything that a reset puts back.
    struct State {
        std::deque<std::uint8_t> received;
        std::array<std::uint8_t, 2> divisor{0x0C, 0};
        std::uint8_t interrupt_enable = 0;
        std::uint8_t fifo_control = 0;
        std::uint8_t line_control = 0;
        std::uint8_t modem_control = 0x08;
        std::uint8_t scratch = 0;
        bool overrun = false;
        bool holding_empty_pending = false; // the transmitter interrupt, until IIR is read or a byte written
        std::uint64_t sent = 0;
    };

    std::function<void(char)> sink_;
    State state_;
    std::uint64_t resets_ = 0;
    sc_core::sc_event change_;
};

} // namespace edgeloom
