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

/// Words that hold addresses or starts: where the memories of a dithered pattern begin.
[[nodiscard]] constexpr std::uint32_t address_words(std::uint32_t type, const mapping::JunctionShape& shape) {
    const std::uint32_t rows = type == 1 ? shape.sweep_clocks() : 1;
    return stored_sweeps(type, shape) * rows * shape.parallelism;
}

/// Words of a pattern of register type `type` (0: listed).
[[nodiscard]] constexpr std::uint32_t pattern_word_count(std::uint32_t type, bool dither,
                                                         const mapping::JunctionShape& shape) {
    if (type == abi::accelerator::pattern_explicit) {
        return shape.edges;
    }
    return address_words(type, shape) + (dither ? stored_sweeps(type, shape) * shape.parallelism : 0);
}

[[nodiscard]] constexpr std::uint32_t pattern_word_count(const PatternSpec& spec) {
    return pattern_word_count(register_type(spec.kind), spec.dither, spec.shape);
}

/// What the choice of z goes by: pattern_word_count() is traits().words(z).
[[nodiscard]] constexpr mapping::PatternTraits traits(abi::PatternKind kind, bool dither,
                                                      const mapping::JunctionShape& shape) {
    mapping::PatternTraits traits{.constant_degrees = constant_degrees(kind)};
    const std::uint32_t type = register_type(kind);
    if (type == abi::accelerator::pattern_explicit) {
        traits.fixed_words = shape.edges;
        return traits;
    }
    const std::uint32_t sweeps = shape.left == 0 ? 0 : stored_sweeps(type, shape);
    traits.fixed_words = type == 1 ? shape.edges : 0; // an address for every edge
    traits.words_per_lane = (type == 1 ? 0 : sweeps) + (dither ? sweeps : 0);
    return traits;
}

/// Word of a listed edge.
[[nodiscard]] constexpr std::uint32_t edge_word(std::uint32_t left, std::uint32_t right) {
    return abi::accelerator::field::edge_right.place(right) | abi::accelerator::field::edge_left.place(left);
}

} // namespace edgeloom::sparsity
