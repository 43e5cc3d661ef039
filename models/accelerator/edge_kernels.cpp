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

namespace {

// What takes the place of noise where nothing is rounded at random.
struct Silence {
    constexpr std::uint32_t operator[](std::uint32_t /*edge*/) const { return 0; }
};

// Each loop once for either: the function that calls them is compiled for several vector widths, so they must become
// part of it.
template <class Words>
[[gnu::always_inline]] inline std::int32_t sum(Multiplier mul, const std::int32_t* weights, EdgeRun edges,
                                               const std::int32_t* activations, Words noise) {
    std::int32_t sum = 0;
    for (std::uint32_t k = 0; k < edges.count; ++k) {
        sum += mul.scale(weights[k], activations[edges.left[k]], noise[k]);
    }
    return sum;
}

template <class Words>
[[gnu::always_inline]] inline std::uint32_t step_all(Multiplier mul, std::int32_t* __restrict weights, EdgeRun edges,
                                                     const std::int32_t* activations, std::int32_t step, Words noise) {
    std::uint32_t saturations = 0;
    for (std::uint32_t k = 0; k < edges.count; ++k) {
        const std::int32_t exact = weights[k] + mul.scale(step, activations[edges.left[k]], noise[k]);
        weights[k] = mul.saturate(exact);
        saturations += static_cast<std::uint32_t>(weights[k] != exact);
    }
    return saturations;
}

template <class Words>
[[gnu::always_inline]] inline void terms_of(Multiplier mul, const std::int32_t* weights, EdgeRun edges,
                                            const std::int32_t* derivatives, std::int32_t delta, Words noise,
                                            std::int32_t* terms) {
    for (std::uint32_t k = 0; k < edges.count; ++k) {
        terms[k] = mul(mul.scale(delta, derivatives[edges.left[k]], noise[k]), weights[k], noise[k] >> 16U);
    }
}

} // namespace

EDGELOOM_VECTOR_CLONES
std::int32_t sum_products(Multiplier mul, const std::int32_t* weights, EdgeRun edges, Factors activations) {
    return activations.noise == nullptr ? sum(mul, weights, edges, activations.values, Silence{})
                                        : sum(mul, weights, edges, activations.values, activations.noise);
}

EDGELOOM_VECTOR_CLONES
std::uint32_t add_steps(Multiplier mul, std::int32_t* weights, EdgeRun edges, Factors activations, std::int32_t step) {
    return activations.noise == nullptr ? step_all(mul, weights, edges, activations.values, step, Silence{})
                                        : step_all(mul, weights, edges, activations.values, step, activations.noise);
}

EDGELOOM_VECTOR_CLONES
SumAndSaturations sum_products_and_add_steps(Multiplier mul, std::int32_t* __restrict weights, EdgeRun edges,
                                             Factors summed, Factors learnt, std::int32_t step) {
    if (summed.noise != nullptr) {
        const std::int32_t before = sum(mul, weights, edges, summed.values, summed.noise);
        return {before, step_all(mul, weights, edges, learnt.values, step, learnt.noise)};
    }
    SumAndSaturations result{};
    for (std::uint32_t k = 0; k < edges.count; ++k) {
        result.sum += mul.scale(weights[k], summed.values[edges.left[k]]);
        const std::int32_t exact = weights[k] + mul.scale(step, learnt.values[edges.left[k]]);
        weights[k] = mul.saturate(exact);
        result.saturations += static_cast<std::uint32_t>(weights[k] != exact);
    }
    return result;
}

EDGELOOM_VECTOR_CLONES
void delta_terms(Multiplier mul, const std::int32_t* weights, EdgeRun edges, Factors derivatives, std::int32_t delta,
                 std::int32_t* terms) {
    derivatives.noise == nullptr ? terms_of(mul, weights, edges, derivatives.values, delta, Silence{}, terms)
                                 : terms_of(mul, weights, edges, derivatives.values, delta, derivatives.noise, terms);
}

// Several edges may have the same left neuron: no vectors here.
std::uint32_t accumulate(Multiplier mul, std::int32_t* deltas, EdgeRun edges, const std::int32_t* terms) {
    std::uint32_t saturations = 0;
    for (std::uint32_t k = 0; k < edges.count; ++k) {
        const std::int32_t exact = deltas[edges.left[k]] + terms[k];
        const std::int32_t sum = mul.saturate(exact);
        deltas[edges.left[k]] = sum;
        saturations += static_cast<std::uint32_t>(sum != exact);
    }
    return saturations;
}

} // namespace edgeloom::accelerator::kernels
