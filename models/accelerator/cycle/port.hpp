// One port of each memory of a bank.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// Remembers which memories it serves, for some clocks around the present.
class Port {
public:
    static constexpr std::uint64_t window = 64; ///< clocks

    explicit Port(std::uint32_t memories) : words_((memories + 63) / 64), several_(window * words_) {}

    /// Serves those of the `wanted` memories, of which there is a bit for each, that are free in `clock`. The others go
    /// to `refused`; returns true if there are none. `wanted` must stay as it is for as long as the window goes.
    bool take(std::uint64_t clock, std::span<const std::uint64_t> wanted, std::span<std::uint64_t> refused) {
        Served& served = served_[clock % window];
        if (served.clock == clock) {
            return take_more(served, wanted, refused);
        }
        served = {clock, wanted.data()}; // most often the only access of its clock: nothing to be copied
        return true;
    }

    /// The same where `wanted` will change, and may be `refused`.
    bool take_copy(std::uint64_t clock, std::span<const std::uint64_t> wanted, std::span<std::uint64_t> refused) {
        const bool all = take(clock, wanted, refused);
        own(served_[clock % window]);
        return all;
    }

private:
    struct Served {
        std::uint64_t clock = ~std::uint64_t{0};
        const std::uint64_t* memories = nullptr;
    };

    bool take_more(Served& served, std::span<const std::uint64_t> wanted, std::span<std::uint64_t> refused) {
        std::uint64_t* const taken = own(served);
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

    // The bits of a clock, where they can be added to.
    std::uint64_t* own(Served& served) {
        std::uint64_t* const bits = several_.data() + static_cast<std::size_t>(&served - served_.data()) * words_;
        if (served.memories != bits) {
            std::copy_n(served.memories, words_, bits);
            served.memories = bits;
        }
        return bits;
    }

    std::size_t words_;
    std::array<Served, window> served_{};
    std::vector<std::uint64_t> several_; // bits of clocks with more than one access
};

} // namespace edgeloom::accelerator::cycle
