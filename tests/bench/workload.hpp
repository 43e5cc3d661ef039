// The published network with made-up data, for benchmarks.
#pragma once

#include "accelerator/edges.hpp"
#include "accelerator/network.hpp"
#include "numerics/random.hpp"
#include "sparsity/expand.hpp"
#include "sparsity/generate.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeloom::bench {

inline constexpr std::size_t inputs = 512;
inline constexpr std::uint32_t features = 784;
inline constexpr std::uint32_t eta_shift = 4;

// The published network with a random type 2 pattern, and inputs of which a fifth is not zero, as in MNIST.
struct Workload {
    Workload() {
        constexpr std::uint32_t stroke = 6; // pixels that are not zero lie together
        numerics::Random random(1, 0);
        for (std::uint32_t j = 0; j < shapes.size(); ++j) {
            const sparsity::PatternSpec spec{.shape = shapes[j]};
            std::vector<std::uint32_t> words(sparsity::pattern_word_count(spec));
            std::vector<std::uint32_t> scratch(sparsity::scratch_words(spec));
            sparsity::generate(spec, random, words, scratch);
            left[j].resize(shapes[j].edges);
            sparsity::expand(2, false, shapes[j], words, left[j]);
            for (std::uint32_t edge = 0; edge < shapes[j].edges; ++edge) {
                right[j].push_back(edge / shapes[j].fan_in());
                weights[j].push_back(static_cast<numerics::Raw>(static_cast<int>(random.below(256)) - 128));
            }
        }
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

    [[nodiscard]] accelerator::Network network() const {
        accelerator::Network network{.format = format, .junctions = {}};
        for (std::uint32_t j = 0; j < shapes.size(); ++j) {
            network.junctions.push_back({.shape = shapes[j], .unit = j});
        }
        return network;
    }
    [[nodiscard]] accelerator::EdgeEnds ends(std::size_t junction) const { return {left[junction], right[junction]}; }

    const numerics::Format format{12, 3};
    const std::array<mapping::JunctionShape, 2> shapes{{{1024, 64, 4096, 128}, {64, 32, 1024, 32}}};
    std::array<std::vector<std::uint32_t>, 2> left;
    std::array<std::vector<std::uint32_t>, 2> right;
    std::array<std::vector<numerics::Raw>, 2> weights;
    std::vector<std::vector<std::uint8_t>> pixels;
    std::vector<std::vector<numerics::Raw>> activations; // the same as raw values of the first layer
    std::vector<std::uint32_t> labels;
};

inline const Workload& workload() {
    static const Workload work;
    return work;
}

} // namespace edgeloom::bench
