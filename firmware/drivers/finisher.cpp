#include "drivers/finisher.hpp"

#include "abi/finisher.hpp"
#include "hal/mmio.hpp"

namespace edgeloom::firmware {

void Finisher::end(int code) const {
    const std::uint32_t word =
        code == 0 ? abi::finisher::pass : abi::finisher::fail | static_cast<std::uint32_t>(code) << 16;
    while (true) {
        mmio::write32(base_ + abi::finisher::reg::finish.offset, word);
    }
}

} // namespace edgeloom::firmware
