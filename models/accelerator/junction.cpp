#include "accelerator/junction.hpp"

#include <algorithm>
#include <cstdlib>

// The loops below are where a simulation spends its time: one version per vector width, chosen at load time.
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

// Where the edges of a junction lie in column order.
struct Columns {
    explicit Columns(const Edges& edges) : begin(edges.begins().data()), right(edges.right().data()) {}

    const std::uint32_t* begin; // of left neuron l: begin[l] to begin[l + 1]
    const std::uint16_t* right;
};

EDGELOOM_VECTOR_CLONES
void add_products(Multiplier mul, Columns columns, const std::int32_t* weights, const ActiveNeurons& left,
                  std::int32_t* sums) {
    for (std::size_t i = 0; i < left.index.size(); ++i) {
        const std::int32_t activation = left.value[i];
        const std::uint32_t end = columns.begin[left.index[i] + 1U];
        for (std::uint32_t k = columns.begin[left.index[i]]; k < end; ++k) {
            sums[columns.right[k]] += mul(weights[k], activation);
        }
    }
}

EDGELOOM_VECTOR_CLONES
void add_steps(Multiplier mul, Columns columns, std::int32_t* weights, const ActiveNeurons& left,
               const std::int32_t* steps) {
    for (std::size_t i = 0; i < left.index.size(); ++i) {
        const std::int32_t activation = left.value[i];
        const std::uint32_t end = columns.begin[left.index[i] + 1U];
        for (std::uint32_t k = columns.begin[left.index[i]]; k < end; ++k) {
            weights[k] = mul.saturate(weights[k] + mul(steps[columns.right[k]], activation));
        }
    }
}

// The sum in edge order, saturated after each term.
std::int32_t saturating_sum(Multiplier mul, const std::int32_t* terms, std::uint32_t count) {
    std::int32_t sum = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
        sum = mul.saturate(sum + terms[k]);
    }
    return sum;
}

EDGELOOM_VECTOR_CLONES
void sum_deltas(Multiplier mul, Columns columns, const std::int32_t* weights, std::span<const std::int32_t> derivatives,
                const std::int32_t* right_deltas, std::int32_t* terms, std::int32_t* left_deltas) {
    for (std::size_t left = 0; left < derivatives.size(); ++left) {
        const std::uint32_t begin = columns.begin[left];
        const std::uint32_t count = columns.begin[left + 1] - begin;
        const std::int32_t derivative = derivatives[left];
        std::int32_t sum = 0;
        std::int32_t magnitude = 0; // at most 16384 terms of 2^15
        for (std::uint32_t k = 0; k < count; ++k) {
            terms[k] = mul(mul(right_deltas[columns.right[begin + k]], derivative), weights[begin + k]);
            sum += terms[k];
            magnitude += std::abs(terms[k]);
        }
        // If the terms' absolute values stay within bounds, so does every partial sum: order does not matter.
        left_deltas[left] = magnitude <= mul.high ? sum : saturating_sum(mul, terms, count);
    }
}

} // namespace

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
    add_products(mul, Columns(edges_), weights_.data(), left, sums.data());
    for (std::int32_t& sum : sums) {
        sum = mul.saturate(sum);
    }
}

void Junction::backpropagate(std::span<const std::int32_t> right_deltas, std::span<const std::int32_t> left_derivatives,
                             std::span<std::int32_t> left_deltas) {
    sum_deltas(Multiplier(format_), Columns(edges_), weights_.data(), left_derivatives, right_deltas.data(),
               terms_.data(), left_deltas.data());
}

void Junction::update(std::span<const std::int32_t> right_deltas, const ActiveNeurons& left, std::uint32_t eta_shift) {
    const Multiplier mul(format_);
    for (std::size_t right = 0; right < biases_.size(); ++right) {
        steps_[right] =
            format_.saturate(numerics::round_half_up(-std::int64_t{right_deltas[right]}, static_cast<int>(eta_shift)));
        biases_[right] = mul.saturate(biases_[right] + steps_[right]);
    }
    add_steps(mul, Columns(edges_), weights_.data(), left, steps_.data());
}

} // namespace edgeloom::accelerator
