// All directly mapped memory of a hart.
#pragma once

#include "hart/direct_memory.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

namespace edgeloom::hart {

class Memories {
public:
    /// Hears of changed bytes on lines with translated instructions.
    using CodeListener = std::function<void(DirectMemory& memory, std::uint32_t address, std::uint32_t length)>;

    void add(std::uint32_t base, std::uint32_t size, std::uint8_t* bytes) {
        regions_.emplace_back(base, size, bytes);
        last_ = &regions_.front();
    }
    void clear() {
        regions_.clear();
        last_ = nullptr;
    }
    [[nodiscard]] std::deque<DirectMemory>& regions() { return regions_; }

    /// The region that holds all these bytes, or null.
    [[nodiscard]] DirectMemory* find(std::uint32_t address, std::uint32_t length) {
        if (last_ != nullptr && last_->contains(address, length)) [[likely]] {
            return last_;
        }
        for (DirectMemory& region : regions_) {
            if (region.contains(address, length)) {
                last_ = &region;
                return last_;
            }
        }
        return nullptr;
    }

    void on_code_changed(CodeListener listener) { code_changed_ = std::move(listener); }
    /// Somebody wrote these bytes (at least one) of the region.
    void written(DirectMemory& memory, std::uint32_t address, std::uint32_t length) {
        if (memory.marked(address, length, DirectMemory::code)) [[unlikely]] {
            code_changed_(memory, address, length);
        }
    }

    /// What was translated of these bytes (at least one) is no longer true, though they are the same.
    void code_changed(std::uint32_t address, std::uint32_t length) {
        if (DirectMemory* const memory = find(address, length)) {
            written(*memory, address, length);
        }
    }

private:
    std::deque<DirectMemory> regions_; // others keep pointers
    DirectMemory* last_ = nullptr;
    CodeListener code_changed_;
};

} // namespace edgeloom::hart
