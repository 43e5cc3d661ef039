#include "drivers/dma.hpp"

#include "hal/mmio.hpp"

namespace edgeloom::firmware {

namespace reg = abi::dma::reg;
namespace field = abi::dma::field;

std::uint32_t bus_address(const void* memory) {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(memory));
}

void link(std::span<abi::dma::Descriptor> descriptors) {
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        descriptors[i].next = i + 1 < descriptors.size() ? bus_address(&descriptors[i + 1]) : 0;
    }
}

void DmaChannel::start(const abi::dma::Descriptor& first) const {
    mmio::publish();
    mmio::write32(address(reg::descriptor), bus_address(&first));
    mmio::write32(address(reg::control), field::start.mask());
}

void DmaChannel::abort() const {
    mmio::write32(address(reg::control), field::abort.mask());
}

bool DmaChannel::busy() const {
    return field::busy.extract(mmio::read32(address(reg::status))) != 0;
}

void DmaChannel::enable_interrupts(std::uint32_t bits) const {
    mmio::write32(address(reg::irq_enable), bits);
}

std::uint32_t DmaChannel::take_interrupts() const {
    const std::uint32_t pending = mmio::read32(address(reg::irq_status));
    mmio::write32(address(reg::irq_status), pending);
    return pending;
}

abi::dma::Error DmaChannel::error() const {
    return static_cast<abi::dma::Error>(mmio::read32(address(reg::error_code)));
}

std::uint32_t DmaChannel::error_address() const {
    return mmio::read32(address(reg::error_address));
}

} // namespace edgeloom::firmware
