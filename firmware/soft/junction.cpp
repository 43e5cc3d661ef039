#include "soft/junction.hpp"

#include "numerics/format.hpp"
#include "sparsity/expand.hpp"
#include "training/memory.hpp"

#include <algorithm>

namespace edgeloom::firmware::soft {

using numerics::Multiplier;

void Junction::load(const Accelerator& accelerator, std::uint32_t number, const mapping::JunctionShape& shape,
                    Pattern pattern, numerics::Format format, Heap& heap) {
    constexpr const char* what = "no memory left for the network, bytes";
    rounding_ = format.rounding;
    noise_ = {rounding_,
              number,
              {.lanes = shape.parallelism, .edges = shape.edges, .right = shape.right},
              [&heap](std::size_t words) { return allocate<std::uint32_t>(heap, words, what); }};
    begins_ = allocate<std::uint32_t>(heap, shape.right + 1, what);
    left_ = allocate<std::uint16_t>(heap, shape.edges, what);
    weights_ = allocate<std::int16_t>(heap, shape.edges, what);
    biases_ = allocate<std::int16_t>(heap, shape.right, what);
    load_edges(accelerator, number, shape, pattern, heap);
    const auto into = [](Values values) {
        return [next = values.data()](std::uint32_t word) mutable { *next++ = static_cast<std::int16_t>(word); };
    };
    accelerator.read_weights(number, shape.edges, into(weights_));
    accelerator.read_biases(number, shape.right, into(biases_));
}

void Junction::load_edges(const Accelerator& accelerator, std::uint32_t number, const mapping::JunctionShape& shape,
                          Pattern pattern, Heap& heap) {
    constexpr const char* what = "no memory left to expand the pattern, bytes";
    const std::uint32_t count = sparsity::pattern_word_count(pattern.type, pattern.dither, shape);
    Heap once = heap; // given back at the end
    const auto words = allocate<std::uint32_t>(once, count, what);
    const auto left = allocate<std::uint32_t>(once, shape.edges, what);
    accelerator.read_pattern(number, count, [next = words.data()](std::uint32_t word) mutable { *next++ = word; });
    sparsity::expand(pattern.type, pattern.dither, shape, words, left);
    std::ranges::copy(left, left_.begin());
    if (pattern.type != abi::accelerator::pattern_explicit) {
        for (std::uint32_t right = 0; right <= shape.right; ++right) {
            begins_[right] = right * shape.fan_in();
        }
        return;
    }
    for (const std::uint32_t word : words) { // edges per right neuron, then their sums
        ++begins_[abi::accelerator::field::edge_right.extract(word) + 1];
    }
    for (std::uint32_t right = 0; right < shape.right; ++right) {
        begins_[right + 1] += begins_[right];
    }
}

void Junction::store(const Accelerator& accelerator, std::uint32_t number) const {
    accelerator.write_weights(number, static_cast<std::uint32_t>(weights_.size()),
                              [next = weights_.data()]() mutable { return *next++; });
    accelerator.write_biases(number, static_cast<std::uint32_t>(biases_.size()),
                             [next = biases_.data()]() mutable { return *next++; });
}

void Junction::feedforward(const Multiplier& mul, ConstValues left, Values sums) {
    noise_.feedforward.draw();
    for (std::size_t right = 0; right < sums.size(); ++right) {
        std::int32_t sum = biases_[right]; // and at most 16384 products of 2^15
        for (std::uint32_t e = begins_[right]; e < begins_[right + 1]; ++e) {
            sum += mul.scale(weights_[e], left[left_[e]], noise_.feedforward[e]);
        }
        sums[right] = static_cast<std::int16_t>(mul.saturate(sum));
    }
}

void Junction::backpropagate(const Multiplier& mul, ConstValues right_deltas, ConstValues left_derivatives,
                             Values left_deltas) {
    noise_.backpropagation.draw();
    std::ranges::fill(left_deltas, 0);
    for (std::size_t right = 0; right < right_deltas.size(); ++right) {
        const std::int32_t delta = right_deltas[right];
        if (delta == 0) {
            continue; // and so are all of its terms
        }
        for (std::uint32_t e = begins_[right]; e < begins_[right + 1]; ++e) {
            const std::uint32_t l = left_[e];
            const std::uint32_t noise = noise_.backpropagation[e];
            const std::int32_t term = mul(mul.scale(delta, left_derivatives[l], noise), weights_[e], noise >> 16U);
            left_deltas[l] = static_cast<std::int16_t>(mul.saturate(left_deltas[l] + term));
        }
    }
}

void Junction::update(const Multiplier& mul, ConstValues right_deltas, ConstValues left, std::uint32_t eta_shift) {
    noise_.step.draw();
    noise_.update.draw();
    for (std::size_t right = 0; right < right_deltas.size(); ++right) {
        const std::int64_t exact =
            numerics::shift_right(-right_deltas[right], static_cast<int>(eta_shift), rounding_, noise_.step[right]);
        const std::int32_t step = mul.saturate(static_cast<std::int32_t>(exact));
        if (step == 0) {
            continue;
        }
        biases_[right] = static_cast<std::int16_t>(mul.saturate(biases_[right] + step));
        for (std::uint32_t e = begins_[right]; e < begins_[right + 1]; ++e) {
            weights_[e] = static_cast<std::int16_t>(
                mul.saturate(weights_[e] + mul.scale(step, left[left_[e]], noise_.update[e])));
        }
    }
}

} // namespace edgeloom::firmware::soft
