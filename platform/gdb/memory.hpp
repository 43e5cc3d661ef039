// Memory as the debugger reads and writes it.
#pragma once

#include "platform/gdb/cursor.hpp"
#include "platform/gdb/target.hpp"

#include <string>

namespace edgeloom::gdb {

/// Answers the packets m, M, X and qCRC.
class Memory {
public:
    explicit Memory(Target& target) : target_(target) {}

    /// As much as a packet holds and as there is without a gap.
    [[nodiscard]] std::string read(Cursor arguments);
    /// From hexadecimal digits.
    [[nodiscard]] std::string write(Cursor arguments);
    /// From bytes as they are.
    [[nodiscard]] std::string write_binary(Cursor arguments);
    /// The checksum that `compare-sections` wants, over at most 16 MiB.
    [[nodiscard]] std::string checksum(Cursor arguments);

private:
    [[nodiscard]] std::string write(const AddressRange& range, std::span<const std::uint8_t> data);

    Target& target_;
};

} // namespace edgeloom::gdb
