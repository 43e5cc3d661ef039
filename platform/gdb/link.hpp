// Packets to and from a debugger over a stream of bytes, with acknowledgements (GDB manual, E.1, "Overview", and E.11,
// "Packet Acknowledgment").
#pragma once

#include "platform/gdb/packet.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace edgeloom::gdb {

class Link {
public:
    /// Bytes have come from the debugger.
    void receive(std::string_view bytes);

    /// Something of what came has not been dealt with.
    [[nodiscard]] bool pending() const { return !inbox_.empty(); }
    /// So much of it, though the debugger should wait for us, that it means no good.
    [[nodiscard]] bool flooded() const;
    /// Deals with the next event; the packet, if it was one that can be read. An interrupt is dropped: the target
    /// stands still already.
    [[nodiscard]] std::optional<std::string> next_packet();
    /// Takes an interrupt out of what came, packets or not before it.
    [[nodiscard]] bool take_interrupt();

    void send(std::string_view payload);
    /// What is to be sent to the debugger.
    [[nodiscard]] std::string take_output();

    /// Both sides trust the connection from now on.
    void stop_acknowledging() { acknowledge_ = false; }

private:
    void acknowledge(char sign);

    PacketReader reader_;
    std::deque<Event> inbox_;
    std::string output_;
    std::string last_sent_; // in its frame
    bool acknowledge_ = true;
};

} // namespace edgeloom::gdb
