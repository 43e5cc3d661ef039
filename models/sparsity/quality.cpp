#include "sparsity/quality.hpp"

#include <algorithm>
#include <numeric>
#include <ranges>
#include <utility>

namespace edgeloom::sparsity {

namespace {

// Paths from a set of neurons of the first layer, given as a count per neuron, to every neuron of the last layer.
std::vector<double> paths(std::span<const Connections> chain, std::vector<double> count) {
    for (const Connections& junction : chain) {
        std::vector<double> next(junction.right_neurons);
        for (std::size_t edge = 0; edge < junction.left.size(); ++edge) {
            next[junction.right[edge]] += count[junction.left[edge]];
        }
        count = std::move(next);
    }
    return count;
}

double all_paths(std::span<const Connections> chain) {
    const std::vector<double> counts = paths(chain, std::vector<double>(chain.front().left_neurons, 1.0));
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

// Pairs of a neuron of the first layer and one of the last.
double pairs(std::span<const Connections> chain) {
    return static_cast<double>(chain.front().left_neurons) * chain.back().right_neurons;
}

std::vector<Connections> reversed(std::span<const Connections> chain) {
    std::vector<Connections> result;
    for (const Connections& junction : chain | std::views::reverse) {
        result.push_back(junction.reversed());
    }
    return result;
}

double smaller_direction(std::span<const Connections> chain) {
    const std::vector<Connections> back = reversed(chain);
    return std::min(scatter(chain, natural_window(chain)), scatter(back, natural_window(back)));
}

bool has_spread(std::span<const std::uint32_t> permutation, std::uint32_t spread) {
    for (std::size_t i = 0; i < permutation.size(); ++i) {
        for (std::size_t j = i + 1; j < std::min(permutation.size(), i + spread); ++j) {
            const auto [low, high] = std::minmax(permutation[i], permutation[j]);
            if (high - low < spread) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

double scatter(std::span<const Connections> chain, std::uint32_t window) {
    const std::uint32_t neurons = chain.front().left_neurons;
    const double share = all_paths(chain) / pairs(chain);
    double sum = 0;
    std::uint32_t windows = 0;
    for (std::uint32_t begin = 0; begin < neurons; begin += window, ++windows) {
        const std::uint32_t end = std::min(neurons, begin + window);
        std::vector<double> inside(neurons);
        std::fill(inside.begin() + begin, inside.begin() + end, 1.0);
        for (const double count : paths(chain, std::move(inside))) {
            sum += std::min(1.0, count / (share * (end - begin)));
        }
    }
    return sum / windows / chain.back().right_neurons;
}

std::uint32_t natural_window(std::span<const Connections> chain) {
    const double total = all_paths(chain);
    std::uint32_t window = 1;
    while (window < chain.front().left_neurons && window * total < pairs(chain)) {
        ++window;
    }
    return window;
}

double least_scatter(std::span<const Connections> network) {
    double least = smaller_direction(network);
    for (std::size_t j = 0; j < network.size(); ++j) {
        least = std::min(least, smaller_direction(network.subspan(j, 1)));
    }
    return least;
}

std::vector<std::uint32_t> interleaver(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left) {
    std::vector<std::uint32_t> seen(shape.left);
    std::vector<std::uint32_t> permutation;
    for (const std::uint32_t neuron : left) {
        permutation.push_back(neuron * shape.fan_out() + seen[neuron]++);
    }
    return permutation;
}

std::uint32_t spread(std::span<const std::uint32_t> permutation) {
    std::uint32_t largest = 1;
    while (largest < permutation.size() && has_spread(permutation, largest + 1)) {
        ++largest;
    }
    return largest;
}

double dispersion(std::span<const std::uint32_t> permutation) {
    const std::size_t size = permutation.size();
    if (size < 2) {
        return 0;
    }
    std::size_t different = 0;
    for (std::size_t distance = 1; distance < size; ++distance) {
        std::vector<bool> seen(2 * size); // by displacement of pi, from -(size-1) on
        for (std::size_t i = 0; i + distance < size; ++i) {
            const std::size_t displacement = permutation[i + distance] + size - permutation[i];
            if (!seen[displacement]) {
                seen[displacement] = true;
                ++different;
            }
        }
    }
    return 2.0 * static_cast<double>(different) / static_cast<double>(size * (size - 1));
}

} // namespace edgeloom::sparsity
