#include "platform/gdb/packet.hpp"

#include "platform/gdb/hex.hpp"

#include <numeric>
#include <optional>

namespace edgeloom::gdb {

namespace {

constexpr char interrupt_byte = 0x03;
constexpr char escape_byte = '}';
constexpr char escape_bit = 0x20;

std::uint8_t checksum(std::string_view raw) {
    return std::accumulate(raw.begin(), raw.end(), std::uint8_t{0}, [](std::uint8_t sum, char byte) {
        return static_cast<std::uint8_t>(sum + static_cast<std::uint8_t>(byte));
    });
}

// None where the last byte is an escape of nothing.
std::optional<std::string> unescape(std::string_view raw) {
    std::string data;
    data.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != escape_byte) {
            data.push_back(raw[i]);
        } else if (++i < raw.size()) {
            data.push_back(static_cast<char>(raw[i] ^ escape_bit));
        } else {
            return std::nullopt;
        }
    }
    return data;
}

} // namespace

std::vector<Event> PacketReader::read(std::string_view bytes) {
    std::vector<Event> events;
    for (const char byte : bytes) {
        switch (state_) {
        case State::between:
            between(byte, events);
            break;
        case State::inside:
            inside(byte);
            break;
        case State::first_digit:
            digits_.assign(1, byte);
            state_ = State::second_digit;
            break;
        case State::second_digit:
            digits_.push_back(byte);
            events.push_back(complete());
            break;
        }
    }
    return events;
}

// Acknowledgements, and whatever else lies between packets, mean nothing to us.
void PacketReader::between(char byte, std::vector<Event>& events) {
    if (byte == '$') {
        begin();
    } else if (byte == interrupt_byte) {
        events.push_back({Event::Kind::interrupt, {}});
    } else if (byte == '-') {
        events.push_back({Event::Kind::again, {}});
    }
}

void PacketReader::inside(char byte) {
    if (byte == '$') { // is escaped inside a packet: the end of the one before got lost
        begin();
        return;
    }
    if (byte == '#') {
        state_ = State::first_digit;
        return;
    }
    sum_ += static_cast<std::uint8_t>(byte);
    if (raw_.size() < packet_size) {
        raw_.push_back(byte);
    } else {
        too_long_ = true;
    }
}

void PacketReader::begin() {
    state_ = State::inside;
    raw_.clear();
    too_long_ = false;
    sum_ = 0;
}

Event PacketReader::complete() {
    state_ = State::between;
    const auto sum = bytes_from_hex(digits_);
    if (!sum || sum->front() != static_cast<std::uint8_t>(sum_)) {
        return {Event::Kind::damaged, {}};
    }
    auto payload = unescape(raw_);
    if (too_long_ || !payload) {
        return {Event::Kind::unusable, {}};
    }
    return {Event::Kind::packet, std::move(*payload)};
}

std::string frame(std::string_view payload) {
    const std::uint8_t sum = checksum(payload);
    std::string framed;
    framed.reserve(payload.size() + 4);
    framed.append("$").append(payload).append("#").append(to_hex({&sum, 1}));
    return framed;
}

std::string escape(std::string_view data) {
    constexpr std::string_view special = "#$}*"; // in an answer, * would begin a run length
    std::string escaped;
    escaped.reserve(data.size());
    for (const char byte : data) {
        if (special.find(byte) == std::string_view::npos) {
            escaped.push_back(byte);
        } else {
            escaped.append({escape_byte, static_cast<char>(byte ^ escape_bit)});
        }
    }
    return escaped;
}

} // namespace edgeloom::gdb
