#include "accelerator/delta_sample.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace edgeloom::accelerator {

DeltaSample::DeltaSample(std::uint32_t rights, std::span<const std::uint32_t> right)
    : all_edges_(right.size()),
      fan_in_(rights),
      order_(rights),
      taken_(rights),
      deltas_(rights),
      edges_(all_edges_) {
    for (const std::uint32_t neuron : right) {
        ++fan_in_[neuron];
    }
}

void DeltaSample::set_size(std::uint32_t size) {
    size_ = size < fan_in_.size() ? size : 0;
    edges_ = all_edges_;
}

void DeltaSample::choose(std::span<const numerics::Raw> deltas) {
    if (takes_all()) {
        return;
    }
    const auto before = [deltas](std::uint32_t a, std::uint32_t b) {
        const int of_a = std::abs(int{deltas[a]});
        const int of_b = std::abs(int{deltas[b]});
        return of_a != of_b ? of_a > of_b : a < b;
    };
    std::iota(order_.begin(), order_.end(), 0U);
    std::nth_element(order_.begin(), order_.begin() + size_, order_.end(), before);
    taken_.assign(taken_.size(), false);
    std::ranges::fill(deltas_, numerics::Raw{0});
    edges_ = 0;
    for (const std::uint32_t neuron : std::span(order_).first(size_)) {
        taken_[neuron] = true;
        deltas_[neuron] = deltas[neuron];
        edges_ += fan_in_[neuron];
    }
}

} // namespace edgeloom::accelerator
