// The memories of all junctions, as hardware has them.
#pragma once

#include "mapping/junction_shape.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace edgeloom::mapping {

/// What a memory does in a clock.
enum class Ports : std::uint8_t {
    single,         ///< a read or a write
    read_and_write, ///< one of each
    two,            ///< two, each a read or a write
};

/// What a memory holds.
enum class MemoryKind : std::uint8_t { activations, derivatives, deltas, output_deltas, weights, biases };

[[nodiscard]] std::string_view name_of(MemoryKind kind);

/// Memories that are alike.
struct MemoryGroup {
    MemoryKind kind = MemoryKind::activations;
    std::size_t junction = 0; ///< from 0
    std::uint64_t count = 0;
    std::uint64_t depth = 0; ///< words
    std::uint64_t width = 0; ///< bits
    Ports ports = Ports::single;
    bool share_address = false; ///< all of them: they may be one wide memory

    [[nodiscard]] std::uint64_t bits() const { return count * depth * width; }
};

/// The fixed-point format, as far as memories go.
struct WordWidths {
    std::uint32_t value = 0;    ///< bits of weights, biases and deltas
    std::uint32_t fraction = 0; ///< of activations and derivatives, which are at least 0 and below 1
};

/// For training, by spec section 4: activations and derivatives of layer i of J in 2(J - i) + 1 banks, deltas in two,
/// each bank one memory per lane of the junction behind it (of the output layer: of the right neurons of a clock);
/// weights and biases once.
[[nodiscard]] std::vector<MemoryGroup> memory_groups(std::span<const JunctionShape> shapes, const WordWidths& widths);

} // namespace edgeloom::mapping
