// Events to the host.
#pragma once

#include "abi/mailbox.hpp"

#include <cstdint>
#include <initializer_list>

namespace edgeloom::firmware {

class Mailbox {
public:
    explicit Mailbox(std::uint32_t base) : base_(base) {}

    /// Delivers an event with its argument words, at most abi::mailbox::arguments.
    void send(abi::mailbox::Event event, std::initializer_list<std::uint32_t> arguments = {}) const;

private:
    std::uint32_t base_;
};

} // namespace edgeloom::firmware
