// What the choice of z goes by in a junction's pattern (freestanding).
#pragma once

#include <cstdint>

namespace edgeloom::mapping {

/// Whether a pattern's degrees restrict z, and what it takes of the pattern memory.
struct PatternTraits {
    bool constant_degrees = true;
    std::uint32_t fixed_words = 0;    ///< of pattern memory, whatever z is
    std::uint32_t words_per_lane = 0; ///< of pattern memory, for each of the z edges of a clock

    [[nodiscard]] constexpr std::uint32_t words(std::uint32_t parallelism) const {
        return fixed_words + words_per_lane * parallelism;
    }
};

} // namespace edgeloom::mapping
