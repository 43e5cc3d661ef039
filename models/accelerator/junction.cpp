#include "accelerator/junction.hpp"

#include <algorithm>
#include <cstdlib>

// The three loops below are where a simulation spends its time: one version per vector width, chosen at load time.
// Integer arithmetic gives the same bits in each.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define EDGELOOM_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define EDGELOOM_VECTOR_CLONES
#endif

namespace edgeloom::accelerator {

namespace {

// numerics::Format::multiply, on 32-bit integers: a product of two 16-bit values and the rounding constant fit.
struct Multiplier {
    explicit Multiplier(numerics::Format format)
        : shift(format.fraction()),
          half(shift == 0 ? 0 : 1 << (shift - 1)),
          low(format.min()),
          high(format.max()) {}

    [[nodiscard]] std::int32_t operator()(std::int32_t x, std::int32_t y) const {
        return saturate((x * y + half) >> shift);
    }
    [[nodiscard]] std::int32_t saturate(std::int32_t x) const { return std::min(high, std::max(low, x)); }

    std::int32_t shift;
    std::int32_t half;
    std::int32_t low;
    std::int32_t high;
};

EDGELOOM_VECTOR_CLONES
void add_products(Multiplier mul, const std::int32_t* weights, const std::uint16_t* right, std::uint32_t count,
                  std::int32_t activation, std::int32_t* sums) {
    for (std::uint32_t k = 0; k < count; ++k) {
        sums[right[k]] += mul(weights[k], activation);
    }
}

EDGELOOM_VECTOR_CLONES
void add_steps(Multiplier mul, std::int32_t* weights, const std::uint16_t* right, std::uint32_t count,
               std::int32_t activation, const std::int32_t* steps) {
    for (std::uint32_t k = 0; k < count; ++k) {
        weights[k] = mul.saturate(weights[k] + mul(steps[right[k]], activation));
    }
}

// Returns the sum of the terms' absolute values.
EDGELOOM_VECTOR_CLONES
std::int64_t delta_terms(Multiplier mul, const std::int32_t* weights, const std::uint16_t* right, std::uint32_t count,
                         std::int32_t derivative, const std::int32_t* deltas, std::int32_t* terms) {
    std::int32_t magnitude = 0; // at most 16384 terms of 2^15
    for (std::uint32_t k = 0; k < count; ++k) {
        terms[k] = mul(mul(deltas[right[k]], derivative), weights[k]);
        magnitude += std::abs(terms[k]);
    }
    return magnitude;
}

} // namespace

void ActiveNeurons::assign(std::span<const std::int32_t> activations) {
    index.clear();
    value.clear();
    for (std::size_t neuron = 0; neuron < activations.size(); ++neuron) {
        if (activations[neuron] != 0) {
            index.push_back(static_cast<std::uint16_t>(neuron));
            value.push_back(activations[neuron]);
        }
    }
}

Junction::Junction(numerics::Format format, Edges edges, std::uint32_t right_neurons)
    : format_(format),
      edges_(std::move(edges)),
      weights_(edges_.count()),
      biases_(right_neurons),
      steps_(right_neurons),
      terms_(edges_.count()) {}

void Junction::load(const Parameters& parameters) {
    biases_ = parameters.biases;
    const std::span position = edges_.position();
    for (std::size_t edge = 0; edge < position.size(); ++edge) {
        weights_[position[edge]] = parameters.weights[edge];
    }
}

void Junction::store(Parameters& parameters) const {
    parameters.biases = biases_;
    const std::span position = edges_.position();
    for (std::size_t edge = 0; edge < position.size(); ++edge) {
        parameters.weights[edge] = weights_[position[edge]];
    }
}

void Junction::feedforward(const ActiveNeurons& left, std::span<std::int32_t> sums) const {
    const Multiplier mul(format_);
    std::ranges::copy(biases_, sums.begin());
    for (std::size_t i = 0; i < left.index.size(); ++i) {
        const std::uint32_t begin = edges_.begin(left.index[i]);
        add_products(mul, weights_.data() + begin, edges_.right().data() + begin,
                     edges_.begin(left.index[i] + 1U) - begin, left.value[i], sums.data());
    }
    for (std::int32_t& sum : sums) {
        sum = mul.saturate(sum);
    }
}

void Junction::backpropagate(std::span<const std::int32_t> right_deltas, std::span<const std::int32_t> left_derivatives,
                             std::span<std::int32_t> left_deltas) {
    const Multiplier mul(format_);
    for (std::uint32_t left = 0; left < edges_.left_neurons(); ++left) {
        const std::uint32_t begin = edges_.begin(left);
        const std::uint32_t count = edges_.begin(left + 1) - begin;
        const std::int64_t magnitude = delta_terms(mul, weights_.data() + begin, edges_.right().data() + begin, count,
                                                   left_derivatives[left], right_deltas.data(), terms_.data());
        std::int32_t delta = 0;
        if (magnitude <= mul.high) { // no partial sum can saturate: order does not matter
            for (std::uint32_t k = 0; k < count; ++k) {
                delta += terms_[k];
            }
        } else {
            for (std::uint32_t k = 0; k < count; ++k) {
                delta = mul.saturate(delta + terms_[k]);
            }
        }
        left_deltas[left] = delta;
    }
}

void Junction::update(std::span<const std::int32_t> right_deltas, const ActiveNeurons& left, std::uint32_t eta_shift) {
    const Multiplier mul(format_);
    for (std::size_t right = 0; right < biases_.size(); ++right) {
        steps_[right] =
            format_.saturate(numerics::round_half_up(-std::int64_t{right_deltas[right]}, static_cast<int>(eta_shift)));
        biases_[right] = mul.saturate(biases_[right] + steps_[right]);
    }
    for (std::size_t i = 0; i < left.index.size(); ++i) {
        const std::uint32_t begin = edges_.begin(left.index[i]);
        add_steps(mul, weights_.data() + begin, edges_.right().data() + begin, edges_.begin(left.index[i] + 1U) - begin,
                  left.value[i], steps_.data());
    }
}

} // namespace edgeloom::accelerator
