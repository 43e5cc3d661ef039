#include "mapping/relief.hpp"

#include <vector>

namespace edgeloom::mapping {

namespace {

constexpr std::uint32_t plenty = 1U << 24; // more than any network needs

} // namespace

std::optional<std::uint32_t> shortest(const Wish& wish, const Limits& limits) {
    std::vector<JunctionShape> shapes(wish.shapes.begin(), wish.shapes.end());
    std::vector<std::uint32_t> units(shapes.size());
    if (choose_parallelism(shapes, wish.constant_degrees, limits, units) == Choice::none) {
        return std::nullopt;
    }
    return longest_unit(shapes, units);
}

std::optional<std::uint32_t> shortest_without(const Wish& wish, Limits limits, const Limit& limit) {
    limits.*limit.value = plenty;
    return shortest(wish, limits);
}

// More of a limit never makes anything illegal.
std::optional<std::uint32_t> fewest(const Wish& wish, Limits limits, const Limit& limit) {
    if (!shortest_without(wish, limits, limit)) {
        return std::nullopt;
    }
    std::uint32_t too_few = 0;
    std::uint32_t enough = plenty;
    while (enough - too_few > 1) {
        const std::uint32_t middle = too_few + (enough - too_few) / 2;
        limits.*limit.value = middle;
        (shortest(wish, limits) ? enough : too_few) = middle;
    }
    return enough;
}

} // namespace edgeloom::mapping
