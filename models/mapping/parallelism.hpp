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

[[nodiscard]] constexpr bool any_empty(std::span<const JunctionShape> shapes) {
    for (const JunctionShape& shape : shapes) {
        if (shape.left == 0 || shape.right == 0 || shape.edges == 0) {
            return true;
        }
    }
    return false;
}

constexpr std::uint32_t divide_up(std::uint32_t x, std::uint32_t y) {
    return x / y + (x % y == 0 ? 0 : 1);
}

// The smallest legal z, at least `at_least`, with which the junction takes at most `clocks` clocks; 0 if there is none.
constexpr std::uint32_t smallest_parallelism(JunctionShape shape, std::uint32_t clocks, std::uint32_t at_least,
                                             bool constant_degrees) {
    const std::uint32_t quick_enough = divide_up(shape.edges, clocks);
    for (std::uint32_t z = at_least > quick_enough ? at_least : quick_enough; z <= shape.left; ++z) {
        shape.parallelism = z;
        if (shape.left % z == 0 && check(shape, constant_degrees) == Constraint::none) {
            return z;
        }
    }
    return 0;
}

// The shortest time longer than `clocks` that the junction takes with some z, or no_clocks.
constexpr std::uint32_t next_length(const JunctionShape& shape, std::uint32_t clocks) {
    if (shape.parallelism != 0) {
        return shape.clocks() > clocks ? shape.clocks() : no_clocks;
    }
    const std::uint32_t slow_enough = shape.edges / (clocks + 1);
    for (std::uint32_t z = slow_enough < shape.left ? slow_enough : shape.left; z > 0; --z) {
        if (shape.left % z == 0 && shape.edges % z == 0) {
            return shape.edges / z;
        }
    }
    return no_clocks;
}

