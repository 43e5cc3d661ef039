// How memories lie on an FPGA.
#pragma once

#include "mapping/memory_groups.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::platform {

enum class MemoryStyle : std::uint8_t {
    lut_ram,   ///< distributed over look-up tables
    block_ram, ///< a block RAM or more each
    merged,    ///< block RAM, all memories of the group as one wide one
};

/// A group of memories, and what it takes.
struct PlacedMemory {
    mapping::MemoryGroup group;
    MemoryStyle style = MemoryStyle::block_ram;
    std::uint64_t luts = 0;
    std::uint64_t ramb18 = 0; ///< halves of a block RAM
};

/// Of all memories together.
/// @param what PlacedMemory::luts or ramb18
[[nodiscard]] std::uint64_t sum_of(std::span<const PlacedMemory> memories, std::uint64_t PlacedMemory::*what);

/// Halves of a block RAM (RAMB18) of a memory of `depth` words of `width` bits: UG473, table 1-7 and following.
[[nodiscard]] std::uint64_t ramb18_of(std::uint64_t depth, std::uint64_t width);

/// LUTs of the same memory distributed over them, where it has at most 64 words: UG474; twice as many with two ports.
[[nodiscard]] std::uint64_t luts_of(std::uint64_t depth, std::uint64_t width, mapping::Ports ports);

/// Small memories go into LUTs, unless they have two ports for writes, which LUTs have not; the others into block RAM,
/// those that share an address as one. Where the LUTs do not suffice, of which `luts` are left for them, those that
/// save the most LUTs for a block RAM go there after all, as long as `ramb18` of its halves suffice.
[[nodiscard]] std::vector<PlacedMemory> place_memories(std::span<const mapping::MemoryGroup> groups, std::uint64_t luts,
                                                       std::uint64_t ramb18);

} // namespace edgeloom::platform
