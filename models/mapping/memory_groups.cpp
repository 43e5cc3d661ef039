#include "mapping/memory_groups.hpp"

#include "mapping/constraints.hpp"
#include "mapping/divide_up.hpp"

#include <array>

namespace edgeloom::mapping {

std::string_view name_of(MemoryKind kind) {
    constexpr std::array<std::string_view, 6> names{"activations",   "derivatives", "deltas",
                                                    "output deltas", "weights",     "biases"};
    return names.at(static_cast<std::size_t>(kind));
}

std::vector<MemoryGroup> memory_groups(std::span<const JunctionShape> shapes, const WordWidths& widths) {
    std::vector<MemoryGroup> groups;
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        const JunctionShape& shape = shapes[j];
        const std::uint64_t z = shape.parallelism;
        const std::uint64_t left_depth = divide_up(shape.left, z);
        const std::uint64_t banks = 2 * (shapes.size() - j) + 1;
        const std::uint64_t rights = right_per_clock(shape);
        const std::uint64_t right_depth = divide_up(shape.right, rights);
        groups.push_back({MemoryKind::activations, j, banks * z, left_depth, widths.fraction, Ports::single});
        if (j > 0) {
            groups.push_back({MemoryKind::derivatives, j, banks * z, left_depth, widths.fraction, Ports::single});
            groups.push_back({MemoryKind::deltas, j, 2 * z, left_depth, widths.value, Ports::two});
        }
        groups.push_back(
            {MemoryKind::weights, j, z, divide_up(shape.edges, z), widths.value, Ports::read_and_write, true});
        groups.push_back({MemoryKind::biases, j, rights, right_depth, widths.value, Ports::read_and_write, true});
        if (j + 1 == shapes.size()) {
            groups.push_back({MemoryKind::output_deltas, j, 2 * rights, right_depth, widths.value, Ports::single});
        }
    }
    return groups;
}

} // namespace edgeloom::mapping
