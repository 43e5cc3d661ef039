// The memories that hold the activation and its derivative.
#pragma once

#include "mapping/constraints.hpp"
#include "mapping/divide_up.hpp"
#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::mapping {

/// How many memories there are with both tables, sigma and its derivative in a word: each has two ports, one for each
/// of two right neurons of a clock.
[[nodiscard]] constexpr std::uint64_t activation_tables(std::span<const JunctionShape> shapes) {
    std::uint64_t tables = 0;
    for (const JunctionShape& shape : shapes) {
        tables += divide_up(right_per_clock(shape), 2);
    }
    return tables;
}

} // namespace edgeloom::mapping
