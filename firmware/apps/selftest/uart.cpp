// The UART: its registers as the driver leaves them, and receiving by loopback. While the loop is closed nothing is
// printed, and every wait has an end.
#include "drivers/uart.hpp"

#include "abi/memory_map.hpp"
#include "abi/uart.hpp"
#include "apps/selftest/check.hpp"
#include "drivers/clint.hpp"
#include "hal/mmio.hpp"

#include <array>
#include <optional>

namespace edgeloom::firmware::selftest {

namespace {

namespace reg = abi::uart::reg;
namespace field = abi::uart::field;

constexpr std::uint8_t loopback = 0x10;
constexpr std::uint8_t received_interrupt = 0x04;
constexpr std::uint8_t interrupt_mask = 0x0F; // of IIR, without the FIFO bits

const Uart uart(abi::memory_map::uart.base);

std::uint8_t read(const abi::Register& declaration) {
    return mmio::read8(abi::memory_map::uart.base + declaration.offset);
}
void write(const abi::Register& declaration, std::uint8_t value) {
    mmio::write8(abi::memory_map::uart.base + declaration.offset, value);
}

// Whether `condition` comes true within 100 ms.
template <class Condition>
bool soon(Condition condition) {
    const Clint clint(abi::memory_map::clint.base);
    const std::uint64_t end = clint.time() + abi::mtime_hz / 10;
    while (!condition()) {
        if (clint.time() >= end) {
            return false;
        }
    }
    return true;
}

std::optional<char> receive() {
    std::optional<char> character;
    soon([&character] {
        character = uart.read();
        return character.has_value();
    });
    return character;
}

bool line_is_idle() {
    return field::transmitter_empty.extract(read(reg::lsr)) != 0;
}

int check_values() {
    struct Expected {
        const char* what;
        const abi::Register& declaration;
        std::uint8_t value;
    };
    const std::array expected{
        Expected{"IER", reg::ier, 0},
        Expected{"IIR with FIFOs and nothing pending", reg::iir_fcr, 0xC1},
        Expected{"LCR", reg::lcr, 0x03},
        Expected{"MCR", reg::mcr, static_cast<std::uint8_t>(reg::mcr.reset)},
        Expected{"MSR", reg::msr, static_cast<std::uint8_t>(reg::msr.reset)},
        Expected{"SCR", reg::scr, 0},
    };
    int failed = expect("UART falls idle", soon(line_is_idle), 1);
    for (const Expected& e : expected) {
        failed += expect(e.what, read(e.declaration), e.value);
    }
    constexpr std::uint8_t pattern = 0xA5;
    write(reg::scr, pattern);
    failed += expect("SCR after a write", read(reg::scr), pattern);
    constexpr std::uint8_t divisor = 0x12;
    const std::uint8_t line_control = read(reg::lcr);
    write(reg::lcr, static_cast<std::uint8_t>(line_control | field::divisor_latch.mask()));
    write(reg::ier, divisor);
    const std::uint8_t latched = read(reg::ier);
    write(reg::ier, 0);
    write(reg::lcr, line_control);
    failed += expect("divisor latch", latched, divisor);
    return failed + expect("IER beside the divisor latch", read(reg::ier), 0);
}

int check_receiving() {
    constexpr char sent = 'e';
    soon([] { return !uart.read(); }); // what somebody typed
    write(reg::mcr, static_cast<std::uint8_t>(reg::mcr.reset | loopback));
    uart.write(sent);
    const bool arrived = soon([] { return field::data_ready.extract(read(reg::lsr)) != 0; });
    uart.enable_interrupts(static_cast<std::uint8_t>(field::received.mask()));
    const std::uint8_t identified = uart.identify_interrupt();
    uart.enable_interrupts(0);
    const std::optional<char> received = receive();
    const bool more = uart.read().has_value();
    soon(line_is_idle);
    write(reg::mcr, static_cast<std::uint8_t>(reg::mcr.reset));
    return expect("byte in loopback arrives", arrived, 1) +
           expect("interrupt of a received byte", identified & interrupt_mask, received_interrupt) +
           expect("received byte", static_cast<std::uint8_t>(received.value_or(0)), sent) +
           expect("a second byte", more, 0);
}

} // namespace

int check_uart() {
    return check_values() + check_receiving();
}

} // namespace edgeloom::firmware::selftest
