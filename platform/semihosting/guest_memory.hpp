// The guest's memory, as far as its pointers can be trusted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace edgeloom::semihosting {

[[nodiscard]] inline std::string_view as_text(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Reads and writes what a guest points to. Whatever it points to, no more than a piece is held at a time.
class GuestMemory {
public:
    /// Copies bytes from or to an address of the guest; false where there is no such memory.
    using Peek = std::function<bool(std::uint32_t, std::span<std::uint8_t>)>;
    using Poke = std::function<bool(std::uint32_t, std::span<const std::uint8_t>)>;

    static constexpr std::uint32_t piece = 4096; ///< bytes at a time

    GuestMemory(Peek peek, Poke poke) : peek_(std::move(peek)), poke_(std::move(poke)) {}

    /// There is memory at the first and the last of these bytes, and they do not wrap around.
    [[nodiscard]] bool holds(std::uint32_t address, std::uint32_t length) const;
    [[nodiscard]] bool read(std::uint32_t address, std::span<std::uint8_t> bytes) const;
    [[nodiscard]] bool write(std::uint32_t address, std::span<const std::uint8_t> bytes) const;
    [[nodiscard]] std::optional<std::uint32_t> word(std::uint32_t address) const;
    [[nodiscard]] bool write_word(std::uint32_t address, std::uint32_t value) const;
    /// `length` bytes, a piece at most, as text; none where there is no memory.
    [[nodiscard]] std::optional<std::string> text(std::uint32_t address, std::uint32_t length) const;

    /// What takes bytes; false: no more.
    using Sink = std::function<bool(std::span<const std::uint8_t>)>;
    /// Hands over `length` bytes, piece by piece. False where memory ends before.
    [[nodiscard]] bool read_pieces(std::uint32_t address, std::uint32_t length, const Sink& sink) const;
    /// Hands over what precedes the next zero byte, piece by piece, `most` bytes at most. False where there is no zero.
    [[nodiscard]] bool read_string(std::uint32_t address, std::uint32_t most, const Sink& sink) const;

private:
    Peek peek_;
    Poke poke_;
};

} // namespace edgeloom::semihosting
