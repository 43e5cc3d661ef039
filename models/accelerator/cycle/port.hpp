// One port of each memory of a bank.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// Remembers which memories it serves, for some clocks from the present on.
class Port {
public:
    /// @param ahead clocks at most that an access is announced before its clock
    Port(std::uint32_t memories, std::uint32_t ahead)
        : words_((memories + 63) / 64),
          served_(std::bit_ceil(ahead + 1U)),
          last_(served_.size() - 1),
          several_(served_.size() * words_) {}

    /// Serves the `wanted` memories, of which there is a bit for each, if it serves none yet in `clock`. They must stay
    /// as they are for as long as the ring goes.
    bool take_alone(std::uint64_t clock, std::span<const std::uint64_t> wanted) {
        Served& served = of(clock);
        if (served.clock == clock) {
            return false;
        }
        served = {clock, wanted.data()}; // most often the only access of its clock: nothing to be copied
        return true;
    }

    /// Serves those of the `wanted` memories that are free in `clock`, and leaves the others there. True: none.
    bool take_free(std::uint64_t clock, std::span<std::uint64_t> wanted) {
        Served& served = of(clock);
        std::uint64_t* const taken = own(served, clock);
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const std::uint64_t twice = taken[i] & wanted[i];
            taken[i] |= wanted[i];
            wanted[i] = twice;
            any |= twice;
        }
        return any == 0;
    }

private:
    struct Served {
        std::uint64_t clock = ~std::uint64_t{0};
        const std::uint64_t* memories = nullptr;
    };

    // What is announced reaches no further than once around.
    Served& of(std::uint64_t clock) { return served_[clock & last_]; }

    // The bits of a clock, where they can be added to.
    std::uint64_t* own(Served& served, std::uint64_t clock) {
        std::uint64_t* const bits = several_.data() + static_cast<std::size_t>(&served - served_.data()) * words_;
        if (served.clock != clock) {
            std::fill_n(bits, words_, 0);
        } else if (served.memories != bits) {
            std::copy_n(served.memories, words_, bits);
        }
        served = {clock, bits};
        return bits;
    }

    std::size_t words_;
    std::vector<Served> served_;         // a ring, of a power of two
    std::size_t last_;                   // of its places
    std::vector<std::uint64_t> several_; // bits of clocks with more than one access
};

} // namespace edgeloom::accelerator::cycle
