// Bit-reversed order, the classic ordering of addresses in interleavers (freestanding).
#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace edgeloom::sparsity {

/// Fills `order` with 0..size-1 in bit-reversed order over the next power of two, numbers beyond the size left out.
constexpr void bit_reversed_order(std::span<std::uint32_t> order) {
    const auto size = static_cast<std::uint32_t>(order.size());
    const auto bits = static_cast<int>(std::bit_width(size - 1));
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < std::uint32_t{1} << bits; ++i) {
        std::uint32_t reversed = 0;
        for (int bit = 0; bit < bits; ++bit) {
            reversed |= ((i >> bit) & 1U) << (bits - 1 - bit);
        }
        if (reversed < size) {
            order[next++] = reversed;
        }
    }
}

} // namespace edgeloom::sparsity
