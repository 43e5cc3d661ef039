// What more of a limit would bring.
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

inline constexpr std::array limits_of_choice{Limit{"junction_units", &Limits::units},
                                             Limit{"multipliers", &Limits::multipliers},
                                             Limit{"table_pairs", &Limits::table_pairs}};

/// A network whose z are to be chosen where they are 0.
struct Wish {
    std::span<const JunctionShape> shapes;
    std::span<const bool> constant_degrees;
};

/// Clocks of the block cycle that is chosen, without overhead; none where nothing is legal.
[[nodiscard]] std::optional<std::uint32_t> shortest(const Wish& wish, const Limits& limits);

/// The same with as much of `limit` as one likes.
[[nodiscard]] std::optional<std::uint32_t> shortest_without(const Wish& wish, Limits limits, const Limit& limit);

/// The smallest value of `limit` with which anything is legal, the others as they are; none where no value helps.
[[nodiscard]] std::optional<std::uint32_t> fewest(const Wish& wish, Limits limits, const Limit& limit);

} // namespace edgeloom::mapping
