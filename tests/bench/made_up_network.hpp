// Networks of any size with random patterns and weights, for benchmarks.
#pragma once

#include "accelerator/edges.hpp"
#include "accelerator/network.hpp"
#include "numerics/random.hpp"
#include "sparsity/expand.hpp"
#include "sparsity/generate.hpp"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace edgeloom::bench {

/// Patterns are of type 2, weights small. Everything by junction.
struct MadeUpNetwork {
    explicit MadeUpNetwork(std::vector<mapping::JunctionShape> junctions, numerics::Random random)
        : shapes(std::move(junctions)) {
        for (const mapping::JunctionShape& shape : shapes) {
            const sparsity::PatternSpec spec{.shape = shape};
            std::vector<std::uint32_t> words(sparsity::pattern_word_count(spec));
            std::vector<std::uint32_t> scratch(sparsity::scratch_words(spec));
            if (!sparsity::generate(spec, random, words, scratch)) {
                throw std::invalid_argument("there is no such pattern");
            }
            accelerator::EdgeEnds& edges = ends.emplace_back();
            edges.left.resize(shape.edges);
            edges.right.resize(shape.edges);
            sparsity::expand(2, false, shape, words, edges.left);
            std::vector<numerics::Raw>& raw = weights.emplace_back(shape.edges);
            for (std::uint32_t edge = 0; edge < shape.edges; ++edge) {
                edges.right[edge] = edge / shape.fan_in();
                raw[edge] = static_cast<numerics::Raw>(static_cast<int>(random.below(256)) - 128);
            }
        }
    }

    [[nodiscard]] accelerator::Network network() const {
        accelerator::Network network{.format = format, .junctions = {}};
        for (std::uint32_t j = 0; j < shapes.size(); ++j) {
            network.junctions.push_back({.shape = shapes[j], .unit = j});
        }
        return network;
    }

    const numerics::Format format{12, 3};
    std::vector<mapping::JunctionShape> shapes;
    std::vector<accelerator::EdgeEnds> ends;
    std::vector<std::vector<numerics::Raw>> weights;
};

} // namespace edgeloom::bench
