#include "mapping/explain.hpp"

#include "mapping/legal_parallelisms.hpp"

#include <algorithm>
#include <numeric>

namespace edgeloom::mapping {

std::vector<std::uint32_t> legal_fan_outs(std::uint32_t left, std::uint32_t right) {
    std::vector<std::uint32_t> legal;
    const std::uint32_t step = right / std::gcd(left, right);
    for (std::uint32_t fan_out = step; fan_out <= right; fan_out += step) {
        legal.push_back(fan_out);
    }
    return legal;
}

std::vector<std::uint32_t> legal_parallelisms(JunctionShape shape, bool constant_degrees) {
    shape.parallelism = 0;
    const LegalParallelisms legal(shape, constant_degrees);
    return {legal.values().begin(), legal.values().end()};
}

std::string nearest(const std::vector<std::uint32_t>& legal, std::uint32_t value) {
    const auto above = std::ranges::lower_bound(legal, value);
    if (above == legal.end()) {
        return std::to_string(legal.back());
    }
    if (above == legal.begin() || *above == value) {
        return std::to_string(*above);
    }
    return std::to_string(*(above - 1)) + " and " + std::to_string(*above);
}

std::string explain(Constraint constraint, const JunctionShape& shape) {
    const auto number = [](const char* name, std::uint32_t value) {
        return std::string(name) + " = " + std::to_string(value);
    };
    switch (constraint) {
    case Constraint::none:
        return "nothing is violated";
    case Constraint::whole_degrees:
        return number("p", shape.left) + ", " + number("n", shape.right) + ", " + number("W", shape.edges) +
               " give no whole fan-in of at most p";
    case Constraint::divides_left:
        return number("z", shape.parallelism) + " does not divide " + number("p", shape.left);
    case Constraint::divides_edges:
        return number("z", shape.parallelism) + " does not divide " + number("W", shape.edges);
    case Constraint::fan_in_multiple:
        return "neither of " + number("z", shape.parallelism) + " and " + number("d_in", shape.fan_in()) +
               " divides the other";
    case Constraint::chain:
        return number("z", shape.parallelism) +
               " is below the right neurons that the junction before finishes per clock";
    }
    return {};
}

} // namespace edgeloom::mapping
