// Reads the arguments of a packet from left to right.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace edgeloom::gdb {

/// A range of addresses inside the address space. `length` may be 0.
struct AddressRange {
    std::uint32_t address = 0;
    std::uint32_t length = 0;
};

class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const { return rest_; }

    /// Goes past `text` if it comes next.
    [[nodiscard]] bool skip(std::string_view text);
    /// What comes before the first of `separators`, or everything; the separator stays.
    [[nodiscard]] std::string_view until(std::string_view separators);
    /// A hexadecimal number; none where there is none, or where it exceeds 32 bits.
    [[nodiscard]] std::optional<std::uint32_t> number();
    /// `ADDRESS,LENGTH`; none also where the range goes beyond the end of the address space.
    [[nodiscard]] std::optional<AddressRange> range();
    /// A thread id (GDB manual, E.2, "Packets"): whether it means our only thread, be it as one of all or any.
    [[nodiscard]] bool means_our_thread();

private:
    std::string_view rest_;
};

} // namespace edgeloom::gdb
