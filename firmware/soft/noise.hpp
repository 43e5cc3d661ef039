// The random bits with which one operation of a junction rounds on the hart.
#pragma once

#include "numerics/format.hpp"
#include "numerics/rounding_noise.hpp"
#include "runtime/heap.hpp"
#include "training/memory.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::firmware::soft {

/// Holds the words of one input at a time. Without stochastic rounding there are none.
class Noise {
public:
    using Operation = numerics::rounding_noise::Operation;

    Noise() = default;
    /// Gives up where the heap is too small.
    Noise(numerics::Rounding rounding, std::uint32_t junction, Operation operation, std::uint32_t lanes,
          std::uint32_t words, Heap& heap)
        : junction_(junction),
          operation_(operation) {
        if (rounding == numerics::Rounding::stochastic) {
            constexpr const char* what = "no memory left for the random bits of rounding, bytes";
            lanes_ = allocate<std::uint32_t>(heap, lanes, what);
            words_ = allocate<std::uint32_t>(heap, words, what);
        }
    }

    void seed(std::uint32_t seed) { numerics::rounding_noise::seed(lanes_, seed, junction_, operation_); }
    void draw() {
        if (!words_.empty()) {
            numerics::rounding_noise::draw(lanes_, words_);
        }
    }

    /// The word of an edge or a neuron.
    [[nodiscard]] std::uint32_t operator[](std::size_t i) const { return words_.empty() ? 0 : words_[i]; }

private:
    std::uint32_t junction_ = 0;
    Operation operation_ = Operation::feedforward;
    std::span<std::uint32_t> lanes_;
    std::span<std::uint32_t> words_;
};

} // namespace edgeloom::firmware::soft
