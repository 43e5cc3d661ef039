#include "accelerator/edges.hpp"

#include <numeric>

namespace edgeloom::accelerator {

namespace {

// Where the edges of each of `neurons` neurons begin when edges lie by neuron.
std::vector<std::uint32_t> begins_of(std::span<const std::uint32_t> ends, std::uint32_t neurons) {
    std::vector<std::uint32_t> begins(neurons + 1);
    for (const std::uint32_t neuron : ends) {
        ++begins[neuron + 1];
    }
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    return begins;
}

} // namespace

Edges::Edges(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left,
             std::span<const std::uint32_t> right)
    : begins_(begins_of(right, shape.right)),
      column_begins_(begins_of(left, shape.left)),
      columns_(left.size()),
      left_(left.begin(), left.end()) {
    std::vector<std::uint32_t> next = column_begins_;
    for (std::uint32_t edge = 0; edge < left.size(); ++edge) {
        columns_[next[left[edge]]++] = {edge, right[edge]};
    }
}

} // namespace edgeloom::accelerator
