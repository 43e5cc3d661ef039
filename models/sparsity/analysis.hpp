// What a connection pattern is like: clashes, duplicates, degrees, number of possible patterns.
#pragma once

#include "sparsity/pattern_spec.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgeloom::sparsity {

/// No clock uses a left memory twice (spec section 2).
[[nodiscard]] bool clash_free(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left);

/// Right neuron of every edge where the fan-in is constant: e / d_in (spec section 1).
[[nodiscard]] std::vector<std::uint32_t> right_neurons(const mapping::JunctionShape& shape);

/// Edges per neuron, from one end of every edge: the fan-outs of left neurons, the fan-ins of right ones.
[[nodiscard]] std::vector<std::uint32_t> degrees(std::span<const std::uint32_t> ends, std::uint32_t neurons);

/// Edges that join the same two neurons as an earlier edge.
[[nodiscard]] std::size_t duplicates(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right);

/// Number of different patterns of a clash-free kind (spec section 2).
[[nodiscard]] boost::multiprecision::cpp_int pattern_count(const PatternSpec& spec);

/// Edges over possible edges, in percent, of one or more junctions.
[[nodiscard]] double density_percent(std::span<const mapping::JunctionShape> shapes);

/// The pattern words that give these edges, or none where the edges are not of that kind: the inverse of expand().
/// Only listed patterns look at `right`; the others have constant fan-in.
[[nodiscard]] std::optional<std::vector<std::uint32_t>>
compress(const PatternSpec& spec, std::span<const std::uint32_t> left, std::span<const std::uint32_t> right);

} // namespace edgeloom::sparsity
