#include "drivers/clint.hpp"

#include "abi/clint.hpp"
#include "hal/mmio.hpp"

namespace edgeloom::firmware {

namespace reg = abi::clint::reg;

namespace {

constexpr std::uint32_t never = 0xFFFF'FFFF;

} // namespace

// The upper word is read twice: the lower may wrap in between.
std::uint64_t Clint::time() const {
    while (true) {
        const std::uint32_t high = mmio::read32(base_ + reg::mtime_high.offset);
        const std::uint32_t low = mmio::read32(base_ + reg::mtime_low.offset);
        if (mmio::read32(base_ + reg::mtime_high.offset) == high) {
            return std::uint64_t{high} << 32 | low;
        }
    }
}

// No alarm may come from a comparison with half of the new time.
void Clint::set_alarm(std::uint64_t time) const {
    mmio::write32(base_ + reg::mtimecmp_high.offset, never);
    mmio::write32(base_ + reg::mtimecmp_low.offset, static_cast<std::uint32_t>(time));
    mmio::write32(base_ + reg::mtimecmp_high.offset, static_cast<std::uint32_t>(time >> 32));
}

void Clint::clear_alarm() const {
    set_alarm(~std::uint64_t{0});
}
void Clint::raise_software_interrupt() const {
    mmio::write32(base_ + reg::msip.offset, 1);
}
void Clint::clear_software_interrupt() const {
    mmio::write32(base_ + reg::msip.offset, 0);
}

} // namespace edgeloom::firmware
