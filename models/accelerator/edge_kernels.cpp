#include "accelerator/edge_kernels.hpp"

// One version per vector width, chosen at load time.
// Integer arithmetic gives the same bits in each.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define EDGELOOM_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define EDGELOOM_VECTOR_CLONES
#endif

namespace edgeloom::accelerator::kernels {

using numerics::Multiplier;

EDGELOOM_VECTOR_CLONES
std::int32_t sum_products(Multiplier mul, const std::int32_t* weights, const std::int32_t* left, std::uint32_t count,
                          const std::int32_t* activations) {
    std::int32_t sum = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
        sum += mul.scale(weights[k], activations[left[k]]);
    }
    return sum;
}

EDGELOOM_VECTOR_CLONES
std::uint32_t add_steps(Multiplier mul, std::int32_t* __restrict weights, const std::int32_t* left, std::uint32_t count,
                        const std::int32_t* activations, std::int32_t step) {
    std::uint32_t saturations = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::int32_t exact = weights[k] + mul.scale(step, activations[left[k]]);
        weights[k] = mul.saturate(exact);
        saturations += static_cast<std::uint32_t>(weights[k] != exact);
    }
    return saturations;
}

EDGELOOM_VECTOR_CLONES
SumAndSaturations sum_products_and_add_steps(Multiplier mul, std::int32_t* __restrict weights, const std::int32_t* left,
                                             std::uint32_t count, const std::int32_t* summed,
                                             const std::int32_t* learnt, std::int32_t step) {
    SumAndSaturations result{};
    for (std::uint32_t k = 0; k < count; ++k) {
        result.sum += mul.scale(weights[k], summed[left[k]]);
        const std::int32_t exact = weights[k] + mul.scale(step, learnt[left[k]]);
        weights[k] = mul.saturate(exact);
        result.saturations += static_cast<std::uint32_t>(weights[k] != exact);
    }
    return result;
}

EDGELOOM_VECTOR_CLONES
void delta_terms(Multiplier mul, const std::int32_t* weights, const std::int32_t* left, std::uint32_t count,
                 const std::int32_t* derivatives, std::int32_t delta, std::int32_t* terms) {
    for (std::uint32_t k = 0; k < count; ++k) {
        terms[k] = mul(mul.scale(delta, derivatives[left[k]]), weights[k]);
    }
}

// Several edges may have the same left neuron: no vectors here.
std::uint32_t accumulate(Multiplier mul, std::int32_t* deltas, const std::int32_t* left, std::uint32_t count,
                         const std::int32_t* terms) {
    std::uint32_t saturations = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::int32_t exact = deltas[left[k]] + terms[k];
        const std::int32_t sum = mul.saturate(exact);
        deltas[left[k]] = sum;
        saturations += static_cast<std::uint32_t>(sum != exact);
    }
    return saturations;
}

} // namespace edgeloom::accelerator::kernels
