// The arithmetic of one junction on the hart.
#pragma once

#include "drivers/accelerator.hpp"
#include "mapping/junction_shape.hpp"
#include "numerics/multiplier.hpp"
#include "numerics/noise.hpp"
#include "runtime/heap.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::firmware::soft {

/// Values of neurons, weights and biases: raw integers of at most 16 bits.
using Values = std::span<std::int16_t>;
using ConstValues = std::span<const std::int16_t>;
/// Random bits of stochastic rounding.
using NoiseWords = std::span<std::uint32_t>;

/// Holds a junction's edges, weights and biases in memory and computes spec section 3 bit for bit, row by row: the
/// edges of a right neuron lie one behind the other. Spans of neurons have the length of their layer.
class Junction {
public:
    /// How the accelerator has the junction's pattern.
    struct Pattern {
        std::uint32_t type; ///< PATTERN.TYPE
        bool dither;
    };

    /// Takes pattern, weights and biases of junction `number` out of the accelerator's windows. Gives up where the heap
    /// is too small.
    void load(const Accelerator& accelerator, std::uint32_t number, const mapping::JunctionShape& shape,
              Pattern pattern, numerics::Format format, Heap& heap);
    /// A phase begins.
    void seed(std::uint32_t seed) { noise_.seed(seed); }
    /// Writes weights and biases back into the windows.
    void store(const Accelerator& accelerator, std::uint32_t number) const;

    /// sums_j = sat(b_j + sum of mul(w_e, a_left(e)))
    void feedforward(const numerics::Multiplier& mul, ConstValues left, Values sums);
    /// delta_l = add(delta_l, mul(mul(delta_j, derivative_l), w_e)) from 0, in edge order
    void backpropagate(const numerics::Multiplier& mul, ConstValues right_deltas, ConstValues left_derivatives,
                       Values left_deltas);
    /// Biases and weights by learning rate 2^-eta_shift.
    void update(const numerics::Multiplier& mul, ConstValues right_deltas, ConstValues left, std::uint32_t eta_shift);

private:
    void load_edges(const Accelerator& accelerator, std::uint32_t number, const mapping::JunctionShape& shape,
                    Pattern pattern, Heap& heap);

    std::span<std::uint32_t> begins_; // the edges of right neuron j are numbered from begins_[j] up to begins_[j + 1]
    std::span<std::uint16_t> left_;   // left neuron by edge
    Values weights_;
    Values biases_;
    numerics::Rounding rounding_ = numerics::Rounding::half_up;
    numerics::JunctionNoise<NoiseWords> noise_;
};

} // namespace edgeloom::firmware::soft
