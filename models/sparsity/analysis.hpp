// What a connection pattern is like: clashes, duplicates, degrees, number of possible patterns, quality.
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

/// Edges that repeat an earlier edge of the same right neuron. Constant fan-in is assumed.
[[nodiscard]] std::size_t duplicates(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left);

/// Number of different patterns of a clash-free kind (spec section 2).
[[nodiscard]] boost::multiprecision::cpp_int pattern_count(const PatternSpec& spec);

/// Edges over possible edges, in percent, of one or more junctions.
[[nodiscard]] double density_percent(std::span<const mapping::JunctionShape> shapes);

/// The pattern words that expand to `left` (and, for listed patterns, `right`), or none where the edges are not of
/// that kind. The inverse of expand().
[[nodiscard]] std::optional<std::vector<std::uint32_t>> compress(const PatternSpec& spec,
                                                                 std::span<const std::uint32_t> left);

} // namespace edgeloom::sparsity