// The shortest time longer than `clocks` that some junction takes, or no_clocks.
constexpr std::uint32_t next_length(std::span<const JunctionShape> shapes, std::uint32_t clocks) {
    std::uint32_t next = no_clocks;
    for (const JunctionShape& shape : shapes) {
        const std::uint32_t length = next_length(shape, clocks);
        next = length < next ? length : next;
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

// Junctions with their z and their units, by value.
class Mapping {
public:
    constexpr Mapping() = default;
    constexpr explicit Mapping(std::span<const JunctionShape> shapes) : size_(shapes.size()) {
        for (std::size_t j = 0; j < size_; ++j) {
            shapes_[j] = shapes[j];
        }
    }
    [[nodiscard]] constexpr std::span<JunctionShape> junctions() { return {shapes_, size_}; }
    [[nodiscard]] constexpr std::span<std::uint32_t> units() { return {units_, size_}; }

private:
    std::size_t size_ = 0;
    JunctionShape shapes_[max_junctions]{};
    std::uint32_t units_[max_junctions]{};
};

[[nodiscard]] constexpr bool fits(Mapping& mapping, const Limits& limits) {
    const Demand needed = demand(mapping.junctions(), mapping.units());
    return needed.multipliers <= limits.multipliers && needed.table_pairs <= limits.table_pairs;
}

// Shortens the longest unit of a mapping as long as the limits allow it, raising one z at a time to the next legal
// value. Junctions that share a unit share its multipliers: what the most parallel one needs costs the others nothing.
class Climb {
public:
    constexpr Climb(std::span<const JunctionShape> given, std::span<const bool> constant_degrees, const Limits& limits,
                    Mapping& mapping)
        : given_(given),
          constant_degrees_(constant_degrees),
          limits_(limits),
          mapping_(mapping) {}

    constexpr void run() {
        while (raise_one()) {
        }
    }

private:
    // Raises that junction of the longest unit which saves the most clocks. Returns false where none can be raised.
    constexpr bool raise_one() {
        const std::span<JunctionShape> junctions = mapping_.junctions();
        const std::uint32_t longest = longest_unit_number();
        std::size_t choice = junctions.size();
        std::uint32_t choice_z = 0;
        std::uint32_t most_saved = 0;
        for (std::size_t j = 0; j < junctions.size(); ++j) {
            if (given_[j].parallelism != 0 || mapping_.units()[j] != longest) {
                continue;
            }
            const std::uint32_t z = junctions[j].parallelism;
            const std::uint32_t raised = smallest_parallelism(junctions[j], no_clocks, z + 1, constant_degrees_[j]);
            if (raised == 0) {
                continue;
            }
            const std::uint32_t saved = junctions[j].edges / z - junctions[j].edges / raised;
            junctions[j].parallelism = raised;
            if (saved > most_saved && chain_holds_at(j) && fits(mapping_, limits_)) {
                choice = j;
                choice_z = raised;
                most_saved = saved;
            }
            junctions[j].parallelism = z;
        }
        if (choice == junctions.size()) {
            return false;
        }
        junctions[choice].parallelism = choice_z;
        return true;
    }

    [[nodiscard]] constexpr std::uint32_t longest_unit_number() const {
        const std::span<const JunctionShape> junctions = mapping_.junctions();
        const std::span<const std::uint32_t> units = mapping_.units();
        std::uint32_t number = 0;
        std::uint32_t longest = 0;
        for (const std::uint32_t unit : units) {
            std::uint32_t clocks = 0;
            for (std::size_t j = 0; j < junctions.size(); ++j) {
                clocks += units[j] == unit ? junctions[j].clocks() : 0;
            }
            if (clocks > longest) {
                longest = clocks;
                number = unit;
            }
        }
        return number;
    }

    // A larger z finishes more right neurons per clock: the next junction must take them.
    [[nodiscard]] constexpr bool chain_holds_at(std::size_t j) const {
        const std::span<const JunctionShape> junctions = mapping_.junctions();
        return j + 1 == junctions.size() || !constant_degrees_[j] || !constant_degrees_[j + 1] ||
               chain_holds(junctions[j], junctions[j + 1]);
    }

    std::span<const JunctionShape> given_;
    std::span<const bool> constant_degrees_;
    const Limits& limits_;
    Mapping& mapping_;
};

} // namespace detail

/// Chooses z of every junction whose `parallelism` is 0: the smallest common block cycle that the limits allow, and
/// for it the smallest z of each junction. Given values are kept. `unit` receives the units; several junctions share
/// one where there are too few, or where sharing its multipliers makes the block cycle shorter. With shared units the
/// choice need not be the very best: z is then raised step by step (detail::Climb). Returns false where no choice is
/// legal; `shapes` and `unit` are then left as they were.
[[nodiscard]] constexpr bool choose_parallelism(std::span<JunctionShape> shapes, std::span<const bool> constant_degrees,
                                                const Limits& limits, std::span<std::uint32_t> unit) {
    const auto depth = static_cast<std::uint32_t>(shapes.size());
    if (depth > detail::max_junctions || detail::any_empty(shapes)) {
        return false;
    }
    detail::Mapping best;
    std::uint32_t shortest = detail::no_clocks;
    for (std::uint32_t units = limits.units < depth ? limits.units : depth; units > 0; --units) {
        for (std::uint32_t clocks = detail::next_length(shapes, 0); clocks < shortest;
             clocks = detail::next_length(shapes, clocks)) {
            detail::Mapping trial(shapes);
            if (!detail::complete(trial.junctions(), constant_degrees, clocks)) {
                continue;
            }
            assign_units(trial.junctions(), units, trial.units());
            if (!detail::fits(trial, limits)) {
                continue;
            }
            if (units < depth) {
                detail::Climb(shapes, constant_degrees, limits, trial).run();
            }
            if (const std::uint32_t length = longest_unit(trial.junctions(), trial.units()); length < shortest) {
                shortest = length;
                best = trial;
            }
        }
    }
    if (shortest == detail::no_clocks) {
        return false;
    }
    for (std::size_t j = 0; j < depth; ++j) {
        shapes[j] = best.junctions()[j];
        unit[j] = best.units()[j];
    }
    return true;
}

} // namespace edgeloom::mapping
