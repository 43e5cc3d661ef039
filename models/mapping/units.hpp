// Units and the junctions that share them (freestanding).
#pragma once

#include "mapping/constraints.hpp"
#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::mapping {

/// What the hardware offers.
struct Limits {
    std::uint32_t units = 1;
    std::uint32_t multipliers = 0;
    std::uint32_t table_pairs = 0;
    std::uint32_t pattern_words = ~std::uint32_t{0}; ///< without a limit where nothing else is said
};

/// Clocks of a block cycle without overhead: the longest sum of W/z over the units.
[[nodiscard]] constexpr std::uint32_t longest_unit(std::span<const JunctionShape> shapes,
                                                   std::span<const std::uint32_t> unit) {
    std::uint32_t longest = 0;
    for (std::size_t first = 0; first < shapes.size(); ++first) {
        std::uint32_t clocks = 0;
        for (std::size_t j = 0; j < shapes.size(); ++j) {
            clocks += unit[j] == unit[first] ? shapes[j].clocks() : 0;
        }
        longest = clocks > longest ? clocks : longest;
    }
    return longest;
}

/// What a mapping needs: junctions that share a unit share its multipliers and tables.
struct Demand {
    std::uint32_t multipliers = 0;
    std::uint32_t table_pairs = 0;
};

[[nodiscard]] constexpr Demand demand(std::span<const JunctionShape> shapes, std::span<const std::uint32_t> unit) {
    Demand sum;
    for (std::size_t first = 0; first < shapes.size(); ++first) {
        Demand greediest;
        bool counted = false;
        for (std::size_t j = 0; j < shapes.size(); ++j) {
            if (unit[j] != unit[first]) {
                continue;
            }
            counted = counted || j < first;
            const Demand need{multipliers(shapes[j], j == 0), right_per_clock(shapes[j])};
            greediest.multipliers = need.multipliers > greediest.multipliers ? need.multipliers : greediest.multipliers;
            greediest.table_pairs = need.table_pairs > greediest.table_pairs ? need.table_pairs : greediest.table_pairs;
        }
        if (!counted) {
            sum.multipliers += greediest.multipliers;
            sum.table_pairs += greediest.table_pairs;
        }
    }
    return sum;
}

} // namespace edgeloom::mapping
