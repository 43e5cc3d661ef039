#include "accelerator/left_order.hpp"

#include "accelerator/edge_tails.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace edgeloom::accelerator {

LeftOrder::LeftOrder(const mapping::JunctionShape& shape, std::vector<std::uint16_t> left)
    : left_(std::move(left)),
      lanes_(shape.parallelism),
      rows_(shape.sweep_clocks()),
      sweep_edges_(shape.left) {
    find_starts(shape);
    if (rotates()) {
        std::ranges::transform(starts_, std::back_inserter(back_), [this](std::uint16_t start) {
            return static_cast<std::uint16_t>((rows_ - start) % rows_);
        });
        scratch_.resize(kernels::rotation_scratch(rows_));
        left_ = {};
    }
}

void LeftOrder::find_starts(const mapping::JunctionShape& shape) {
    if (shape.edges % shape.left != 0) {
        return;
    }
    std::vector<std::uint16_t> starts;
    for (std::uint32_t edge = 0; edge < shape.edges; ++edge) {
        const std::uint32_t lane = edge % lanes_;
        const std::uint32_t row = edge / lanes_ % rows_;
        const std::uint32_t address = left_[edge] / lanes_;
        if (row == 0) {
            starts.push_back(static_cast<std::uint16_t>(address));
        }
        const std::uint32_t start = starts[edge / shape.left * lanes_ + lane];
        if (left_[edge] % lanes_ != lane || address != (start + row) % rows_) {
            return;
        }
    }
    starts_ = std::move(starts);
}

kernels::Sweeps LeftOrder::sweeps(const std::vector<std::uint16_t>& starts, std::size_t begin,
                                  std::size_t edges) const {
    return {rows_, lanes_, std::span(starts).subspan(begin / sweep_edges_ * lanes_, edges / sweep_edges_ * lanes_)};
}

void LeftOrder::read(ConstValues values, int shift, std::size_t begin, Values factors) {
    if (rotates()) {
        kernels::rotate_columns(values.data(), sweeps(starts_, begin, factors.size()), shift, factors.data(),
                                scratch_.data());
        return;
    }
    const auto left = std::span(left_).subspan(begin, factors.size());
    for (std::size_t e = 0; e < factors.size(); ++e) {
        factors[e] = static_cast<numerics::Raw>(values[left[e]] * (1 << shift));
    }
}

std::uint64_t LeftOrder::accumulate(const numerics::Multiplier& mul, ConstValues terms, std::size_t begin,
                                    Values deltas) {
    if (rotates()) {
        return kernels::add_rotated(mul, terms.data(), sweeps(back_, begin, terms.size()), deltas.data(),
                                    scratch_.data());
    }
    const auto left = std::span(left_).subspan(begin, terms.size());
    std::uint64_t saturations = 0;
    for (std::size_t e = 0; e < terms.size(); ++e) {
        saturations += kernels::tail::add(mul, deltas[left[e]], terms[e]);
    }
    return saturations;
}

} // namespace edgeloom::accelerator
