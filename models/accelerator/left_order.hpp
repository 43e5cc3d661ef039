// In what order the edges of a junction take its left neurons.
#pragma once

#include "accelerator/edge_kernels.hpp"
#include "mapping/junction_shape.hpp"
#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Reads left neurons edge by edge, and writes back to them. Where every sweep goes through each left memory from a
/// start of its own, as in patterns of types 2 and 3 that are not dithered, the rows of a sweep are those of the layer
/// with each column rotated. Vectors do that faster than single accesses, a whole sweep at a time.
class LeftOrder {
public:
    using Values = std::span<numerics::Raw>;
    using ConstValues = std::span<const numerics::Raw>;

    /// @param left neuron of every edge, row by row
    LeftOrder(const mapping::JunctionShape& shape, std::vector<std::uint16_t> left);

    /// Whether columns are rotated. Then edges are read by whole sweeps.
    [[nodiscard]] bool rotates() const { return !starts_.empty(); }
    /// Address in the first row, by sweep and lane; none where columns are not rotated.
    [[nodiscard]] std::span<const std::uint16_t> starts() const { return starts_; }
    /// Edges come in multiples of that many.
    [[nodiscard]] std::size_t granularity() const { return rotates() ? sweep_edges_ : 1; }

    /// factors_e = values_left(e) * 2^shift for `factors.size()` edges from `begin` on
    void read(ConstValues values, int shift, std::size_t begin, Values factors);
    /// delta_left(e) = add(delta_left(e), term_e) for `terms.size()` edges from `begin` on, one after the other.
    /// Returns how many saturated.
    [[nodiscard]] std::uint64_t accumulate(const numerics::Multiplier& mul, ConstValues terms, std::size_t begin,
                                           Values deltas);

private:
    void find_starts(const mapping::JunctionShape& shape);
    [[nodiscard]] kernels::Sweeps sweeps(const std::vector<std::uint16_t>& starts, std::size_t begin,
                                         std::size_t edges) const;

    std::vector<std::uint16_t> left_; // none where columns are rotated
    std::uint32_t lanes_;             // z
    std::uint32_t rows_;              // of a sweep
    std::size_t sweep_edges_;
    std::vector<std::uint16_t> starts_;
    std::vector<std::uint16_t> back_; // row of the first address, likewise
    std::vector<numerics::Raw> scratch_;
};

} // namespace edgeloom::accelerator
