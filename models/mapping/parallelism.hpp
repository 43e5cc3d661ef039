// How many edges per clock: the choice of z for every junction, and the units that work on them (freestanding).
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
};

/// Spreads the junctions over the units, the longest first, each to the unit with the least work so far; ties go to
/// the lower number. With as many units as junctions, every junction has its own.
constexpr void assign_units(std::span<const JunctionShape> shapes, std::uint32_t units, std::span<std::uint32_t> unit) {
    constexpr std::uint32_t nobody = ~std::uint32_t{0};
    for (std::uint32_t& u : unit) {
        u = nobody;
    }
    if (units >= shapes.size()) {
        for (std::uint32_t j = 0; j < shapes.size(); ++j) {
            unit[j] = j;
        }
        return;
    }
    const auto load = [&](std::uint32_t u) {
        std::uint32_t clocks = 0;
        for (std::size_t j = 0; j < shapes.size(); ++j) {
            clocks += unit[j] == u ? shapes[j].clocks() : 0;
        }
        return clocks;
    };
    for (std::size_t assigned = 0; assigned < shapes.size(); ++assigned) {
        std::size_t longest = shapes.size();
        for (std::size_t j = 0; j < shapes.size(); ++j) {
            if (unit[j] == nobody && (longest == shapes.size() || shapes[j].clocks() > shapes[longest].clocks())) {
                longest = j;
            }
        }
        std::uint32_t idlest = 0;
        for (std::uint32_t u = 1; u < units; ++u) {
            idlest = load(u) < load(idlest) ? u : idlest;
        }
        unit[longest] = idlest;
    }
}

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

namespace detail {

inline constexpr std::size_t max_junctions = 16;
inline constexpr std::uint32_t no_clocks = ~std::uint32_t{0};

// The smallest legal z with at most `clocks` clocks that takes what the junction before finishes; 0 if there is none.
constexpr std::uint32_t smallest_parallelism(JunctionShape shape, std::uint32_t clocks, std::uint32_t at_least,
                                             bool constant_degrees) {
    for (std::uint32_t z = at_least == 0 ? 1 : at_least; z <= shape.left; ++z) {
        shape.parallelism = z;
        if (shape.left % z == 0 && shape.clocks() <= clocks && check(shape, constant_degrees) == Constraint::none) {
            return z;
        }
    }
    return 0;
}

// The shortest junction block longer than `clocks` that a z of some junction gives, or no_clocks.
constexpr std::uint32_t next_length(std::span<const JunctionShape> shapes, std::uint32_t clocks) {
    std::uint32_t next = no_clocks;
    for (const JunctionShape& shape : shapes) {
        for (std::uint32_t z = 1; z <= shape.left; ++z) {
            const bool candidate =
                shape.parallelism == 0 ? shape.left % z == 0 && shape.edges % z == 0 : shape.parallelism == z;
            const std::uint32_t length = shape.edges / z;
            next = candidate && length > clocks && length < next ? length : next;
        }
    }
    return next;
}

// Completes `shapes` so that no junction takes more than `clocks`. Returns false where that is not possible.
constexpr bool complete(std::span<JunctionShape> shapes, std::span<const bool> constant_degrees, std::uint32_t clocks) {
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        JunctionShape& shape = shapes[j];
        const bool chained = j > 0 && constant_degrees[j] && constant_degrees[j - 1];
        if (shape.parallelism == 0) {
            shape.parallelism =
                smallest_parallelism(shape, clocks, chained ? right_per_clock(shapes[j - 1]) : 0, constant_degrees[j]);
        }
        if (shape.parallelism == 0 || shape.clocks() > clocks ||
            check(shape, constant_degrees[j]) != Constraint::none || (chained && !chain_holds(shapes[j - 1], shape))) {
            return false;
        }
    }
    return true;
}

} // namespace detail

/// Chooses z of every junction whose `parallelism` is 0: the smallest common block cycle that the limits allow, and
/// for it the smallest z of each junction. Given values are kept. `unit` receives the units. Returns false where no
/// choice is legal; `shapes` is then left as it was.
[[nodiscard]] constexpr bool choose_parallelism(std::span<JunctionShape> shapes, std::span<const bool> constant_degrees,
                                                const Limits& limits, std::span<std::uint32_t> unit) {
    if (shapes.size() > detail::max_junctions) {
        return false;
    }
    JunctionShape copy[detail::max_junctions];
    const std::span<JunctionShape> trial(copy, shapes.size());
    for (std::uint32_t clocks = detail::next_length(shapes, 0); clocks != detail::no_clocks;
         clocks = detail::next_length(shapes, clocks)) {
        for (std::size_t j = 0; j < shapes.size(); ++j) {
            trial[j] = shapes[j];
        }
        if (!detail::complete(trial, constant_degrees, clocks)) {
            continue;
        }
        assign_units(trial, limits.units, unit);
        const Demand needed = demand(trial, unit);
        if (needed.multipliers <= limits.multipliers && needed.table_pairs <= limits.table_pairs) {
            for (std::size_t j = 0; j < shapes.size(); ++j) {
                shapes[j] = trial[j];
            }
            return true;
        }
    }
    return false;
}

} // namespace edgeloom::mapping
