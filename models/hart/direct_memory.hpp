// Memory that the hart touches by pointer.
#pragma once

#include "hart/lazy_array.hpp"

#include <cstdint>

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

    void mark(std::uint32_t address, std::uint32_t length, Mark mark) {
        for (std::uint32_t line = line_of(address); line <= line_of(address + length - 1); ++line) {
            marks_[line] = static_cast<std::uint8_t>(marks_[line] | mark);
        }
    }
    void unmark(std::uint32_t address, std::uint32_t length, Mark mark) {
        for (std::uint32_t line = line_of(address); line <= line_of(address + length - 1); ++line) {
            marks_[line] = static_cast<std::uint8_t>(marks_[line] & ~mark);
        }
    }
    /// There is such a mark on a line of these bytes (at least one).
    [[nodiscard]] bool marked(std::uint32_t address, std::uint32_t length, Mark mark) {
        for (std::uint32_t line = line_of(address); line <= line_of(address + length - 1); ++line) {
            if ((marks_[line] & mark) != 0) {
                return true;
            }
        }
        return false;
    }
    /// The marks, a byte a line, for those who look at them at every store.
    [[nodiscard]] const std::uint8_t* marks() { return marks_.data(); }

private:
    [[nodiscard]] std::uint32_t line_of(std::uint32_t address) const { return (address - base_) >> line_bits; }

    std::uint32_t base_;
    std::uint32_t size_;
    std::uint8_t* bytes_;
    LazyArray<std::uint8_t> marks_;
};

} // namespace edgeloom::hart
