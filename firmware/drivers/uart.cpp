#include "drivers/uart.hpp"

#include "abi/uart.hpp"
#include "hal/mmio.hpp"

namespace edgeloom::firmware {

namespace reg = abi::uart::reg;
namespace field = abi::uart::field;

namespace {

constexpr std::uint8_t eight_bits = 0x03;
constexpr std::uint8_t fifos_on_and_clear = 0x07;

} // namespace

void Uart::open() const {
    mmio::write8(base_ + reg::lcr.offset, eight_bits);
    mmio::write8(base_ + reg::ier.offset, 0);
    mmio::write8(base_ + reg::iir_fcr.offset, fifos_on_and_clear);
}

void Uart::write(char character) const {
    while (field::holding_empty.extract(mmio::read8(base_ + reg::lsr.offset)) == 0) {
    }
    mmio::write8(base_ + reg::rbr_thr.offset, static_cast<std::uint8_t>(character));
}

std::optional<char> Uart::read() const {
    if (field::data_ready.extract(mmio::read8(base_ + reg::lsr.offset)) == 0) {
        return std::nullopt;
    }
    return static_cast<char>(mmio::read8(base_ + reg::rbr_thr.offset));
}

void Uart::enable_interrupts(std::uint8_t bits) const {
    mmio::write8(base_ + reg::ier.offset, bits);
}

std::uint8_t Uart::identify_interrupt() const {
    return mmio::read8(base_ + reg::iir_fcr.offset);
}

} // namespace edgeloom::firmware
