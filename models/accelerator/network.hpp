// A network as it is mapped onto the accelerator.
#pragma once

#include "mapping/junction_shape.hpp"
#include "numerics/activation_rule.hpp"
#include "numerics/format.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeloom::accelerator {

/// A junction and how it is mapped.
struct MappedJunction {
    mapping::JunctionShape shape;
    std::uint32_t pattern_type =
        2; ///< 0: every edge listed, 1, 2, 3: clash-free (abi::accelerator::field::pattern_type)
    bool dither = false;
    std::uint32_t unit = 0; ///< junction unit that works on it
};

/// Everything that CONFIGURE fixes.
struct Network {
    numerics::Format format;
    numerics::Activation activation = numerics::Activation::sigmoid;
    std::vector<MappedJunction> junctions;

    [[nodiscard]] std::uint32_t depth() const { return static_cast<std::uint32_t>(junctions.size()); }
    [[nodiscard]] std::uint32_t inputs() const { return junctions.front().shape.left; }
    [[nodiscard]] std::uint32_t outputs() const { return junctions.back().shape.right; }
};

/// Inputs on their way from feedforward to update in junction `index`, from 0: the two that are worked on included.
[[nodiscard]] inline std::size_t inputs_between(const Network& network, std::uint32_t index) {
    return 2 * std::size_t{network.depth() - index};
}

/// What is learnt in one junction: raw fixed-point integers in edge and neuron order.
struct Parameters {
    std::vector<numerics::Raw> weights;
    std::vector<numerics::Raw> biases;
};

} // namespace edgeloom::accelerator
