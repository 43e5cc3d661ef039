#include "accelerator/active_neurons.hpp"

#include <algorithm>
#include <cstring>

namespace edgeloom::accelerator {

void ActiveNeurons::assign(std::span<const std::int32_t> activations) {
    index.clear();
    value.clear();
    for (std::size_t neuron = 0; neuron < activations.size(); ++neuron) {
        if (activations[neuron] != 0) {
            index.push_back(static_cast<std::uint16_t>(neuron));
            value.push_back(activations[neuron]);
        }
    }
}

void ActiveNeurons::assign_pixels(std::span<const std::uint8_t> pixels, numerics::Format format) {
    index.clear();
    value.clear();
    std::uint64_t eight = 0; // most pixels of most inputs are zero: they are passed over eight at a time
    for (std::size_t first = 0; first < pixels.size(); first += sizeof eight) {
        const std::size_t count = std::min(sizeof eight, pixels.size() - first);
        eight = 0;
        std::memcpy(&eight, pixels.data() + first, count);
        for (std::size_t i = first; eight != 0 && i < first + count; ++i) {
            if (const std::int32_t activation = format.from_pixel(pixels[i]); activation != 0) {
                index.push_back(static_cast<std::uint16_t>(i));
                value.push_back(activation);
            }
        }
    }
}

} // namespace edgeloom::accelerator
