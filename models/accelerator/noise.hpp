// The random bits with which one operation of a junction rounds.
#pragma once

#include "numerics/format.hpp"
#include "numerics/rounding_noise.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace edgeloom::accelerator {

/// Holds the words of one input at a time. Without stochastic rounding there are none.
class Noise {
public:
    using Operation = numerics::rounding_noise::Operation;

    Noise(numerics::Rounding rounding, std::uint32_t junction, Operation operation, std::uint32_t lanes,
          std::size_t words)
        : junction_(junction),
          operation_(operation) {
        if (rounding == numerics::Rounding::stochastic) {
            lanes_.resize(lanes);
            words_.resize(words);
        }
    }

    /// A phase begins.
    void seed(std::uint32_t seed) { numerics::rounding_noise::seed(lanes_, seed, junction_, operation_); }
    /// The next input.
    void draw() {
        if (!silent()) {
            numerics::rounding_noise::draw(lanes_, words_);
        }
    }

    /// The next input; word i is then that of edge order[i].
    void draw(std::span<const std::uint32_t> order) {
        draw();
        if (!silent()) {
            std::vector<std::uint32_t> ordered(order.size());
            std::ranges::transform(order, ordered.begin(), [this](std::uint32_t edge) { return words_[edge]; });
            words_ = std::move(ordered);
        }
    }

    /// There are no words.
    [[nodiscard]] bool silent() const { return words_.empty(); }
    /// The word of an edge or a neuron.
    [[nodiscard]] std::uint32_t operator[](std::size_t i) const { return words_.empty() ? 0 : words_[i]; }
    /// The words from `begin` on; null where there are none.
    [[nodiscard]] const std::uint32_t* from(std::size_t begin) const {
        return words_.empty() ? nullptr : words_.data() + begin;
    }

private:
    std::uint32_t junction_; // from 0
    Operation operation_;
    std::vector<std::uint32_t> lanes_;
    std::vector<std::uint32_t> words_;
};

} // namespace edgeloom::accelerator
