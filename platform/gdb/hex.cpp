#include "platform/gdb/hex.hpp"

#include <boost/algorithm/hex.hpp>
#include <boost/endian/conversion.hpp>

#include <array>
#include <charconv>
#include <iterator>

namespace edgeloom::gdb {

std::string to_hex(std::span<const std::uint8_t> bytes) {
    std::string digits;
    digits.reserve(2 * bytes.size());
    boost::algorithm::hex_lower(bytes.begin(), bytes.end(), std::back_inserter(digits));
    return digits;
}

std::string to_hex(std::string_view text) {
    return boost::algorithm::hex_lower(std::string(text));
}

std::optional<std::vector<std::uint8_t>> bytes_from_hex(std::string_view digits) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(digits.size() / 2);
    try {
        boost::algorithm::unhex(digits.begin(), digits.end(), std::back_inserter(bytes));
    } catch (const boost::algorithm::hex_decode_error&) {
        return std::nullopt;
    }
    return bytes;
}

std::string register_to_hex(std::uint32_t value) {
    std::array<std::uint8_t, sizeof value> bytes{};
    boost::endian::store_little_u32(bytes.data(), value);
    return to_hex(bytes);
}

std::optional<std::uint32_t> register_from_hex(std::string_view digits) {
    const auto bytes = bytes_from_hex(digits);
    if (!bytes || bytes->size() != sizeof(std::uint32_t)) {
        return std::nullopt;
    }
    return boost::endian::load_little_u32(bytes->data());
}

std::string number_to_hex(std::uint64_t number) {
    std::array<char, 16> digits{};
    const auto result = std::to_chars(digits.begin(), digits.end(), number, 16);
    return {digits.begin(), result.ptr};
}

} // namespace edgeloom::gdb
