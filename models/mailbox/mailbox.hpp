// The host mailbox: events from the firmware to the person who watches.
#pragma once

#include "abi/mailbox.hpp"
#include "tlm/register_bank.hpp"

#include <systemc>
#include <tlm_utils/simple_target_socket.h>

#include <array>
#include <cstdint>
#include <functional>

namespace edgeloom {

/// Hands each event and its argument words to a listener. An event code that does not exist is refused with a bus
/// error.
class Mailbox : public sc_core::sc_module {
public:
    using Arguments = std::array<std::uint32_t, abi::mailbox::arguments>;
    using Listener = std::function<void(abi::mailbox::Event, const Arguments&)>;

    tlm_utils::simple_target_socket<RegisterBank> socket;

    explicit Mailbox(sc_core::sc_module_name name);

    void on_event(Listener listener) { listener_ = std::move(listener); }
    /// Events delivered since reset.
    [[nodiscard]] std::uint32_t count() const { return count_; }

    /// As after power-on; simulated time goes on.
    void reset();

private:
    [[nodiscard]] bool deliver(std::uint32_t code);

    RegisterBank bank_;
    Listener listener_;
    std::uint32_t count_ = 0;
};

} // namespace edgeloom
