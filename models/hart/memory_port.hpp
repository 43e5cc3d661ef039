// How the hart reaches memory: directly where it may, over the bus elsewhere.
#pragma once

#include "hart/operation.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace edgeloom::hart {

/// Accesses that do not go to directly mapped memory.
class Bus {
public:
    virtual ~Bus() = default;
    /// One transaction of `bytes` bytes. Returns false on a bus error.
    virtual bool transport(bool write, std::uint32_t address, void* data, unsigned bytes) = 0;
    /// Asks for direct access to the memory at `address`, without touching what is there.
    virtual void map_directly(std::uint32_t address) = 0;
};

/// Memory that the hart may touch by pointer, with the operations decoded from it, a page at a time.
class DirectMemory {
public:
    static constexpr std::uint32_t page_bits = 12;
    static constexpr std::uint32_t page_bytes = 1U << page_bits;
    using Page = std::array<Operation, page_bytes / 2>; ///< an operation per halfword; zeros: not decoded yet

    DirectMemory(std::uint32_t base, std::uint32_t size, std::uint8_t* bytes)
        : base_(base),
          size_(size),
          bytes_(bytes),
          pages_((std::size_t{size} + page_bytes - 1) / page_bytes) {}

    [[nodiscard]] std::uint32_t base() const { return base_; }
    [[nodiscard]] bool contains(std::uint32_t address, std::uint32_t length) const {
        return address - base_ < size_ && length <= size_ - (address - base_);
    }
    [[nodiscard]] std::uint8_t* at(std::uint32_t address) const { return bytes_ + (address - base_); }

    /// The operation that begins at `address`, perhaps still undecoded.
    [[nodiscard]] Operation& operation(std::uint32_t address) {
        const std::uint32_t offset = address - base_;
        std::unique_ptr<Page>& page = pages_[offset >> page_bits];
        if (page == nullptr) [[unlikely]] {
            page = std::make_unique<Page>();
        }
        return (*page)[(offset & (page_bytes - 1)) >> 1];
    }

    /// Drops the operations that lie, wholly or in part, in the `length` (not 0) bytes that changed.
    void changed(std::uint32_t address, std::uint32_t length) {
        // An instruction that begins in the halfword before can reach into the changed bytes.
        const std::uint32_t offset = address - base_;
        const std::uint32_t first = offset < 2 ? 0 : offset - 2;
        const std::uint32_t last = offset + length - 1;
        if (pages_[first >> page_bits] != nullptr || pages_[last >> page_bits] != nullptr || length > page_bytes - 2)
            [[unlikely]] {
            drop(first, last);
        }
    }

private:
    void drop(std::uint32_t first, std::uint32_t last) {
        for (std::uint64_t half = first & ~1U; half <= last; half += 2) {
            std::unique_ptr<Page>& page = pages_[half >> page_bits];
            if (page == nullptr) {
                half |= page_bytes - 2; // on to the next page
                continue;
            }
            (*page)[(half & (page_bytes - 1)) >> 1].kind = Kind::undecoded;
        }
    }

    std::uint32_t base_;
    std::uint32_t size_;
    std::uint8_t* bytes_;
    std::vector<std::unique_ptr<Page>> pages_;
};

} // namespace edgeloom::hart
