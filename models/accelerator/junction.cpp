#include "accelerator/junction.hpp"

#include "accelerator/learning.hpp"
#include "numerics/multiplier.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::accelerator {

using numerics::Multiplier;

Junction::Junction(numerics::Format format, std::int32_t highest_derivative, Edges edges, JunctionNoise noise)
    : format_(format),
      highest_derivative_(highest_derivative),
      edges_(std::move(edges)),
      noise_(std::move(noise)),
      active_(edges_.left_neurons()),
      terms_(edges_.count()) {}

void Junction::feedforward(std::span<const std::int32_t> left, std::span<std::int32_t> sums) {
    noise_.feedforward.draw();
    constexpr std::size_t sparse = 4; // where at most every fourth neuron is active, working by column pays
    const std::size_t active = find_active(left);
    noise_.feedforward.silent() && active* sparse <= left.size()
        ? feedforward_by_column(left, std::span(active_).first(active), sums)
        : feedforward_by_row(left, sums);
    saturate(sums);
}

// Without branches, which would be mispredicted all the time.
std::size_t Junction::find_active(std::span<const std::int32_t> left) {
    std::size_t count = 0;
    for (std::size_t neuron = 0; neuron < left.size(); ++neuron) {
        active_[count] = static_cast<std::uint32_t>(neuron);
        count += static_cast<std::size_t>(left[neuron] != 0);
    }
    return count;
}

// Products with zero are zero: only the edges of active neurons are worked on.
void Junction::feedforward_by_column(std::span<const std::int32_t> left, std::span<const std::uint32_t> active,
                                     std::span<std::int32_t> sums) const {
    const Multiplier mul(format_);
    std::ranges::copy(parameters_.biases, sums.begin());
    for (const std::uint32_t neuron : active) {
        for (const Edges::Outgoing& outgoing : edges_.column(neuron)) {
            sums[outgoing.right] += mul.scale(parameters_.weights[outgoing.edge], left[neuron]);
        }
    }
}

void Junction::saturate(std::span<std::int32_t> sums) {
    const Multiplier mul(format_);
    for (std::int32_t& sum : sums) {
        const std::int32_t exact = std::exchange(sum, mul.saturate(sum));
        values_.sum_saturations += static_cast<std::uint64_t>(sum != exact);
        values_.sums.see(sum);
    }
}

void Junction::feedforward_by_row(std::span<const std::int32_t> left, std::span<std::int32_t> sums) const {
    const Multiplier mul(format_);
    const std::span begins = edges_.begins();
    for (std::size_t right = 0; right < sums.size(); ++right) {
        const std::uint32_t begin = begins[right];
        sums[right] =
            parameters_.biases[right] + kernels::sum_products(mul, parameters_.weights.data() + begin, run_of(right),
                                                              {left.data(), noise_.feedforward.from(begin)});
    }
}

kernels::EdgeRun Junction::run_of(std::size_t right) const {
    const std::span begins = edges_.begins();
    return {edges_.left().data() + begins[right], begins[right + 1] - begins[right]};
}

// A delta so small that its product with any derivative rounds to zero, whatever the noise, gives terms that are zero.
bool Junction::gives_no_terms(std::int32_t delta) const {
    constexpr std::uint32_t all_ones = ~std::uint32_t{0};
    const auto is_zero = [this](std::int64_t product) {
        return numerics::shift_right(product, format_.fraction(), format_.rounding, 0) == 0 &&
               numerics::shift_right(product, format_.fraction(), format_.rounding, all_ones) == 0;
    };
    return is_zero(delta) && is_zero(std::int64_t{delta} * highest_derivative_);
}

void Junction::backpropagate(std::span<const std::int32_t> right_deltas, std::span<const std::int32_t> left_derivatives,
                             std::span<std::int32_t> left_deltas) {
    const Multiplier mul(format_);
    const std::span begins = edges_.begins();
    noise_.backpropagation.draw();
    std::ranges::fill(left_deltas, 0);
    for (std::size_t right = 0; right < right_deltas.size(); ++right) {
        if (gives_no_terms(right_deltas[right])) {
            continue;
        }
        const std::uint32_t begin = begins[right];
        kernels::delta_terms(mul, parameters_.weights.data() + begin, run_of(right),
                             {left_derivatives.data(), noise_.backpropagation.from(begin)}, right_deltas[right],
                             terms_.data());
        values_.delta_saturations += kernels::accumulate(mul, left_deltas.data(), run_of(right), terms_.data());
    }
}

void Junction::update(std::span<const std::int32_t> right_deltas, std::span<const std::int32_t> left,
                      std::uint32_t eta_shift) {
    const Multiplier mul(format_);
    const std::span begins = edges_.begins();
    noise_.step.draw();
    noise_.update.draw();
    for (std::size_t right = 0; right < right_deltas.size(); ++right) {
        const std::int64_t exact = exact_step(right_deltas[right], eta_shift, format_.rounding, noise_.step[right]);
        const std::int32_t step = format_.saturate(exact);
        values_.deltas.see(right_deltas[right]);
        values_.step_saturations += static_cast<std::uint64_t>(step != exact);
        if (step == 0) {
            continue;
        }
        std::int32_t& bias = parameters_.biases[right];
        const std::int32_t exact_bias = bias + step;
        bias = mul.saturate(exact_bias);
        values_.bias_saturations += static_cast<std::uint64_t>(bias != exact_bias);
        const std::uint32_t begin = begins[right];
        values_.weight_saturations += kernels::add_steps(mul, parameters_.weights.data() + begin, run_of(right),
                                                         {left.data(), noise_.update.from(begin)}, step);
    }
}

} // namespace edgeloom::accelerator
