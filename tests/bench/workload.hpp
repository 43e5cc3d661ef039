// The published network with made-up data, for benchmarks.
#pragma once

#include "bench/made_up_network.hpp"
#include "numerics/random.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeloom::bench {

inline constexpr std::size_t inputs = 512;
inline constexpr std::uint32_t features = 784;
inline constexpr std::uint32_t eta_shift = 4;

// The published network, and inputs of which a fifth is not zero, as in MNIST.
struct Workload : MadeUpNetwork {
    Workload() : MadeUpNetwork({{1024, 64, 4096, 128}, {64, 32, 1024, 32}}, numerics::Random(1, 0)) {
        constexpr std::uint32_t stroke = 6; // pixels that are not zero lie together
        numerics::Random random(1, 1);
        for (std::size_t i = 0; i < inputs; ++i) {
            std::vector<std::uint8_t> input(features);
            for (std::size_t begin = random.below(stroke); begin < input.size(); begin += 5 * stroke) {
                const auto end = input.begin() + static_cast<std::ptrdiff_t>(std::min(begin + stroke, input.size()));
                std::generate(input.begin() + static_cast<std::ptrdiff_t>(begin), end,
                              [&] { return static_cast<std::uint8_t>(1 + random.below(255)); });
            }
            activations.emplace_back(shapes.front().left);
            std::ranges::transform(input, activations.back().begin(), [this](std::uint8_t pixel) {
                return static_cast<numerics::Raw>(format.from_pixel(pixel));
            });
            pixels.push_back(std::move(input));
            labels.push_back(random.below(10));
        }
    }

    std::vector<std::vector<std::uint8_t>> pixels;
    std::vector<std::vector<numerics::Raw>> activations; // the same as raw values of the first layer
    std::vector<std::uint32_t> labels;
};

inline const Workload& workload() {
    static const Workload work;
    return work;
}

} // namespace edgeloom::bench
