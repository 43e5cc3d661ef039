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
#define EDGELOOM_LOOP                                                                                                  \
    template <class Words>                                                                                             \
    [[gnu::always_inline]] inline

EDGELOOM_LOOP std::int32_t sum(Multiplier mul, const std::int32_t* weights, const std::int32_t* left,
                               std::uint32_t count, const std::int32_t* activations, Words noise) {
    std::int32_t sum = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
        sum += mul.scale(weights[k], activations[left[k]], noise[k]);
    }
    return sum;
}

EDGELOOM_LOOP std::uint32_t step_all(Multiplier mul, std::int32_t* __restrict weights, const std::int32_t* left,
                                     std::uint32_t count, const std::int32_t* activations, std::int32_t step,
                                     Words noise) {
    std::uint32_t saturations = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::int32_t exact = weights[k] + mul.scale(step, activations[left[k]], noise[k]);
        weights[k] = mul.saturate(exact);
        saturations += static_cast<std::uint32_t>(weights[k] != exact);
    }
    return saturations;
}

EDGELOOM_LOOP void terms_of(Multiplier mul, const std::int32_t* weights, const std::int32_t* left, std::uint32_t count,
                            const std::int32_t* derivatives, std::int32_t delta, Words noise, std::int32_t* terms) {
    for (std::uint32_t k = 0; k < count; ++k) {
        terms[k] = mul(mul.scale(delta, derivatives[left[k]], noise[k]), weights[k], noise[k] >> 16U);
    }
}

} // namespace

EDGELOOM_VECTOR_CLONES
std::int32_t sum_products(Multiplier mul, const std::int32_t* weights, const std::int32_t* left, std::uint32_t count,
                          const std::int32_t* activations, const std::uint32_t* noise) {
    return noise == nullptr ? sum(mul, weights, left, count, activations, Silence{})
                            : sum(mul, weights, left, count, activations, noise);
}

EDGELOOM_VECTOR_CLONES
std::uint32_t add_steps(Multiplier mul, std::int32_t* weights, const std::int32_t* left, std::uint32_t count,
                        const std::int32_t* activations, std::int32_t step, const std::uint32_t* noise) {
    return noise == nullptr ? step_all(mul, weights, left, count, activations, step, Silence{})
                            : step_all(mul, weights, left, count, activations, step, noise);
}

EDGELOOM_VECTOR_CLONES
SumAndSaturations sum_products_and_add_steps(Multiplier mul, std::int32_t* __restrict weights, const std::int32_t* left,
                                             std::uint32_t count, const std::int32_t* summed,
                                             const std::int32_t* learnt, std::int32_t step,
                                             const std::uint32_t* sum_noise, const std::uint32_t* step_noise) {
    if (sum_noise != nullptr) {
        const std::int32_t before = sum(mul, weights, left, count, summed, sum_noise);
        return {before, step_all(mul, weights, left, count, learnt, step, step_noise)};
    }
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
                 const std::int32_t* derivatives, std::int32_t delta, const std::uint32_t* noise, std::int32_t* terms) {
    noise == nullptr ? terms_of(mul, weights, left, count, derivatives, delta, Silence{}, terms)
                     : terms_of(mul, weights, left, count, derivatives, delta, noise, terms);
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
