// The random bits of stochastic rounding, in memory of their own.
#pragma once

#include "accelerator/network.hpp"
#include "numerics/noise.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::accelerator {

using NoiseWords = std::vector<std::uint32_t>;
using Noise = numerics::Noise<NoiseWords>;
using JunctionNoise = numerics::JunctionNoise<NoiseWords>;

/// Of junction `junction`, from 0, and of the deltas behind the last.
[[nodiscard]] inline JunctionNoise noise_of(const Network& network, std::uint32_t junction) {
    const mapping::JunctionShape& shape = network.junctions[junction].shape;
    return {network.format.rounding,
            junction,
            {.lanes = shape.parallelism, .edges = shape.edges, .right = shape.right},
            [](std::size_t words) { return NoiseWords(words); }};
}
[[nodiscard]] inline Noise output_noise_of(const Network& network) {
    return {network.format.rounding,
            network.depth() - 1,
            Noise::Operation::output_delta,
            1,
            network.outputs(),
            [](std::size_t words) { return NoiseWords(words); }};
}

} // namespace edgeloom::accelerator
