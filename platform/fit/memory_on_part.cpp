#include "platform/fit/memory_on_part.hpp"

#include "mapping/divide_up.hpp"

#include <algorithm>
#include <numeric>

namespace edgeloom::platform {

namespace {

using mapping::divide_up;
using mapping::MemoryGroup;
using mapping::Ports;

constexpr std::uint64_t deepest_in_luts = 64;

PlacedMemory in_luts(const MemoryGroup& group) {
    return {group, MemoryStyle::lut_ram, group.count * luts_of(group.depth, group.width, group.ports), 0};
}

PlacedMemory in_block_ram(const MemoryGroup& group) {
    if (group.share_address) {
        return {group, MemoryStyle::merged, 0, ramb18_of(group.depth, group.count * group.width)};
    }
    return {group, MemoryStyle::block_ram, 0, group.count * ramb18_of(group.depth, group.width)};
}

bool may_lie_in_luts(const MemoryGroup& group) {
    return group.depth <= deepest_in_luts && group.ports != Ports::two;
}

} // namespace

std::uint64_t sum_of(std::span<const PlacedMemory> memories, std::uint64_t PlacedMemory::*what) {
    return std::transform_reduce(memories.begin(), memories.end(), std::uint64_t{0}, std::plus(),
                                 [what](const PlacedMemory& memory) { return memory.*what; });
}

std::uint64_t ramb18_of(std::uint64_t depth, std::uint64_t width) {
    if (width == 1) {
        return divide_up(depth, 16384);
    }
    if (width == 2) {
        return divide_up(depth, 8192);
    }
    if (width <= 4) {
        return divide_up(depth, 4096);
    }
    if (width <= 9) {
        return divide_up(depth, 2048);
    }
    return width <= 18 || depth > 512 ? divide_up(depth, 1024) * divide_up(width, 18)
                                      : divide_up(depth, 512) * divide_up(width, 36);
}

std::uint64_t luts_of(std::uint64_t depth, std::uint64_t width, Ports ports) {
    return width * divide_up(depth, deepest_in_luts) * (ports == Ports::single ? 1 : 2);
}

std::vector<PlacedMemory> place_memories(std::span<const MemoryGroup> groups, std::uint64_t luts_left,
                                         std::uint64_t ramb18_left) {
    std::vector<PlacedMemory> memories(groups.size());
    std::ranges::transform(groups, memories.begin(), [](const MemoryGroup& group) {
        return may_lie_in_luts(group) ? in_luts(group) : in_block_ram(group);
    });
    while (sum_of(memories, &PlacedMemory::luts) > luts_left) {
        PlacedMemory* best = nullptr;
        const std::uint64_t taken = sum_of(memories, &PlacedMemory::ramb18);
        const auto saved = [](const PlacedMemory& memory) {
            return static_cast<double>(memory.luts) / static_cast<double>(in_block_ram(memory.group).ramb18);
        };
        for (PlacedMemory& memory : memories) {
            const bool has_room = taken + in_block_ram(memory.group).ramb18 <= ramb18_left;
            if (memory.style == MemoryStyle::lut_ram && has_room && (best == nullptr || saved(memory) > saved(*best))) {
                best = &memory;
            }
        }
        if (best == nullptr) {
            break;
        }
        *best = in_block_ram(best->group);
    }
    return memories;
}

} // namespace edgeloom::platform
