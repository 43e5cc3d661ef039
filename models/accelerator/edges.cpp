#include "accelerator/edges.hpp"

#include <numeric>

namespace edgeloom::accelerator {

Edges::Edges(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left,
             std::span<const std::uint32_t> right)
    : column_begin_(shape.left + 1),
      column_right_(left.size()),
      position_(left.size()) {
    for (const std::uint32_t l : left) {
        ++column_begin_[l + 1];
    }
    std::partial_sum(column_begin_.begin(), column_begin_.end(), column_begin_.begin());
    std::vector<std::uint32_t> next(column_begin_.begin(), column_begin_.end() - 1);
    for (std::size_t edge = 0; edge < left.size(); ++edge) {
        const std::uint32_t position = next[left[edge]]++;
        position_[edge] = position;
        column_right_[position] = static_cast<std::uint16_t>(right[edge]);
    }
}

} // namespace edgeloom::accelerator
