// The loops over edges, one edge at a time: for those that fill no vector.
#pragma once

#include "accelerator/edge_kernels.hpp"

#include <cstddef>
#include <cstdint>

namespace edgeloom::accelerator::kernels::tail {

[[nodiscard]] inline std::uint32_t word(Factors factors, std::size_t edge) {
    return factors.noise == nullptr ? 0 : factors.noise[edge];
}

/// mul(x, activation), the activation shifted.
[[nodiscard]] inline std::int32_t product(const numerics::Multiplier& mul, std::int32_t x, std::int32_t activation,
                                          std::uint32_t noise) {
    constexpr int fraction_bits = 15;
    constexpr std::int32_t half = 1 << (fraction_bits - 1);
    return mul.rounds_half_up() ? (x * activation + half) >> fraction_bits : mul.scale(x, activation, noise);
}

/// sum = add(sum, term). Returns whether it saturated.
[[nodiscard]] inline std::uint32_t add(const numerics::Multiplier& mul, numerics::Raw& sum, std::int32_t term) {
    const std::int32_t exact = sum + term;
    const std::int32_t saturated = mul.saturate(exact);
    sum = static_cast<numerics::Raw>(saturated);
    return static_cast<std::uint32_t>(saturated != exact);
}

/// The functions of edge_kernels.hpp, from edge `e` of the run on.
[[nodiscard]] inline std::int32_t sum_products(const numerics::Multiplier& mul, EdgeRun edges, Factors activations,
                                               std::size_t e) {
    std::int32_t sum = 0;
    for (; e < edges.count; ++e) {
        sum += product(mul, edges.weights[e], activations.values[e], word(activations, e));
    }
    return sum;
}

[[nodiscard]] inline std::uint32_t add_steps(const numerics::Multiplier& mul, EdgeRun edges, Factors activations,
                                             std::int32_t step, std::size_t e) {
    std::uint32_t saturations = 0;
    for (; e < edges.count; ++e) {
        saturations += add(mul, edges.weights[e], product(mul, step, activations.values[e], word(activations, e)));
    }
    return saturations;
}

inline void delta_terms(const numerics::Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t delta,
                        numerics::Raw* terms, std::size_t e) {
    for (; e < edges.count; ++e) {
        const std::uint32_t noise = word(derivatives, e);
        const std::int32_t scaled = mul.scale(delta, derivatives.values[e], noise);
        terms[e] = static_cast<numerics::Raw>(mul(scaled, edges.weights[e], noise >> noise_of_second_product));
    }
}

/// The columns of one sweep from `lane` on.
inline void rotate_columns(const numerics::Raw* values, const Sweeps& sweep, int shift, numerics::Raw* rotated,
                           std::size_t lane) {
    for (; lane < sweep.lanes; ++lane) {
        for (std::size_t row = 0; row < sweep.rows; ++row) {
            const numerics::Raw value = values[(row + sweep.starts[lane]) % sweep.rows * sweep.lanes + lane];
            rotated[row * sweep.lanes + lane] = static_cast<numerics::Raw>(value * (1 << shift));
        }
    }
}

[[nodiscard]] inline std::uint32_t add_rotated(const numerics::Multiplier& mul, const numerics::Raw* terms,
                                               const Sweeps& sweep, numerics::Raw* sums, std::size_t lane) {
    std::uint32_t saturations = 0;
    for (; lane < sweep.lanes; ++lane) {
        for (std::size_t row = 0; row < sweep.rows; ++row) {
            saturations += add(mul, sums[row * sweep.lanes + lane],
                               terms[(row + sweep.starts[lane]) % sweep.rows * sweep.lanes + lane]);
        }
    }
    return saturations;
}

} // namespace edgeloom::accelerator::kernels::tail
