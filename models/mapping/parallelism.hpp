// How many edges per clock: the choice of z for every junction, and the units that work on them (freestanding).
#pragma once

#include "mapping/descent.hpp"
#include "mapping/search.hpp"
#include "mapping/units.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::mapping {

/// How good a choice is.
enum class Choice : std::uint8_t {
    none,    ///< no choice is legal within the limits
    good,    ///< legal; whether there is a better one was not settled within Search::max_steps
    optimal, ///< legal, and no other is better
};

namespace detail {

[[nodiscard]] constexpr bool can_be_mapped(std::span<const JunctionShape> shapes) {
    for (const JunctionShape& shape : shapes) {
        if (shape.left == 0 || shape.right == 0 || shape.edges == 0 || shape.left > max_left) {
            return false;
        }
    }
    return shapes.size() <= max_depth;
}

/// Numbers the units in the order in which the junctions use them first.
constexpr void renumber(std::span<std::uint32_t> unit) {
    constexpr std::uint32_t unnumbered = ~std::uint32_t{0};
    std::uint32_t numbers[max_depth];
    for (std::uint32_t& number : numbers) {
        number = unnumbered;
    }
    std::uint32_t next = 0;
    for (std::uint32_t& of_junction : unit) {
        std::uint32_t& number = numbers[of_junction];
        number = number == unnumbered ? next++ : number;
        of_junction = number;
    }
}

} // namespace detail

/// Chooses z of every junction whose `parallelism` is 0: the smallest common block cycle that the limits allow; among
/// those the fewest multipliers, then table pairs, then pattern words. Given values are kept. `unit` receives the
/// units; several junctions share one where there are too few, or where sharing its multipliers is better. Where no
/// choice is legal, `shapes` and `unit` are left as they were.
[[nodiscard]] constexpr Choice choose_parallelism(std::span<JunctionShape> shapes,
                                                  std::span<const PatternTraits> patterns, const Limits& limits,
                                                  std::span<std::uint32_t> unit) {
    if (!detail::can_be_mapped(shapes)) {
        return Choice::none;
    }
    std::uint64_t one_by_one = 0;
    for (const JunctionShape& shape : shapes) {
        one_by_one += shape.edges;
    }
    constexpr std::uint64_t forever = std::uint64_t{1} << 31U;
    const auto longest = static_cast<std::uint32_t>(one_by_one < forever ? one_by_one : forever);
    Search search(shapes, patterns, limits.units);
    Descent descent(search, {longest, limits.multipliers, limits.table_pairs, limits.pattern_words});
    if (!descent.start()) {
        return Choice::none;
    }
    descent.lower(&Cost::clocks, search.fewest_clocks(limits.multipliers));
    descent.lower(&Cost::multipliers, search.fewest_multipliers(descent.cost().clocks));
    descent.lower(&Cost::table_pairs, 1);
    descent.lower(&Cost::pattern_words, search.fewest_pattern_words(descent.cost().clocks));
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        shapes[j].parallelism = descent.best().parallelism[j];
        unit[j] = descent.best().unit[j];
    }
    detail::renumber(unit.first(shapes.size()));
    return descent.settled() ? Choice::optimal : Choice::good;
}

} // namespace edgeloom::mapping
