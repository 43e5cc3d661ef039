// Memory that the hart touches by pointer.
#pragma once

#include "hart/decoder.hpp"
#include "hart/lazy_array.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

namespace edgeloom::hart {

/// A directly mapped region. Lines of 64 bytes carry marks: somebody wants to hear of stores there.
class DirectMemory {
public:
    static constexpr std::uint32_t line_bits = 6;
    static constexpr std::uint32_t line_bytes = 1U << line_bits;

    enum Mark : std::uint8_t {
        code = 1,    ///< translated instructions begin or reach here
        watched = 2, ///< a watchpoint
    };

    DirectMemory(std::uint32_t base, std::uint32_t size, std::uint8_t* bytes)
        : base_(base),
          size_(size),
          bytes_(bytes),
          marks_((std::size_t{size} >> line_bits) + 1) {}

    [[nodiscard]] std::uint32_t base() const { return base_; }
    [[nodiscard]] std::uint32_t size() const { return size_; }
    [[nodiscard]] bool contains(std::uint32_t address, std::uint32_t length) const {
        return address - base_ < size_ && length <= size_ - (address - base_);
    }
    [[nodiscard]] std::uint8_t* at(std::uint32_t address) const { return bytes_ + (address - base_); }

    /// The instruction that begins at an even address, 16 or 32 bits; none where the region ends within it.
    [[nodiscard]] std::optional<std::uint32_t> instruction_at(std::uint32_t address) const {
        if (!contains(address, 2) || !contains(address, instruction_bytes(*at(address)))) {
            return std::nullopt;
        }
        std::uint32_t bits = 0;
        std::memcpy(&bits, at(address), instruction_bytes(*at(address)));
        return bits;
    }

    /// Marks those of these bytes that lie in the region.
    void mark(std::uint32_t address, std::uint32_t length, Mark mark) {
        for_each_line(address, length, [mark](std::uint8_t& line) { line = static_cast<std::uint8_t>(line | mark); });
    }
    void unmark(std::uint32_t address, std::uint32_t length, Mark mark) {
        for_each_line(address, length, [mark](std::uint8_t& line) { line = static_cast<std::uint8_t>(line & ~mark); });
    }
    /// There is such a mark on a line of these bytes.
    [[nodiscard]] bool marked(std::uint32_t address, std::uint32_t length, Mark mark) {
        bool found = false;
        for_each_line(address, length, [&](std::uint8_t line) { found = found || (line & mark) != 0; });
        return found;
    }
    /// The marks, a byte a line, for those who look at them at every store.
    [[nodiscard]] const std::uint8_t* marks() { return marks_.data(); }

private:
    template <class Action>
    void for_each_line(std::uint32_t address, std::uint32_t length, Action action) {
        const std::uint64_t end = std::min(std::uint64_t{address} + length, std::uint64_t{base_} + size_);
        const std::uint64_t first = std::max(address, base_);
        for (std::uint64_t line = (first - base_) >> line_bits; first < end && line <= (end - 1 - base_) >> line_bits;
             ++line) {
            action(marks_[line]);
        }
    }

    std::uint32_t base_;
    std::uint32_t size_;
    std::uint8_t* bytes_;
    LazyArray<std::uint8_t> marks_;
};

} // namespace edgeloom::hart
