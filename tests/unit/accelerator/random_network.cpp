#include "unit/accelerator/random_network.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace edgeloom::test {

namespace {

using Random = std::mt19937_64;

std::uint32_t below(Random& random, std::uint32_t limit) {
    return static_cast<std::uint32_t>(random() % limit);
}

std::int64_t between(Random& random, std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
}

// z must divide p and W, and either of z and d_in the other; the right neurons per clock must fit the next z.
bool legal(const RandomJunction& j, const RandomJunction* before) {
    const std::uint32_t fan_in = j.edges / j.right;
    if (j.left % j.parallelism != 0 || j.edges % j.parallelism != 0) {
        return false;
    }
    if (fan_in % j.parallelism != 0 && j.parallelism % fan_in != 0) {
        return false;
    }
    if (before == nullptr) {
        return true;
    }
    const std::uint32_t before_in = before->edges / before->right;
    return j.parallelism >= (before->parallelism + before_in - 1) / before_in;
}

std::vector<std::uint32_t> permutation(Random& random, std::uint32_t size) {
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::shuffle(order, random);
    return order;
}

// left(e) = t[e]*z + v[e]
void clash_free_pattern(Random& random, RandomJunction& j) {
    const std::uint32_t z = j.parallelism;
    const std::uint32_t depth = j.left / z;
    const std::uint32_t sweeps = j.edges / j.left;
    const std::uint32_t kept_sweeps = j.type == 3 ? 1 : sweeps;
    std::vector<std::vector<std::vector<std::uint32_t>>> address(sweeps); // by sweep, memory, clock
    std::vector<std::vector<std::uint32_t>> memory(sweeps);               // by sweep, m
    for (std::uint32_t s = 0; s < sweeps; ++s) {
        if (s >= kept_sweeps) {
            address[s] = address[0];
            memory[s] = memory[0];
            continue;
        }
        for (std::uint32_t v = 0; v < z; ++v) {
            std::vector<std::uint32_t> order = permutation(random, depth);
            if (j.type != 1) {
                const std::uint32_t start = below(random, depth);
                for (std::uint32_t r = 0; r < depth; ++r) {
                    order[r] = (start + r) % depth;
                }
            }
            address[s].push_back(order);
        }
        memory[s] = permutation(random, z);
        if (!j.dither) {
            std::ranges::sort(memory[s]);
        }
    }
    for (std::uint32_t s = 0; s < kept_sweeps; ++s) {
        for (std::uint32_t r = 0; r < (j.type == 1 ? depth : 1); ++r) {
            for (std::uint32_t v = 0; v < z; ++v) {
                j.pattern_words.push_back(address[s][v][r]);
            }
        }
    }
    for (std::uint32_t s = 0; j.dither && s < kept_sweeps; ++s) {
        j.pattern_words.insert(j.pattern_words.end(), memory[s].begin(), memory[s].end());
    }
    for (std::uint32_t e = 0; e < j.edges; ++e) {
        const std::uint32_t s = e / j.left;
        const std::uint32_t v = memory[s][e % z];
        j.edge_left.push_back(address[s][v][e / z % depth] * z + v);
        j.edge_right.push_back(e / (j.edges / j.right));
    }
}

void listed_pattern(Random& random, RandomJunction& j) {
    for (std::uint32_t e = 0; e < j.edges; ++e) {
        j.edge_left.push_back(below(random, j.left));
        j.edge_right.push_back(below(random, j.right));
    }
    std::ranges::sort(j.edge_right);
    for (std::uint32_t e = 0; e < j.edges; ++e) {
        j.pattern_words.push_back(static_cast<std::uint32_t>(j.edge_right[e] << 16 | j.edge_left[e]));
    }
}

RandomJunction random_junction(Random& random, std::uint32_t left, std::uint32_t right, const RandomJunction* before) {
    while (true) {
        RandomJunction j{.left = left, .right = right};
        const std::uint32_t fan_out = 1 + below(random, right);
        if (left * fan_out % right != 0) {
            continue;
        }
        j.edges = left * fan_out;
        j.parallelism = 1 + below(random, left);
        j.type = below(random, 4);
        j.dither = j.type != 0 && below(random, 2) == 1;
        if (legal(j, before)) {
            return j;
        }
    }
}

} // namespace

