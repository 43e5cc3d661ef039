// The random numbers behind patterns, initial weights and shuffling: the same on every machine (freestanding).
#pragma once

#include "numerics/normal_table.hpp"

#include <bit>
#include <cstdint>

namespace edgeloom::numerics {

/// Streams of a seed: what is drawn for one purpose does not depend on what is drawn for another.
namespace stream {
[[nodiscard]] constexpr std::uint32_t pattern(std::uint32_t junction) {
    return 0x1000'0000U + junction;
}
[[nodiscard]] constexpr std::uint32_t weights(std::uint32_t junction) {
    return 0x2000'0000U + junction;
}
[[nodiscard]] constexpr std::uint32_t biases(std::uint32_t junction) {
    return 0x3000'0000U + junction;
}
[[nodiscard]] constexpr std::uint32_t shuffle(std::uint32_t epoch) {
    return 0x4000'0000U + epoch;
}
inline constexpr std::uint32_t data_set = 0x5000'0000U;
[[nodiscard]] constexpr std::uint32_t rounding(std::uint32_t epoch) {
    return 0x6000'0000U + epoch;
}
inline constexpr std::uint32_t rounding_of_tests = 0x7000'0000U;
} // namespace stream

/// xoshiro128** 1.1 (Blackman and Vigna, 2018), its state filled by SplitMix64 from seed and stream. 32-bit operations
/// only, so that it is quick on the hart.
class Random {
public:
    constexpr Random(std::uint64_t seed, std::uint32_t stream) {
        // The seed is mixed before the stream joins it: neighbouring streams must not share parts of their states.
        std::uint64_t state = seed;
        state = split_mix(state) ^ stream;
        for (int i = 0; i < 4; i += 2) {
            const std::uint64_t word = split_mix(state);
            state_[i] = static_cast<std::uint32_t>(word);
            state_[i + 1] = static_cast<std::uint32_t>(word >> 32);
        }
    }

    /// 32 uniform bits.
    constexpr std::uint32_t next() {
        const std::uint32_t result = std::rotl(state_[1] * 5, 7) * 9;
        const std::uint32_t shifted = state_[1] << 9;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 11);
        return result;
    }

    /// Uniform in 0..limit-1, without bias (Lemire, "Fast random integer generation in an interval", 2019).
    constexpr std::uint32_t below(std::uint32_t limit) {
        std::uint64_t product = std::uint64_t{next()} * limit;
        if (static_cast<std::uint32_t>(product) < limit) {
            const std::uint32_t threshold = (0U - limit) % limit;
            while (static_cast<std::uint32_t>(product) < threshold) {
                product = std::uint64_t{next()} * limit;
            }
        }
        return static_cast<std::uint32_t>(product >> 32);
    }

    /// A standard normal value in units of 2^-27, by inversion (numerics/normal_table.hpp).
    constexpr std::int32_t normal() {
        namespace table = normal_table;
        const std::uint32_t word = next();
        // The upper bit is the sign; the others are the tail probability. Its leading zeros name the octave.
        const std::uint32_t tail = word << 1 | 1U;
        const auto octave = static_cast<std::uint32_t>(std::countl_zero(tail));
        const std::uint32_t mantissa = octave >= 31 ? 0 : tail << (octave + 1); // behind the leading one
        const std::uint32_t segment = mantissa >> (32 - table::segment_bits);
        const std::uint32_t within = mantissa << table::segment_bits >> 16;
        const auto& row = table::quantile[octave < table::octaves ? octave : table::octaves - 1U];
        const std::int64_t span = std::int64_t{row[segment + 1]} - row[segment];
        const auto value = static_cast<std::int32_t>(row[segment] + ((span * within) >> 16));
        return (word >> 31) != 0 ? -value : value;
    }

private:
    static constexpr std::uint64_t split_mix(std::uint64_t& state) {
        std::uint64_t z = (state += 0x9E37'79B9'7F4A'7C15U);
        z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9U;
        z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBU;
        return z ^ (z >> 31);
    }

    std::uint32_t state_[4]{};
};

} // namespace edgeloom::numerics
