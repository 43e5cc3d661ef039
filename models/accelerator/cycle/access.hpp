// Which of the memories beside each other are accessed together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// A word in each of some of a bank's memories, in one clock.
struct Access {
    std::span<const std::uint64_t> memories; ///< a bit each; null where no port sees the access
    std::uint32_t words = 0;

    [[nodiscard]] bool concerns_ports() const { return memories.data() != nullptr; }
};

/// Keeps the bits of many accesses to banks of the same size.
class AccessList {
public:
    explicit AccessList(std::uint32_t memories) : memories_(memories), words_((memories + 63) / 64) {}

    /// Begins another access, to no memory so far.
    void begin() {
        bits_.resize(bits_.size() + words_);
        counts_.push_back(0);
    }
    /// Adds the memory of row element `element` to the newest access. False: it is there already.
    bool add(std::uint32_t element) {
        const std::uint32_t memory = element % memories_;
        std::uint64_t& word = bits_[bits_.size() - words_ + memory / 64];
        const std::uint64_t bit = std::uint64_t{1} << memory % 64;
        const bool free = (word & bit) == 0;
        word |= bit;
        ++counts_.back();
        return free;
    }
    /// From now on every access is one that no port sees.
    void forget() { bits_.clear(), words_ = 0; }

    [[nodiscard]] Access operator[](std::size_t index) const {
        if (words_ == 0 || counts_[index] == 0) {
            return {.memories = {}, .words = counts_[index]};
        }
        return {std::span(bits_).subspan(index * words_, words_), counts_[index]};
    }

private:
    std::uint32_t memories_;
    std::size_t words_;
    std::vector<std::uint64_t> bits_;
    std::vector<std::uint32_t> counts_;
};

} // namespace edgeloom::accelerator::cycle
