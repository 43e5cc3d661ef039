// What the choice of z goes by in a junction's pattern (freestanding).
#pragma once

#include <cstdint>

namespace edgeloom::mapping {

/// Words of the pattern memory that a pattern takes.
struct PatternWords {
    std::uint32_t fixed = 0;    ///< whatever z is
    std::uint32_t per_lane = 0; ///< for each of the z edges of a clock

    [[nodiscard]] constexpr std::uint32_t with(std::uint32_t parallelism) const {
        return fixed + per_lane * parallelism;
    }
};

/// By default, constant degrees that restrict z, and no words.
struct PatternTraits {
    bool constant_degrees = true;
    PatternWords words = {};
};

} // namespace edgeloom::mapping
