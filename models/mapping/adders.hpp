// The adders of all junctions.
#pragma once

#include "mapping/constraints.hpp"
#include "mapping/junction_shape.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::mapping {

/// How many adders of a word's width there are. A lane has one for the sums of feedforward, one for the step of its
/// weight and, behind the first junction, one for the delta of its left neuron; a right neuron of a clock has two, for
/// its bias and for the bias's step.
[[nodiscard]] constexpr std::uint64_t adders(std::span<const JunctionShape> shapes) {
    std::uint64_t sum = 0;
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        const std::uint64_t operations = j == 0 ? 2 : 3;
        sum += operations * shapes[j].parallelism + 2 * std::uint64_t{right_per_clock(shapes[j])};
    }
    return sum;
}

} // namespace edgeloom::mapping