RandomNetwork random_network(Random& random, std::uint32_t depth, std::uint32_t inputs) {
    constexpr std::array<std::uint32_t, 9> sizes{2, 4, 6, 8, 9, 12, 16, 24, 32};
    RandomNetwork network;
    network.width = static_cast<int>(between(random, 4, 16));
    network.integer = static_cast<int>(between(random, 1, network.width - 1));
    network.rounding = static_cast<reference::Rounding>(below(random, 3));
    network.activation = static_cast<reference::Activation>(below(random, 2));
    network.rounding_seed = static_cast<std::uint32_t>(random());
    network.quadratic = below(random, 2) == 1;
    std::uint32_t left = sizes[below(random, sizes.size())];
    network.features = 1 + below(random, left);
    const std::int64_t limit = std::int64_t{1} << (network.width - 1);
    const std::int64_t range = below(random, 3) == 0 ? limit : std::max<std::int64_t>(1, limit / 8);
    for (std::uint32_t i = 0; i < depth; ++i) {
        const std::uint32_t right = sizes[below(random, sizes.size())];
        network.junctions.push_back(random_junction(random, left, right, i == 0 ? nullptr : &network.junctions.back()));
        RandomJunction& j = network.junctions.back();
        j.type == 0 ? listed_pattern(random, j) : clash_free_pattern(random, j);
        for (std::uint32_t e = 0; e < j.edges; ++e) {
            j.weights.push_back(between(random, -range, range - 1));
        }
        for (std::uint32_t n = 0; n < right; ++n) {
            j.biases.push_back(between(random, -range, range - 1));
        }
        left = right;
    }
    network.classes = 1 + below(random, left);
    const auto eta = static_cast<std::int64_t>(below(random, 5));
    for (std::uint32_t n = 0; n < inputs; ++n) {
        reference::Input input{.pixels = {}, .label = below(random, left), .eta_shift = eta};
        for (std::uint32_t f = 0; f < network.features; ++f) {
            input.pixels.push_back(below(random, 3) == 0 ? 0 : static_cast<std::uint8_t>(below(random, 256)));
        }
        network.inputs.push_back(input);
    }
    return network;
}

void sample_backpropagation(RandomNetwork& network, Random& random) {
    for (RandomJunction& junction : network.junctions) {
        junction.sample = below(random, junction.right + 2); // also as many as there are, and more
    }
}

void quantise(RandomNetwork& network, std::uint32_t bits) {
    network.input_bits = bits;
    const std::uint32_t levels = (1U << bits) - 1;
    for (reference::Input& input : network.inputs) {
        for (std::uint8_t& pixel : input.pixels) {
            pixel = static_cast<std::uint8_t>(255 / levels * (pixel * (levels + 1) / 256));
        }
    }
}

reference::Network RandomNetwork::reference() const {
    std::vector<reference::Junction> list;
    for (const RandomJunction& j : junctions) {
        list.push_back({.left_neurons = j.left,
                        .right_neurons = j.right,
                        .lanes = j.parallelism,
                        .left = j.edge_left,
                        .right = j.edge_right,
                        .weights = j.weights,
                        .biases = j.biases,
                        .sample = j.sample});
    }
    return {{width, integer, rounding}, activation, quadratic, classes, list};
}

std::uint32_t RandomNetwork::longest_junction() const {
    std::uint32_t clocks = 0;
    for (const RandomJunction& j : junctions) {
        clocks = std::max(clocks, j.edges / j.parallelism);
    }
    return clocks;
}

} // namespace edgeloom::test
