#include "accelerator/junction.hpp"

#include "accelerator/learning.hpp"
#include "numerics/activation_rule.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::accelerator {

Junction::Junction(const Network& network, std::uint32_t index, const EdgeEnds& ends)
    : format_(network.format),
      mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      edges_(network.junctions[index].shape, ends),
      left_order_(network.junctions[index].shape, {ends.left.begin(), ends.left.end()}),
      noise_(noise_of(network, index)),
      active_(edges_.left_neurons()),
      factors_(edges_.count()),
      terms_(edges_.count()) {}

void Junction::feedforward(std::span<const numerics::Raw> left, std::span<std::int32_t> sums) {
    noise_.feedforward.draw();
    const auto active = left_order_.rotates() || !noise_.feedforward.silent() ? std::nullopt : find_few_active(left);
    active ? feedforward_by_column(left, *active, sums) : feedforward_by_row(left, sums);
    saturate(sums);
}

// The neurons that are not zero, if they are so few that working by column pays. Without branches, which would be
// mispredicted all the time.
std::optional<std::span<const std::uint32_t>> Junction::find_few_active(std::span<const numerics::Raw> left) {
    constexpr std::size_t sparse = 4; // every fourth
    std::size_t count = 0;
    for (std::size_t neuron = 0; neuron < left.size(); ++neuron) {
        active_[count] = static_cast<std::uint32_t>(neuron);
        count += static_cast<std::size_t>(left[neuron] != 0);
    }
    return count * sparse <= left.size() ? std::optional(std::span<const std::uint32_t>(active_).first(count))
                                         : std::nullopt;
}

// Products with zero are zero: only the edges of active neurons are worked on.
void Junction::feedforward_by_column(std::span<const numerics::Raw> left, std::span<const std::uint32_t> active,
                                     std::span<std::int32_t> sums) const {
    std::ranges::copy(parameters_.biases, sums.begin());
    for (const std::uint32_t neuron : active) {
        for (const Edges::Outgoing& outgoing : edges_.column(neuron)) {
            sums[outgoing.right] += mul_.scale(parameters_.weights[outgoing.edge], left[neuron]);
        }
    }
}

void Junction::saturate(std::span<std::int32_t> sums) {
    for (std::int32_t& sum : sums) {
        const std::int32_t exact = std::exchange(sum, mul_.saturate(sum));
        values_.sum_saturations += static_cast<std::uint64_t>(sum != exact);
        values_.sums.see(sum);
    }
}

void Junction::feedforward_by_row(std::span<const numerics::Raw> left, std::span<std::int32_t> sums) {
    LeftValues activations{left, noise_.feedforward};
    for (std::size_t right = 0; right < sums.size(); ++right) {
        sums[right] =
            parameters_.biases[right] + kernels::sum_products(mul_, edges_of(right), factors_of(right, activations));
    }
}

kernels::EdgeRun Junction::edges_of(std::size_t right) {
    const std::uint32_t begin = edges_.begins()[right];
    return {parameters_.weights.data() + begin, edges_.begins()[right + 1] - begin};
}

kernels::Factors Junction::factors_of(std::size_t right, LeftValues& left) {
    const std::uint32_t begin = edges_.begins()[right];
    if (!left_order_.rotates()) {
        left_order_.read(left.values, begin, std::span(factors_).subspan(begin, edges_.begins()[right + 1] - begin));
    } else if (!left.all_read) {
        left_order_.read_all(left.values, factors_);
        left.all_read = true;
    }
    return {factors_.data() + begin, left.noise.from(begin)};
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

void Junction::backpropagate(std::span<const numerics::Raw> right_deltas,
                             std::span<const numerics::Raw> left_derivatives, std::span<numerics::Raw> left_deltas) {
    noise_.backpropagation.draw();
    LeftValues derivatives{left_derivatives, noise_.backpropagation};
    std::ranges::fill(left_deltas, 0);
    for (std::size_t right = 0; right < right_deltas.size(); ++right) {
        const kernels::EdgeRun edges = edges_of(right);
        numerics::Raw* const terms = terms_.data() + edges_.begins()[right];
        if (gives_no_terms(right_deltas[right])) {
            std::fill_n(terms, edges.count, numerics::Raw{0});
        } else {
            kernels::delta_terms(mul_, edges, factors_of(right, derivatives), right_deltas[right], terms);
        }
    }
    values_.delta_saturations += left_order_.accumulate(mul_, terms_, left_deltas);
}

void Junction::update(std::span<const numerics::Raw> right_deltas, std::span<const numerics::Raw> left,
                      std::uint32_t eta_shift) {
    noise_.step.draw();
    noise_.update.draw();
    LeftValues activations{left, noise_.update};
    for (std::size_t right = 0; right < right_deltas.size(); ++right) {
        const std::int64_t exact = exact_step(right_deltas[right], eta_shift, format_.rounding, noise_.step[right]);
        const std::int32_t step = format_.saturate(exact);
        values_.deltas.see(right_deltas[right]);
        values_.step_saturations += static_cast<std::uint64_t>(step != exact);
        if (step == 0) {
            continue;
        }
        const std::int32_t exact_bias = parameters_.biases[right] + step;
        const std::int32_t bias = mul_.saturate(exact_bias);
        parameters_.biases[right] = static_cast<numerics::Raw>(bias);
        values_.bias_saturations += static_cast<std::uint64_t>(bias != exact_bias);
        values_.weight_saturations += kernels::add_steps(mul_, edges_of(right), factors_of(right, activations), step);
    }
}

} // namespace edgeloom::accelerator
