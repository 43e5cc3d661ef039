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

Edges::Edges(const mapping::JunctionShape& shape, const EdgeEnds& ends)
    : begins_(begins_of(ends.right, shape.right)),
      column_begins_(begins_of(ends.left, shape.left)),
      columns_(ends.left.size()) {
    std::vector<std::uint32_t> next = column_begins_;
    for (std::uint32_t edge = 0; edge < ends.left.size(); ++edge) {
        columns_[next[ends.left[edge]]++] = {edge, ends.right[edge]};
    }
}

} // namespace edgeloom::accelerator
