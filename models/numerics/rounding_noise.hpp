// The shift registers of stochastic rounding (freestanding).
#pragma once

#include <cstdint>

/// A shift register with linear feedback for every lane of a junction's operation: Marsaglia's xorshift with the
/// triple (13, 17, 5) ("Xorshift RNGs", 2003), which is such a register moved on by many bits at once, with period
/// 2^32 - 1. A lane takes its next word for every row that it works on, whatever the clock: the words depend on the
/// input's place in the phase and on the edge alone.
namespace edgeloom::numerics::rounding_noise {

/// What a junction rounds, each from registers of its own.
enum class Operation : std::uint32_t {
    feedforward,     ///< the products of the edges
    backpropagation, ///< delta times derivative by the lower half of the word, that times the weight by the upper one
    update,          ///< the products of the edges
    step,            ///< the learning steps of the right neurons, one lane for all
    output_delta,    ///< of the last junction with the quadratic cost, one lane for all right neurons
};

/// The state of a lane of junction `junction` (from 0) at the beginning of a phase: never 0.
[[nodiscard]] constexpr std::uint32_t first_state(std::uint32_t seed, std::uint32_t junction, Operation operation,
                                                  std::uint32_t lane) {
    // The finaliser of MurmurHash3 makes neighbouring lanes unlike each other.
    std::uint32_t x = seed + 0x9E37'79B9U * ((junction * 8 + static_cast<std::uint32_t>(operation)) << 16U | lane);
    x = (x ^ (x >> 16U)) * 0x85EB'CA6BU;
    x = (x ^ (x >> 13U)) * 0xC2B2'AE35U;
    x ^= x >> 16U;
    return x == 0 ? 1 : x;
}

[[nodiscard]] constexpr std::uint32_t next_state(std::uint32_t x) {
    x ^= x << 13U;
    x ^= x >> 17U;
    return x ^ (x << 5U);
}

} // namespace edgeloom::numerics::rounding_noise
