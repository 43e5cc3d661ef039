#include "platform/gdb/memory.hpp"

#include "platform/gdb/hex.hpp"
#include "platform/gdb/packet.hpp"
#include "platform/gdb/reply.hpp"

#include <boost/crc.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace edgeloom::gdb {

std::string Memory::read(Cursor arguments) {
    const auto range = arguments.range();
    if (!range || range->length == 0 || !arguments.at_end()) {
        return reply::malformed;
    }
    std::vector<std::uint8_t> data(std::min<std::size_t>(range->length, packet_size / 2));
    const std::size_t read = std::min(target_.read_memory(range->address, data), data.size());
    return read == 0 ? reply::no_such_memory : to_hex(std::span(data).first(read));
}

std::string Memory::write(Cursor arguments) {
    const auto range = arguments.range();
    const auto data = range && arguments.skip(":") ? bytes_from_hex(arguments.rest()) : std::nullopt;
    return data ? write(*range, *data) : reply::malformed;
}

std::string Memory::write_binary(Cursor arguments) {
    const auto range = arguments.range();
    if (!range || !arguments.skip(":")) {
        return reply::malformed;
    }
    const std::string_view data = arguments.rest();
    return write(*range, std::vector<std::uint8_t>(data.begin(), data.end()));
}

std::string Memory::write(const AddressRange& range, std::span<const std::uint8_t> data) {
    if (data.size() != range.length) {
        return reply::malformed;
    }
    if (data.empty()) { // the debugger asks whether there is such a packet
        return reply::ok;
    }
    return reply::done(target_.write_memory(range.address, data), reply::no_such_memory);
}

std::string Memory::checksum(Cursor arguments) {
    constexpr std::uint32_t limit = 16U << 20; // the simulation waits meanwhile
    auto range = arguments.range();
    if (!range || range->length > limit || !arguments.at_end()) {
        return reply::malformed;
    }
    // GDB manual, E.4, "General Query Packets": no reflection, no complement at the end.
    boost::crc_optimal<32, 0x04C1'1DB7, 0xFFFF'FFFF, 0, false, false> crc;
    std::array<std::uint8_t, 4096> buffer{};
    while (range->length != 0) {
        const auto part = std::span(buffer).first(std::min<std::size_t>(range->length, buffer.size()));
        if (target_.read_memory(range->address, part) != part.size()) {
            return reply::no_such_memory;
        }
        crc.process_bytes(part.data(), part.size());
        range->address += static_cast<std::uint32_t>(part.size());
        range->length -= static_cast<std::uint32_t>(part.size());
    }
    return "C" + number_to_hex(crc.checksum());
}

} // namespace edgeloom::gdb
