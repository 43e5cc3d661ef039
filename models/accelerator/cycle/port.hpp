// One port of each memory of a bank.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// Remembers which memories it serves, for some clocks around the present.
class Port {
public:
    static constexpr std::uint64_t window = 64; ///< clocks

    explicit Port(std::uint32_t memories) : words_((memories + 63) / 64), taken_(window * words_) {
        clocks_.fill(~std::uint64_t{0});
    }

    /// Serves those of the `wanted` memories, of which there is a bit for each, that are free in `clock`. The others go
    /// to `refused`, which may be where `wanted` lies; returns true if there are none.
    bool take(std::uint64_t clock, std::span<const std::uint64_t> wanted, std::span<std::uint64_t> refused) {
        std::uint64_t* const taken = taken_.data() + clock % window * words_;
        std::uint64_t& since = clocks_[clock % window];
        if (since != clock) {
            since = clock;
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                taken[i] = wanted[i];
            }
            return true;
        }
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const std::uint64_t want = wanted[i];
            const std::uint64_t twice = taken[i] & want;
            taken[i] |= want;
            refused[i] = twice;
            any |= twice;
        }
        return any == 0;
    }

private:
    std::size_t words_;
    std::array<std::uint64_t, window> clocks_{}; // that the entries of taken_ are about
    std::vector<std::uint64_t> taken_;
};

} // namespace edgeloom::accelerator::cycle
