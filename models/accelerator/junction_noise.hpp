// All that every junction rounds at random.
#pragma once

#include "accelerator/noise.hpp"
#include "mapping/junction_shape.hpp"

#include <cstdint>

namespace edgeloom::accelerator {

/// A Noise for each operation.
struct JunctionNoise {
    JunctionNoise(const mapping::JunctionShape& shape, numerics::Rounding rounding, std::uint32_t junction)
        : feedforward(rounding, junction, Noise::Operation::feedforward, shape.parallelism, shape.edges),
          backpropagation(rounding, junction, Noise::Operation::backpropagation, shape.parallelism, shape.edges),
          update(rounding, junction, Noise::Operation::update, shape.parallelism, shape.edges),
          step(rounding, junction, Noise::Operation::step, 1, shape.right) {}

    void seed(std::uint32_t seed) {
        for (Noise* const noise : {&feedforward, &backpropagation, &update, &step}) {
            noise->seed(seed);
        }
    }

    Noise feedforward;
    Noise backpropagation;
    Noise update;
    Noise step;
};

} // namespace edgeloom::accelerator
