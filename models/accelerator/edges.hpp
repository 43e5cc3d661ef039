// The edges of a junction, by right neuron and by left neuron.
#pragma once

#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Left and right neuron of every edge of a junction, in edge order; the right one never falls.
struct EdgeEnds {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
};

/// Where the edges of a junction begin and end. Edges are numbered by right neuron (spec section 1); columns name the
/// edges of a left neuron.
class Edges {
public:
    /// An edge of a column.
    struct Outgoing {
        std::uint32_t edge;
        std::uint32_t right;
    };

    Edges(const mapping::JunctionShape& shape, const EdgeEnds& ends);

    [[nodiscard]] std::size_t count() const { return columns_.size(); }
    [[nodiscard]] std::size_t left_neurons() const { return column_begins_.size() - 1; }
    /// The edges of right neuron r are numbered from begins()[r] up to begins()[r + 1].
    [[nodiscard]] std::span<const std::uint32_t> begins() const { return begins_; }
    /// The edges of left neuron l, by rising number.
    [[nodiscard]] std::span<const Outgoing> column(std::size_t l) const {
        return std::span(columns_).subspan(column_begins_[l], column_begins_[l + 1] - column_begins_[l]);
    }

private:
    std::vector<std::uint32_t> begins_;
    std::vector<std::uint32_t> column_begins_;
    std::vector<Outgoing> columns_;
};

} // namespace edgeloom::accelerator
