// Packets of the remote serial protocol in a stream of bytes (GDB manual, appendix E.1, "Overview").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom::gdb {

/// Bytes that a packet may have between `$` and `#`, in either direction; the debugger hears of it in qSupported.
inline constexpr std::size_t packet_size = 0x4000;

/// What came from the debugger.
struct Event {
    enum class Kind : std::uint8_t {
        packet,    ///< with `payload`, escapes resolved
        damaged,   ///< a packet with a wrong checksum
        unusable,  ///< a packet with the right checksum that is too long, or ends inside an escape
        again,     ///< the debugger did not understand our last packet
        interrupt, ///< Ctrl-C
    };
    Kind kind = Kind::packet;
    std::string payload;
};

/// Cuts a stream into events. Holds at most one packet, and of that no more than packet_size bytes.
class PacketReader {
public:
    /// The events that these bytes complete.
    [[nodiscard]] std::vector<Event> read(std::string_view bytes);

private:
    enum class State : std::uint8_t { between, inside, first_digit, second_digit };

    void between(char byte, std::vector<Event>& events);
    void inside(char byte);
    void begin();
    [[nodiscard]] Event complete();

    State state_ = State::between;
    std::string raw_; // escapes unresolved
    bool too_long_ = false;
    unsigned sum_ = 0;
    std::string digits_; // of the checksum
};

/// The payload with its frame and checksum.
[[nodiscard]] std::string frame(std::string_view payload);

/// Binary data as a packet may carry it.
[[nodiscard]] std::string escape(std::string_view data);

} // namespace edgeloom::gdb
