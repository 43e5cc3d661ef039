// The layout of the accelerator's pattern memory (freestanding).
//
//   type 1    address t of memory v in clock r of sweep s at word (s*D + r)*z + v
//   type 2    start S[s][v] at word s*z + v
//   type 3    start S[v] at word v
//   dithered  behind that, the memory P[s][m] at word s*z + m (type 3: P[m] at word m)
//   listed    right << 16 | left, a word per edge in edge order
#pragma once

#include "mapping/pattern_traits.hpp"
#include "sparsity/pattern_spec.hpp"

#include <cstddef>
#include <cstdint>

namespace edgeloom::sparsity {

/// Sweeps that have an entry of their own in the pattern memory.
[[nodiscard]] constexpr std::uint32_t stored_sweeps(std::uint32_t type, const mapping::JunctionShape& shape) {
    return type == 3 ? 1 : shape.fan_out();
}

/// Words of a pattern of register type `type` (0: listed), whatever z is chosen.
[[nodiscard]] constexpr mapping::PatternWords words_of(std::uint32_t type, bool dither,
                                                       const mapping::JunctionShape& shape) {
    if (type == abi::accelerator::pattern_explicit) {
        return {.fixed = shape.edges, .per_lane = 0};
    }
    const std::uint32_t sweeps = shape.left == 0 ? 0 : stored_sweeps(type, shape);
    return {.fixed = type == 1 ? shape.edges : 0, // an address for every edge
            .per_lane = (type == 1 ? 0 : sweeps) + (dither ? sweeps : 0)};
}

/// What the choice of z goes by.
[[nodiscard]] constexpr mapping::PatternTraits traits(abi::PatternKind kind, bool dither,
                                                      const mapping::JunctionShape& shape) {
    return {.constant_degrees = constant_degrees(kind), .words = words_of(register_type(kind), dither, shape)};
}

/// Words of a pattern of register type `type` with the z of `shape`.
[[nodiscard]] constexpr std::uint32_t pattern_word_count(std::uint32_t type, bool dither,
                                                         const mapping::JunctionShape& shape) {
    return words_of(type, dither, shape).with(shape.parallelism);
}

[[nodiscard]] constexpr std::uint32_t pattern_word_count(const PatternSpec& spec) {
    return pattern_word_count(register_type(spec.kind), spec.dither, spec.shape);
}

/// Words that hold addresses or starts: where the memories of a dithered pattern begin.
[[nodiscard]] constexpr std::uint32_t address_words(std::uint32_t type, const mapping::JunctionShape& shape) {
    return pattern_word_count(type, false, shape);
}

/// Word of a listed edge.
[[nodiscard]] constexpr std::uint32_t edge_word(std::uint32_t left, std::uint32_t right) {
    return abi::accelerator::field::edge_right.place(right) | abi::accelerator::field::edge_left.place(left);
}

} // namespace edgeloom::sparsity
