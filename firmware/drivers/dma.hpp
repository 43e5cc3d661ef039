// The scatter-gather DMA controller.
#pragma once

#include "abi/dma.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::firmware {

/// Where the controller finds something in memory. The bus has 32 address bits; a host's pointers, in unit tests, are
/// cut.
[[nodiscard]] std::uint32_t bus_address(const void* memory);

/// Links descriptors that lie one behind the other into a chain.
void link(std::span<abi::dma::Descriptor> descriptors);

/// One channel of the controller.
class DmaChannel {
public:
    DmaChannel(std::uint32_t base, std::uint32_t number) : base_(base), number_(number) {}

    /// Starts with the chain that begins at `first`, which must stay as it is until the channel is done.
    void start(const abi::dma::Descriptor& first) const;
    void abort() const;
    [[nodiscard]] bool busy() const;
    /// Bits of IRQ_ENABLE (abi/dma.hpp).
    void enable_interrupts(std::uint32_t bits) const;
    /// Reads and clears the pending interrupts. An error's code has to be read before.
    std::uint32_t take_interrupts() const;
    [[nodiscard]] abi::dma::Error error() const;
    [[nodiscard]] std::uint32_t error_address() const;

private:
    [[nodiscard]] std::uint32_t address(const abi::Register& reg) const { return base_ + reg.at(number_); }

    std::uint32_t base_;
    std::uint32_t number_;
};

} // namespace edgeloom::firmware
