// The part of a layer that takes part in products.
#pragma once

#include "numerics/format.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// The neurons of a layer whose activation is not zero. Products with zero are zero, so nothing else is worked on.
struct ActiveNeurons {
    std::vector<std::uint16_t> index;
    std::vector<std::int32_t> value;

    void assign(std::span<const std::int32_t> activations);
    /// The first layer's neurons, from the pixels of an input (spec section 3).
    void assign_pixels(std::span<const std::uint8_t> pixels, numerics::Format format);
};

} // namespace edgeloom::accelerator
