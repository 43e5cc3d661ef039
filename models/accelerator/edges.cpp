#include "accelerator/edges.hpp"

#include <numeric>

namespace edgeloom::accelerator {

std::vector<std::uint32_t> begins_of(std::span<const std::uint32_t> ends, std::uint32_t neurons) {
    std::vector<std::uint32_t> begins(neurons + 1);
    for (const std::uint32_t neuron : ends) {
        ++begins[neuron + 1];
    }
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    return begins;
}

Columns::Columns(std::uint32_t left_neurons, const EdgeEnds& ends)
    : begins_(begins_of(ends.left, left_neurons)),
      edges_(ends.left.size()) {
    std::vector<std::uint32_t> next = begins_;
    for (std::uint32_t edge = 0; edge < ends.left.size(); ++edge) {
        edges_[next[ends.left[edge]]++] = {edge, ends.right[edge]};
    }
}

} // namespace edgeloom::accelerator
