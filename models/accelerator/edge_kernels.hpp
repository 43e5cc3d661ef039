// The loops over edges, where a simulation spends its time: in vectors as wide as the machine has them.
#pragma once

#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::accelerator::kernels {

/// Bits of a noise word that round the first of two products; the others round the second.
inline constexpr int noise_of_second_product = 16;

/// Bits that activations are shifted to the left before they are multiplied: rounding half up, they are fractions of 15
/// bits then.
[[nodiscard]] inline int factor_shift(const numerics::Multiplier& mul) {
    constexpr int fraction_bits = 15;
    return mul.rounds_half_up() ? fraction_bits - mul.shift : 0;
}

/// What the left neurons of edges bring to a product, edge by edge: activations that are shifted, or derivatives that
/// are not.
struct Factors {
    const numerics::Raw* values = nullptr;
    const std::uint32_t* noise = nullptr; ///< words of stochastic rounding; null for any other rounding
};

/// Edges that lie behind each other, all of one right neuron.
struct EdgeRun {
    numerics::Raw* weights = nullptr;
    std::uint32_t count = 0;
};

/// The right neurons of a junction: the edges of neuron r are numbered from begins[r] up to begins[r + 1], and those of
/// the first one lie at `weights`, as their factors do.
struct RightNeurons {
    numerics::Raw* weights;
    std::span<const std::uint32_t> begins;

    [[nodiscard]] std::size_t count() const { return begins.size() - 1; }
    [[nodiscard]] std::size_t place(std::size_t neuron) const { return begins[neuron] - begins[0]; }
    [[nodiscard]] EdgeRun run(std::size_t neuron) const {
        return {weights + place(neuron), begins[neuron + 1] - begins[neuron]};
    }
};

/// Sweeps through left memories: `rows` rows of `lanes` values each.
struct Sweeps {
    std::uint32_t rows;
    std::uint32_t lanes;
    std::span<const std::uint16_t> starts; ///< by sweep and lane

    [[nodiscard]] std::size_t count() const { return starts.size() / lanes; }
    [[nodiscard]] std::size_t edges() const { return std::size_t{rows} * lanes; } ///< of one
};

/// rotated[sweep][row][lane] = values[(row + start[sweep][lane]) mod rows][lane] * 2^shift
/// @param scratch rotation_scratch() values, whatever they are
void rotate_columns(const numerics::Raw* values, const Sweeps& sweeps, int shift, numerics::Raw* rotated,
                    numerics::Raw* scratch);
/// sums[row][lane] = add(sums[row][lane], terms[sweep][(row + start[sweep][lane]) mod rows][lane]), a sweep after the
/// other. Returns how many saturated.
std::uint64_t add_rotated(const numerics::Multiplier& mul, const numerics::Raw* terms, const Sweeps& sweeps,
                          numerics::Raw* sums, numerics::Raw* scratch);
[[nodiscard]] std::size_t rotation_scratch(std::uint32_t rows);

/// What an input that is fed forward brings, and where its sums go.
struct Sums {
    Factors activations;
    const numerics::Raw* biases = nullptr; ///< of right neurons
    std::int32_t* sums = nullptr;          ///< likewise
};
/// What one that is learnt from brings.
struct Steps {
    Factors activations;
    const numerics::Raw* steps = nullptr; ///< of right neurons
};

/// The functions below for all right neurons of a junction, each with its bias, step or delta. Where a step is 0,
/// neither weights nor factors are touched; where a delta is, the terms are 0.
void sum_all(const numerics::Multiplier& mul, const RightNeurons& neurons, const Sums& sums);
std::uint64_t add_all_steps(const numerics::Multiplier& mul, const RightNeurons& neurons, const Steps& steps);
/// Both in one pass, the sums from the weights before the steps.
std::uint64_t sum_all_and_add_all_steps(const numerics::Multiplier& mul, const RightNeurons& neurons, const Sums& sums,
                                        const Steps& steps);
/// @param highest derivative
void all_delta_terms(const numerics::Multiplier& mul, const RightNeurons& neurons, Factors derivatives,
                     std::int32_t highest, const numerics::Raw* deltas, numerics::Raw* terms);

/// Sum of mul(w_e, a_e), not saturated: at most 16384 products of 2^15. Activations are shifted, at least 0 and below
/// 1; 1 is possible in a format without a fraction.
[[nodiscard]] std::int32_t sum_products(const numerics::Multiplier& mul, EdgeRun edges, Factors activations);

/// w_e = add(w_e, mul(step, a_e)). Returns how many saturated.
std::uint32_t add_steps(const numerics::Multiplier& mul, EdgeRun edges, Factors activations, std::int32_t step);

struct SumAndSaturations {
    std::int32_t sum;
    std::uint32_t saturations;
};

/// Both at once, the sum from the weights before the steps, with activations of two inputs.
[[nodiscard]] SumAndSaturations sum_products_and_add_steps(const numerics::Multiplier& mul, EdgeRun edges,
                                                           Factors summed, Factors learnt, std::int32_t step);

/// terms_e = mul(mul(delta, derivative_e), w_e). Derivatives are at least 0 and at most `highest`, which is at most 1.
void delta_terms(const numerics::Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t highest,
                 std::int32_t delta, numerics::Raw* terms);

} // namespace edgeloom::accelerator::kernels
