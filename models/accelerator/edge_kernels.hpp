// The loops over edges, where a simulation spends its time.
#pragma once

#include "numerics/multiplier.hpp"

#include <cstdint>

/// Of `count` edges that lie behind each other: `weights` theirs, which lie apart from everything else, `left` their
/// left neurons. All of one right neuron. `noise` are their words for stochastic rounding, null for any other.
namespace edgeloom::accelerator::kernels {

/// Sum of mul(w_e, a_left(e)), not saturated: at most 16384 products of 2^15.
[[nodiscard]] std::int32_t sum_products(numerics::Multiplier mul, const std::int32_t* weights, const std::int32_t* left,
                                        std::uint32_t count, const std::int32_t* activations,
                                        const std::uint32_t* noise);

/// w_e = add(w_e, mul(step, a_left(e))). Returns how many saturated.
std::uint32_t add_steps(numerics::Multiplier mul, std::int32_t* weights, const std::int32_t* left, std::uint32_t count,
                        const std::int32_t* activations, std::int32_t step, const std::uint32_t* noise);

struct SumAndSaturations {
    std::int32_t sum;
    std::uint32_t saturations;
};

/// Both at once, the sum from the weights before the steps, with activations of two inputs.
[[nodiscard]] SumAndSaturations sum_products_and_add_steps(numerics::Multiplier mul, std::int32_t* weights,
                                                           const std::int32_t* left, std::uint32_t count,
                                                           const std::int32_t* summed, const std::int32_t* learnt,
                                                           std::int32_t step, const std::uint32_t* sum_noise,
                                                           const std::uint32_t* step_noise);

/// terms = mul(mul(delta, derivative_left(e)), w_e)
void delta_terms(numerics::Multiplier mul, const std::int32_t* weights, const std::int32_t* left, std::uint32_t count,
                 const std::int32_t* derivatives, std::int32_t delta, const std::uint32_t* noise, std::int32_t* terms);

/// delta_left(e) = add(delta_left(e), term_e), one edge after the other. Returns how many saturated.
std::uint32_t accumulate(numerics::Multiplier mul, std::int32_t* deltas, const std::int32_t* left, std::uint32_t count,
                         const std::int32_t* terms);

} // namespace edgeloom::accelerator::kernels
