// Bytes and registers in hexadecimal digits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom::gdb {

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string to_hex(std::string_view text);
/// None unless `digits` are hexadecimal digits in pairs.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> bytes_from_hex(std::string_view digits);

/// A register, in the target's byte order: eight digits, the lowest byte first.
[[nodiscard]] std::string register_to_hex(std::uint32_t value);
/// None unless `digits` are eight hexadecimal digits.
[[nodiscard]] std::optional<std::uint32_t> register_from_hex(std::string_view digits);

/// A number as the protocol writes it: the highest digit first, no prefix.
[[nodiscard]] std::string number_to_hex(std::uint64_t number);

} // namespace edgeloom::gdb
