// The edges of a junction, by right neuron and by left neuron.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Left and right neuron of every edge of a junction, in edge order; the right one never falls.
struct EdgeEnds {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
};

/// Where the edges of each of `neurons` neurons begin when edges lie by neuron: those of neuron n are numbered from
/// [n] up to [n + 1].
[[nodiscard]] std::vector<std::uint32_t> begins_of(std::span<const std::uint32_t> ends, std::uint32_t neurons);

/// The edges of every left neuron.
class Columns {
public:
    struct Outgoing {
        std::uint32_t edge;
        std::uint32_t right;
    };

    /// None at all.
    Columns() = default;
    Columns(std::uint32_t left_neurons, const EdgeEnds& ends);

    /// The edges of left neuron l, by rising number.
    [[nodiscard]] std::span<const Outgoing> operator[](std::size_t l) const {
        return std::span(edges_).subspan(begins_[l], begins_[l + 1] - begins_[l]);
    }

private:
    std::vector<std::uint32_t> begins_;
    std::vector<Outgoing> edges_;
};

} // namespace edgeloom::accelerator
