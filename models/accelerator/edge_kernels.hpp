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

/// What the left neurons of edges bring to a product, edge by edge.
struct Factors {
    const numerics::Raw* values;
    const std::uint32_t* noise; ///< words of stochastic rounding; null for any other rounding
};

/// Edges that lie behind each other, all of one right neuron.
struct EdgeRun {
    numerics::Raw* weights;
    std::uint32_t count;
};

/// rotated[row][lane] = values[(row + start[lane]) mod rows][lane]
/// @param scratch rotation_scratch() values, whatever they are
void rotate_columns(const numerics::Raw* values, std::uint32_t rows, std::span<const std::uint16_t> starts,
                    numerics::Raw* rotated, numerics::Raw* scratch);
[[nodiscard]] std::size_t rotation_scratch(std::uint32_t rows);

/// Sum of mul(w_e, a_e), not saturated: at most 16384 products of 2^15. Activations are at least 0 and
/// below 1; 1 is possible in a format without a fraction.
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

/// terms_e = mul(mul(delta, derivative_e), w_e). Derivatives are at least 0 and at most 1.
void delta_terms(const numerics::Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t delta,
                 numerics::Raw* terms);

/// delta_i = add(delta_i, term_i). Returns how many saturated.
std::uint32_t add_terms(const numerics::Multiplier& mul, numerics::Raw* deltas, const numerics::Raw* terms,
                        std::uint32_t count);

} // namespace edgeloom::accelerator::kernels
