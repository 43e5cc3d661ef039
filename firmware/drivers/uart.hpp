// UART 16550A, polled.
#pragma once

#include <cstdint>
#include <optional>

namespace edgeloom::firmware {

class Uart {
public:
    explicit Uart(std::uint32_t base) : base_(base) {}

    /// 8 data bits, no parity, one stop bit, FIFOs on, interrupts off.
    void open() const;
    /// Waits until the transmitter takes the character.
    void write(char character) const;
    /// The received character, if there is one.
    [[nodiscard]] std::optional<char> read() const;
    /// Bits of IER (abi/uart.hpp).
    void enable_interrupts(std::uint8_t bits) const;
    /// The interrupt that is pending, as IIR gives it; reading it ends the transmitter's.
    [[nodiscard]] std::uint8_t identify_interrupt() const;

private:
    std::uint32_t base_;
};

} // namespace edgeloom::firmware
