// What more of a limit would bring (freestanding).
#pragma once

#include "mapping/parallelism.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace edgeloom::mapping {

/// A limit of the hardware that the choice of z goes by.
struct Limit {
    std::string_view name; ///< that of its key in a configuration
    std::uint32_t Limits::*value;
};

inline constexpr std::array limits_of_choice{
    Limit{"junction_units", &Limits::units}, Limit{"multipliers", &Limits::multipliers},
    Limit{"table_pairs", &Limits::table_pairs}, Limit{"pattern_words", &Limits::pattern_words}};

/// A network whose z are to be chosen where they are 0; at most `max_depth` junctions.
struct Wish {
    std::span<const JunctionShape> shapes;
    std::span<const PatternTraits> patterns;
};

/// Clocks of the block cycle that is chosen, without overhead; none where nothing is legal.
[[nodiscard]] constexpr std::optional<std::uint32_t> shortest(const Wish& wish, const Limits& limits) {
    std::array<JunctionShape, max_depth> shapes{};
    std::array<std::uint32_t, max_depth> units{};
    const std::size_t depth = wish.shapes.size();
    for (std::size_t j = 0; j < depth; ++j) {
        shapes[j] = wish.shapes[j];
    }
    const auto chosen = std::span(shapes).first(depth);
    const auto unit = std::span(units).first(depth);
    if (choose_parallelism(chosen, wish.patterns, limits, unit) == Choice::none) {
        return std::nullopt;
    }
    return longest_unit(chosen, unit);
}

namespace detail {

inline constexpr std::uint32_t plenty = 1U << 30U; // more than any network needs

} // namespace detail

/// The same with as much of `limit` as one likes.
[[nodiscard]] constexpr std::optional<std::uint32_t> shortest_without(const Wish& wish, Limits limits,
                                                                      const Limit& limit) {
    limits.*limit.value = detail::plenty;
    return shortest(wish, limits);
}

/// The smallest value of `limit` with which anything is legal, the others as they are; none where no value helps.
[[nodiscard]] constexpr std::optional<std::uint32_t> fewest(const Wish& wish, Limits limits, const Limit& limit) {
    if (!shortest_without(wish, limits, limit)) {
        return std::nullopt;
    }
    std::uint32_t too_few = 0; // more of a limit never makes anything illegal
    std::uint32_t enough = detail::plenty;
    while (enough - too_few > 1) {
        const std::uint32_t middle = too_few + (enough - too_few) / 2;
        limits.*limit.value = middle;
        (shortest(wish, limits) ? enough : too_few) = middle;
    }
    return enough;
}

/// The limit to raise where nothing is legal, and the smallest value that helps.
struct Relief {
    Limit limit;
    std::uint32_t value;
};

/// The first of `limits_of_choice` that helps if it alone is raised; none where several are too tight.
[[nodiscard]] constexpr std::optional<Relief> relief(const Wish& wish, const Limits& limits) {
    for (const Limit& limit : limits_of_choice) {
        if (const auto value = fewest(wish, limits, limit)) {
            return Relief{limit, *value};
        }
    }
    return std::nullopt;
}

} // namespace edgeloom::mapping
