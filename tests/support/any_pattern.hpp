// Random pattern specifications within the constraints, drawn patterns, and the specification's rules edge by edge.
#pragma once

#include "sparsity/expand.hpp"
#include "sparsity/generate.hpp"

#include <rapidcheck.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace edgeloom::test {

using Words = std::vector<std::uint32_t>;

/// A junction that satisfies every constraint; d_in divides z, or z divides d_in, and d_in need not divide p.
mapping::JunctionShape any_shape();

/// Types 1, 2 and 3, dithered or not, from every start.
sparsity::PatternSpec any_clash_free();

/// Structured, random or n:m.
sparsity::PatternSpec any_listed();

/// The words that generate() makes, exactly the working memory given to it that it asks for; none where it refuses.
std::optional<Words> draw(const sparsity::PatternSpec& spec, std::uint64_t seed);

/// Left neuron of every edge as expand() has it.
Words expanded(const sparsity::PatternSpec& spec, const Words& words);

/// Left neuron of one edge of a clash-free pattern, straight from section 2 of the specification.
std::uint32_t left_by_specification(const sparsity::PatternSpec& spec, const Words& words, std::uint32_t edge);

/// Right neuron of every listed edge.
Words listed_right(const Words& words);

} // namespace edgeloom::test

namespace rc {
void showValue(const edgeloom::sparsity::PatternSpec& spec, std::ostream& out);
}
