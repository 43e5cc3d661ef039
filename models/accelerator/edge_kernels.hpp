// The loops over edges, where a simulation spends its time.
#pragma once

#include "numerics/multiplier.hpp"

#include <cstdint>

namespace edgeloom::accelerator::kernels {

/// Edges that lie behind each other, all of one right neuron. Their weights lie apart from everything else.
struct EdgeRun {
    const std::int32_t* left; ///< left neuron by edge
    std::uint32_t count;
};

/// What the edges' left neurons bring to a product.
struct Factors {
    const std::int32_t* values; ///< by neuron
    const std::uint32_t* noise; ///< word of stochastic rounding by edge; null for any other rounding
};

/// Sum of mul(w_e, a_left(e)), not saturated: at most 16384 products of 2^15.
[[nodiscard]] std::int32_t sum_products(numerics::Multiplier mul, const std::int32_t* weights, EdgeRun edges,
                                        Factors activations);

/// w_e = add(w_e, mul(step, a_left(e))). Returns how many saturated.
std::uint32_t add_steps(numerics::Multiplier mul, std::int32_t* weights, EdgeRun edges, Factors activations,
                        std::int32_t step);

struct SumAndSaturations {
    std::int32_t sum;
    std::uint32_t saturations;
};

/// Both at once, the sum from the weights before the steps, with activations of two inputs.
[[nodiscard]] SumAndSaturations sum_products_and_add_steps(numerics::Multiplier mul, std::int32_t* weights,
                                                           EdgeRun edges, Factors summed, Factors learnt,
                                                           std::int32_t step);

/// terms = mul(mul(delta, derivative_left(e)), w_e)
void delta_terms(numerics::Multiplier mul, const std::int32_t* weights, EdgeRun edges, Factors derivatives,
                 std::int32_t delta, std::int32_t* terms);

/// delta_left(e) = add(delta_left(e), term_e), one edge after the other. Returns how many saturated.
std::uint32_t accumulate(numerics::Multiplier mul, std::int32_t* deltas, EdgeRun edges, const std::int32_t* terms);

} // namespace edgeloom::accelerator::kernels
