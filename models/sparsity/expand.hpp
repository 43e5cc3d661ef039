// From pattern words to the left neuron of every edge (freestanding).
#pragma once

#include "sparsity/pattern_words.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::sparsity {

/// Spec section 2: left(e) = t[e]*z + v[e]. `left` has W entries.
constexpr void expand(std::uint32_t type, bool dither, const mapping::JunctionShape& shape,
                      std::span<const std::uint32_t> words, std::span<std::uint32_t> left) {
    if (type == abi::accelerator::pattern_explicit) {
        for (std::size_t edge = 0; edge < left.size(); ++edge) {
            left[edge] = abi::accelerator::field::edge_left.extract(words[edge]);
        }
        return;
    }
    const std::uint32_t z = shape.parallelism;
    const std::uint32_t depth = shape.sweep_clocks();
    const std::span<const std::uint32_t> memories = words.subspan(address_words(type, shape));
    std::size_t edge = 0;
    for (std::uint32_t sweep = 0; sweep < shape.fan_out(); ++sweep) {
        const std::uint32_t stored = type == 3 ? 0 : sweep;
        for (std::uint32_t clock = 0; clock < depth; ++clock) {
            for (std::uint32_t m = 0; m < z; ++m) {
                const std::uint32_t memory = dither ? memories[stored * z + m] : m;
                std::uint32_t address = 0;
                if (type == 1) {
                    address = words[(stored * depth + clock) * z + memory];
                } else {
                    address = words[stored * z + memory] + clock;
                    address = address >= depth ? address - depth : address;
                }
                left[edge++] = address * z + memory;
            }
        }
    }
}

} // namespace edgeloom::sparsity
