// Draws patterns whose edges are listed one by one: structured, random, n:m (freestanding).
#pragma once

#include "mapping/constraints.hpp"
#include "numerics/random.hpp"
#include "sparsity/pattern_words.hpp"

#include <cstdint>
#include <span>
#include <utility>

namespace edgeloom::sparsity {

/// Constant degrees, otherwise random: a circulant with its left neurons relabelled, then edge swaps that keep the
/// degrees and make no duplicate. `scratch` needs scratch_words(shape) words.
class StructuredGenerator {
public:
    constexpr StructuredGenerator(const mapping::JunctionShape& shape, numerics::Random& random,
                                  std::span<std::uint32_t> words, std::span<std::uint32_t> scratch)
        : shape_(shape),
          random_(random),
          words_(words),
          label_(scratch.first(shape.left)),
          taken_(scratch.subspan(shape.left)) {}

    [[nodiscard]] static constexpr std::size_t scratch_words(const mapping::JunctionShape& shape) {
        return shape.left + (std::size_t{shape.left} * shape.right + bits - 1) / bits;
    }

    constexpr void generate() {
        relabel();
        fill_circulant();
        for (std::uint32_t attempt = 0; attempt < swaps_per_edge * shape_.edges; ++attempt) {
            try_swap(random_.below(shape_.edges), random_.below(shape_.edges));
        }
    }

private:
    static constexpr std::uint32_t bits = 32;
    static constexpr std::uint32_t swaps_per_edge = 4;

    constexpr void relabel() {
        for (std::uint32_t l = 0; l < shape_.left; ++l) {
            label_[l] = l;
        }
        for (std::uint32_t i = shape_.left; i > 1; --i) {
            std::swap(label_[i - 1], label_[random_.below(i)]);
        }
    }

    constexpr void fill_circulant() {
        for (std::uint32_t& word : taken_) {
            word = 0;
        }
        for (std::uint32_t edge = 0; edge < shape_.edges; ++edge) {
            put(edge, label_[edge % shape_.left]);
        }
    }

    [[nodiscard]] constexpr std::uint32_t cell(std::uint32_t edge, std::uint32_t left) const {
        return edge / shape_.fan_in() * shape_.left + left;
    }
    [[nodiscard]] constexpr bool taken(std::uint32_t cell) const {
        return ((taken_[cell / bits] >> cell % bits) & 1U) != 0;
    }
    constexpr void put(std::uint32_t edge, std::uint32_t left) {
        words_[edge] = edge_word(left, edge / shape_.fan_in());
        taken_[cell(edge, left) / bits] |= 1U << cell(edge, left) % bits;
    }
    constexpr void clear(std::uint32_t cell) { taken_[cell / bits] &= ~(1U << cell % bits); }

    constexpr void try_swap(std::uint32_t one, std::uint32_t other) {
        const std::uint32_t left_one = abi::accelerator::field::edge_left.extract(words_[one]);
        const std::uint32_t left_other = abi::accelerator::field::edge_left.extract(words_[other]);
        if (taken(cell(one, left_other)) || taken(cell(other, left_one))) {
            return; // also where both belong to one right neuron, or to one left neuron
        }
        clear(cell(one, left_one));
        clear(cell(other, left_other));
        put(one, left_other);
        put(other, left_one);
    }

    const mapping::JunctionShape& shape_;
    numerics::Random& random_;
    std::span<std::uint32_t> words_;
    std::span<std::uint32_t> label_;
    std::span<std::uint32_t> taken_; // a bit per pair of neurons
};

/// W edges anywhere: every set of W different pairs is equally likely (selection sampling, Knuth 3.4.2 S).
constexpr void generate_random(const mapping::JunctionShape& shape, numerics::Random& random,
                               std::span<std::uint32_t> words) {
    std::uint32_t cells = shape.left * shape.right;
    std::uint32_t edge = 0;
    for (std::uint32_t right = 0; right < shape.right; ++right) {
        for (std::uint32_t left = 0; left < shape.left; ++left, --cells) {
            if (random.below(cells) < shape.edges - edge) {
                words[edge++] = edge_word(left, right);
            }
        }
    }
}

/// `keep` of every `group` consecutive left neurons per right neuron, every choice equally likely.
constexpr void generate_n_of_m(const PatternSpec& spec, numerics::Random& random, std::span<std::uint32_t> words) {
    std::uint32_t edge = 0;
    for (std::uint32_t right = 0; right < spec.shape.right; ++right) {
        std::uint32_t wanted = 0;
        for (std::uint32_t left = 0; left < spec.shape.left; ++left) {
            const std::uint32_t remaining = spec.group - left % spec.group;
            wanted = remaining == spec.group ? spec.keep : wanted;
            if (random.below(remaining) < wanted) {
                words[edge++] = edge_word(left, right);
                --wanted;
            }
        }
    }
}

} // namespace edgeloom::sparsity
