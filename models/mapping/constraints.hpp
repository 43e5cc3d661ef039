// What makes a junction's shape legal, and what it needs of the hardware (freestanding).
#pragma once

#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::mapping {

/// The constraints of spec section 1.
enum class Constraint : std::uint8_t {
    none,            ///< nothing is violated
    whole_degrees,   ///< p*d_out = n*d_in = W in whole numbers above 0, d_in <= p
    divides_left,    ///< z divides p
    divides_edges,   ///< z divides W
    fan_in_multiple, ///< d_in is a multiple of z or z a multiple of d_in
    chain,           ///< z of the next junction >= ceil(z/d_in): it takes the right neurons finished per clock
};

/// The first constraint that a junction violates on its own. Without constant degrees (patterns for comparison), only
/// those on z and W apply.
[[nodiscard]] constexpr Constraint check(const JunctionShape& shape, bool constant_degrees) {
    if (shape.left == 0 || shape.right == 0 || shape.edges == 0) {
        return Constraint::whole_degrees;
    }
    if (constant_degrees &&
        (shape.edges % shape.left != 0 || shape.edges % shape.right != 0 || shape.fan_in() > shape.left)) {
        return Constraint::whole_degrees;
    }
    if (shape.parallelism == 0 || shape.left % shape.parallelism != 0) {
        return Constraint::divides_left;
    }
    if (shape.edges % shape.parallelism != 0) {
        return Constraint::divides_edges;
    }
    if (constant_degrees && shape.fan_in() % shape.parallelism != 0 && shape.parallelism % shape.fan_in() != 0) {
        return Constraint::fan_in_multiple;
    }
    return Constraint::none;
}

/// Right neurons that a junction finishes per clock, at most: ceil(z/d_in).
[[nodiscard]] constexpr std::uint32_t right_per_clock(const JunctionShape& shape) {
    const std::uint32_t fan_in = shape.fan_in() == 0 ? 1 : shape.fan_in();
    return (shape.parallelism + fan_in - 1) / fan_in;
}

/// Constraint::chain between two junctions that follow each other.
[[nodiscard]] constexpr bool chain_holds(const JunctionShape& before, const JunctionShape& after) {
    return after.parallelism >= right_per_clock(before);
}

/// Multipliers of a junction: FF z, UP z, and BP 2z behind the first (spec section 5).
[[nodiscard]] constexpr std::uint32_t multipliers(const JunctionShape& shape, bool first) {
    return (first ? 2 : 4) * shape.parallelism;
}

/// Words of activation, derivative and delta memory in training, all banks (spec section 4).
[[nodiscard]] constexpr std::uint64_t activation_words(std::span<const JunctionShape> shapes) {
    std::uint64_t words = 0;
    const std::size_t depth = shapes.size();
    for (std::size_t layer = 0; layer < depth; ++layer) {
        const std::uint64_t banks = 2 * (depth - layer) + 1;
        const std::uint64_t kinds = layer == 0 ? 1 : 2; // activations; derivatives behind the first layer
        words += kinds * banks * shapes[layer].left + std::uint64_t{2} * shapes[layer].right;
    }
    return words;
}

/// Words of activation memory in inference alone: two banks per layer.
[[nodiscard]] constexpr std::uint64_t inference_activation_words(std::span<const JunctionShape> shapes) {
    std::uint64_t words = 0;
    for (const JunctionShape& shape : shapes) {
        words += std::uint64_t{2} * shape.left;
    }
    return words;
}

/// Words of weight and bias memory.
[[nodiscard]] constexpr std::uint64_t parameter_words(std::span<const JunctionShape> shapes) {
    std::uint64_t words = 0;
    for (const JunctionShape& shape : shapes) {
        words += std::uint64_t{shape.edges} + shape.right;
    }
    return words;
}

/// All words that training keeps: the figure that spec section 4 gives as 85930 for a fully connected (800,100,10).
[[nodiscard]] constexpr std::uint64_t storage_words(std::span<const JunctionShape> shapes) {
    return activation_words(shapes) + parameter_words(shapes);
}

} // namespace edgeloom::mapping
