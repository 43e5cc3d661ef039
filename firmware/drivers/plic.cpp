#include "drivers/plic.hpp"

#include "abi/plic.hpp"
#include "hal/mmio.hpp"

namespace edgeloom::firmware {

namespace reg = abi::plic::reg;

namespace {

constexpr std::uint32_t word_bits = 32;

} // namespace

void Plic::enable(std::uint32_t source, std::uint32_t priority) const {
    mmio::write32(base_ + reg::priority.at(source - 1), priority);
    const std::uint32_t word = base_ + reg::enable.at(source / word_bits);
    mmio::write32(word, mmio::read32(word) | 1U << source % word_bits);
}

void Plic::disable(std::uint32_t source) const {
    const std::uint32_t word = base_ + reg::enable.at(source / word_bits);
    mmio::write32(word, mmio::read32(word) & ~(1U << source % word_bits));
}

void Plic::set_threshold(std::uint32_t threshold) const {
    mmio::write32(base_ + reg::threshold.offset, threshold);
}

std::uint32_t Plic::claim() const {
    return mmio::read32(base_ + reg::claim.offset);
}

void Plic::complete(std::uint32_t source) const {
    mmio::write32(base_ + reg::claim.offset, source);
}

} // namespace edgeloom::firmware
