// Draws the pattern of a junction, whatever its kind (freestanding).
#pragma once

#include "sparsity/clash_free.hpp"
#include "sparsity/listed.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::sparsity {

/// Words of working memory that generate() needs.
[[nodiscard]] constexpr std::size_t scratch_words(const PatternSpec& spec) {
    switch (spec.kind) {
    case abi::PatternKind::structured:
        return StructuredGenerator::scratch_words(spec.shape);
    case abi::PatternKind::random:
    case abi::PatternKind::n_of_m:
        return 0;
    default:
        return spec.shape.sweep_clocks();
    }
}

/// Fills `words` (pattern_word_count(spec) of them) with a pattern without duplicate edges. Returns false where there
/// is none: more edges than pairs of neurons, or degrees that the kind cannot have.
constexpr bool generate(const PatternSpec& spec, numerics::Random& random, std::span<std::uint32_t> words,
                        std::span<std::uint32_t> scratch) {
    const mapping::JunctionShape& shape = spec.shape;
    switch (spec.kind) {
    case abi::PatternKind::structured:
        if (mapping::check(shape, true) == mapping::Constraint::whole_degrees) {
            return false;
        }
        StructuredGenerator(shape, random, words, scratch).generate();
        return true;
    case abi::PatternKind::random:
        if (shape.edges > std::uint64_t{shape.left} * shape.right) {
            return false;
        }
        generate_random(shape, random, words);
        return true;
    case abi::PatternKind::n_of_m:
        if (spec.group == 0 || shape.left % spec.group != 0 || spec.keep > spec.group ||
            std::uint64_t{shape.right} * (shape.left / spec.group) * spec.keep != shape.edges) {
            return false;
        }
        generate_n_of_m(spec, random, words);
        return true;
    default:
        if (mapping::check(shape, true) != mapping::Constraint::none) {
            return false;
        }
        ClashFreeGenerator(spec, random, words, scratch).generate();
        return true;
    }
}

} // namespace edgeloom::sparsity
