// Random networks within the accelerator's constraints, with patterns written down straight from the specification.
#pragma once

#include "reference/reference.hpp"

#include <cstdint>
#include <random>
#include <vector>

namespace edgeloom::test {

struct RandomJunction {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t edges = 0;
    std::uint32_t parallelism = 0;
    std::uint32_t type = 0; ///< 0: listed, 1 to 3: clash-free
    bool dither = false;
    std::uint32_t sample = 0; ///< right neurons that take part in backpropagation; 0: all
    std::vector<std::uint32_t> pattern_words;
    std::vector<std::int64_t> edge_left;
    std::vector<std::int64_t> edge_right;
    std::vector<std::int64_t> weights;
    std::vector<std::int64_t> biases;
};

struct RandomNetwork {
    int width = 0;
    int integer = 0;
    reference::Rounding rounding = reference::Rounding::half_up;
    reference::Activation activation = reference::Activation::sigmoid;
    std::uint32_t rounding_seed = 0;
    bool quadratic = false;
    std::uint32_t classes = 0;
    std::uint32_t features = 0;
    std::uint32_t input_bits = 8; ///< pixels are what so many bits can stand for
    std::vector<RandomJunction> junctions;
    std::vector<reference::Input> inputs;

    [[nodiscard]] reference::Network reference() const;
    [[nodiscard]] std::uint32_t longest_junction() const; ///< clocks
};

/// Pixels that `bits` bits can stand for, by the upper ones of those there are.
void quantise(RandomNetwork& network, std::uint32_t bits);

/// Lets some of the right neurons take part in backpropagation, or all.
void sample_backpropagation(RandomNetwork& network, std::mt19937_64& random);

/// @param depth junctions
RandomNetwork random_network(std::mt19937_64& random, std::uint32_t depth, std::uint32_t inputs);

} // namespace edgeloom::test
