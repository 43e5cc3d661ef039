// The edges of a junction, in the natural order and by left neuron.
#pragma once

#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Where every edge of a junction begins and ends. Edge order is the order of the spec (by right neuron);
/// column order groups the edges by left neuron, within one by rising edge number, so that whole columns can be
/// skipped where the left activation is zero and deltas still accumulate in clock order.
class Edges {
public:
    /// @param left  left neuron of every edge, in edge order
    /// @param right right neuron of every edge, in edge order, never falling
    Edges(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left,
          std::span<const std::uint32_t> right);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(column_right_.size()); }

    /// Positions in column order: the edges of left neuron l lie from begins()[l] up to begins()[l + 1].
    [[nodiscard]] std::span<const std::uint32_t> begins() const { return column_begin_; }
    /// Right neuron by position in column order.
    [[nodiscard]] std::span<const std::uint16_t> right() const { return column_right_; }
    /// Position in column order by edge number.
    [[nodiscard]] std::span<const std::uint32_t> position() const { return position_; }

private:
    std::vector<std::uint32_t> column_begin_;
    std::vector<std::uint16_t> column_right_;
    std::vector<std::uint32_t> position_;
};

} // namespace edgeloom::accelerator
