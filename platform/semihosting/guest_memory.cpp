#include "platform/semihosting/guest_memory.hpp"

#include <boost/endian/conversion.hpp>

#include <algorithm>

namespace edgeloom::semihosting {

namespace {

// Memories begin and end at multiples of it.
constexpr std::uint32_t line = 64;

} // namespace

bool GuestMemory::holds(std::uint32_t address, std::uint32_t length) const {
    if (length == 0) {
        return true;
    }
    std::uint8_t byte = 0;
    const std::uint32_t last = address + (length - 1);
    return last >= address && peek_(address, {&byte, 1}) && peek_(last, {&byte, 1});
}

bool GuestMemory::read(std::uint32_t address, std::span<std::uint8_t> bytes) const {
    return holds(address, static_cast<std::uint32_t>(bytes.size())) && (bytes.empty() || peek_(address, bytes));
}

bool GuestMemory::write(std::uint32_t address, std::span<const std::uint8_t> bytes) const {
    return holds(address, static_cast<std::uint32_t>(bytes.size())) && (bytes.empty() || poke_(address, bytes));
}

std::optional<std::uint32_t> GuestMemory::word(std::uint32_t address) const {
    std::array<std::uint8_t, sizeof(std::uint32_t)> bytes{};
    if (!read(address, bytes)) {
        return std::nullopt;
    }
    return boost::endian::load_little_u32(bytes.data());
}

bool GuestMemory::write_word(std::uint32_t address, std::uint32_t value) const {
    std::array<std::uint8_t, sizeof value> bytes{};
    boost::endian::store_little_u32(bytes.data(), value);
    return write(address, bytes);
}

std::optional<std::string> GuestMemory::text(std::uint32_t address, std::uint32_t length) const {
    std::string text;
    const auto append = [&](std::span<const std::uint8_t> bytes) {
        text += as_text(bytes);
        return true;
    };
    if (length > piece || !read_pieces(address, length, append)) {
        return std::nullopt;
    }
    return text;
}

bool GuestMemory::read_pieces(std::uint32_t address, std::uint32_t length, const Sink& sink) const {
    if (!holds(address, length)) {
        return false;
    }
    std::array<std::uint8_t, piece> buffer{};
    while (length != 0) {
        const auto part = std::span(buffer).first(std::min(piece, length));
        if (!peek_(address, part)) {
            return false;
        }
        if (!sink(part)) {
            return true;
        }
        address += static_cast<std::uint32_t>(part.size());
        length -= static_cast<std::uint32_t>(part.size());
    }
    return true;
}

bool GuestMemory::read_string(std::uint32_t address, std::uint32_t most, const Sink& sink) const {
    std::array<std::uint8_t, line> buffer{};
    while (most != 0) {
        const auto part = std::span(buffer).first(std::min(most, line - address % line));
        if (!peek_(address, part)) {
            return false;
        }
        const auto zero = std::ranges::find(part, 0);
        if (!sink(part.first(static_cast<std::size_t>(zero - part.begin()))) || zero != part.end()) {
            return true;
        }
        address += static_cast<std::uint32_t>(part.size());
        most -= static_cast<std::uint32_t>(part.size());
    }
    return false;
}

} // namespace edgeloom::semihosting
