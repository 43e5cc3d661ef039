#include "accelerator/left_order.hpp"

#include "accelerator/edge_kernels.hpp"
#include "accelerator/edge_tails.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace edgeloom::accelerator {

LeftOrder::LeftOrder(const mapping::JunctionShape& shape, std::vector<std::uint16_t> left)
    : left_(std::move(left)),
      lanes_(shape.parallelism),
      rows_(shape.sweep_clocks()) {
    find_starts(shape);
    if (rotates()) {
        std::ranges::transform(starts_, std::back_inserter(back_), [this](std::uint16_t start) {
            return static_cast<std::uint16_t>((rows_ - start) % rows_);
        });
        by_address_.resize(shape.left);
        scratch_.resize(kernels::rotation_scratch(rows_));
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

void LeftOrder::read_all(ConstValues values, Values factors) {
    if (!rotates()) {
        read(values, 0, factors);
        return;
    }
    for (std::size_t sweep = 0; sweep < sweeps(); ++sweep) {
        kernels::rotate_columns(values.data(), rows_, std::span(starts_).subspan(sweep * lanes_, lanes_),
                                factors.data() + sweep * values.size(), scratch_.data());
    }
}

void LeftOrder::read(ConstValues values, std::size_t begin, Values factors) const {
    const auto left = std::span(left_).subspan(begin, factors.size());
    for (std::size_t e = 0; e < factors.size(); ++e) {
        factors[e] = values[left[e]];
    }
}

std::uint64_t LeftOrder::accumulate(const numerics::Multiplier& mul, ConstValues terms, Values deltas) {
    std::uint64_t saturations = 0;
    if (!rotates()) {
        for (std::size_t e = 0; e < terms.size(); ++e) {
            saturations += kernels::tail::add(mul, deltas[left_[e]], terms[e]);
        }
        return saturations;
    }
    for (std::size_t sweep = 0; sweep < sweeps(); ++sweep) {
        kernels::rotate_columns(terms.data() + sweep * deltas.size(), rows_,
                                std::span(back_).subspan(sweep * lanes_, lanes_), by_address_.data(), scratch_.data());
        saturations +=
            kernels::add_terms(mul, deltas.data(), by_address_.data(), static_cast<std::uint32_t>(deltas.size()));
    }
    return saturations;
}

} // namespace edgeloom::accelerator
