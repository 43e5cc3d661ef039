#include "mailbox/mailbox.hpp"

namespace edgeloom {

namespace reg = abi::mailbox::reg;

Mailbox::Mailbox(sc_core::sc_module_name name) : sc_module(name), socket("socket"), bank_(abi::mailbox::map) {
    socket.register_b_transport(&bank_, &RegisterBank::b_transport);
    socket.register_transport_dbg(&bank_, &RegisterBank::transport_dbg);
    bank_.on_write(reg::event, [this](std::uint32_t, std::uint32_t code) { return deliver(code); });
    bank_.on_read(reg::count, [this](std::uint32_t) { return count_; });
}

void Mailbox::reset() {
    bank_.reset();
    count_ = 0;
}

bool Mailbox::deliver(std::uint32_t code) {
    if (code < static_cast<std::uint32_t>(abi::mailbox::Event::initialised) ||
        code > static_cast<std::uint32_t>(abi::mailbox::last_event)) {
        return false;
    }
    ++count_;
    if (listener_) {
        Arguments arguments{};
        for (std::uint32_t i = 0; i < arguments.size(); ++i) {
            arguments[i] = bank_(reg::argument, i);
        }
        listener_(static_cast<abi::mailbox::Event>(code), arguments);
    }
    return true;
}

} // namespace edgeloom
