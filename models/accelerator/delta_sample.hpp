// Which right neurons' deltas take part in backpropagation.
#pragma once

#include "numerics/format.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Randomized sparse computation as of Liu et al., ICML 2023: of a junction's product that gives the deltas of its left
/// neurons, only the terms of the right neurons with the largest absolute deltas, of equal ones those with the lower
/// index. Choosing costs no clocks here.
class DeltaSample {
public:
    /// @param rights right neurons
    /// @param right  of every edge
    DeltaSample(std::uint32_t rights, std::span<const std::uint32_t> right);

    /// From now on so many right neurons take part; 0, or more than there are: all.
    void set_size(std::uint32_t size);
    [[nodiscard]] bool takes_all() const { return size_ == 0; }

    /// Chooses by the deltas of an input, where not all take part.
    void choose(std::span<const numerics::Raw> deltas);

    /// Of the input chosen for last.
    [[nodiscard]] bool takes(std::size_t right) const { return takes_all() || taken_[right]; }
    /// Its deltas, 0 for those that do not take part.
    [[nodiscard]] std::span<const numerics::Raw> deltas() const { return deltas_; }
    /// The edges of the right neurons that take part.
    [[nodiscard]] std::uint64_t edges() const { return edges_; }

private:
    std::uint64_t all_edges_;
    std::vector<std::uint32_t> fan_in_;
    std::uint32_t size_ = 0;
    std::vector<std::uint32_t> order_; // right neurons, those that take part first
    std::vector<bool> taken_;
    std::vector<numerics::Raw> deltas_;
    std::uint64_t edges_;
};

} // namespace edgeloom::accelerator
