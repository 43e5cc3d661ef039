#include "drivers/mailbox.hpp"

#include "hal/mmio.hpp"

namespace edgeloom::firmware {

namespace reg = abi::mailbox::reg;

void Mailbox::send(abi::mailbox::Event event, std::initializer_list<std::uint32_t> arguments) const {
    std::uint32_t index = 0;
    for (const std::uint32_t argument : arguments) {
        mmio::write32(base_ + reg::argument.at(index++), argument);
    }
    mmio::write32(base_ + reg::event.offset, static_cast<std::uint32_t>(event));
}

} // namespace edgeloom::firmware
