#include "accelerator/junction.hpp"

#include "accelerator/learning.hpp"
#include "accelerator/neuron_kernels.hpp"
#include "numerics/activation_rule.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::accelerator {

Junction::Junction(const Network& network, std::uint32_t index, std::unique_ptr<EdgeWork> edges)
    : format_(network.format),
      mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      edges_(std::move(edges)),
      biases_(network.junctions[index].shape.right),
      noise_(noise_of(network, index)),
      steps_(network.junctions[index].shape.right),
      deltas_(network.junctions[index].shape.right) {
    find_quiet_deltas();
}

void Junction::load(const Parameters& parameters) {
    edges_->load(parameters.weights);
    biases_ = parameters.biases;
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

void Junction::find_quiet_deltas() {
    while (quiet_.least > format_.min() && gives_no_terms(quiet_.least - 1)) {
        --quiet_.least;
    }
    while (quiet_.greatest < format_.max() && gives_no_terms(quiet_.greatest + 1)) {
        ++quiet_.greatest;
    }
}

void Junction::work(const Feed* feed, const Lesson* lesson) {
    draw_noise(feed, lesson);
    if (lesson != nullptr) {
        find_steps(*lesson);
    }
    edges_->work(
        {.feed = feed, .lesson = lesson, .biases = biases_, .steps = steps_, .deltas = deltas_, .noise = noise_},
        values_);
    if (feed != nullptr) {
        values_.sum_saturations += kernels::saturate(mul_, feed->sums);
        values_.sums.see(kernels::reach(feed->sums));
    }
    if (lesson != nullptr) {
        values_.bias_saturations += kernels::add(mul_, biases_, steps_);
    }
}

void Junction::draw_noise(const Feed* feed, const Lesson* lesson) {
    if (feed != nullptr) {
        noise_.feedforward.draw();
    }
    if (lesson != nullptr) {
        noise_.step.draw();
        noise_.update.draw();
    }
    if (lesson != nullptr && !lesson->left_deltas.empty()) {
        noise_.backpropagation.draw();
    }
}

void Junction::find_steps(const Lesson& lesson) {
    if (format_.rounding == numerics::Rounding::stochastic) {
        find_noisy_steps(lesson);
    } else {
        const bool rounds_up = format_.rounding == numerics::Rounding::half_up && lesson.eta_shift > 0;
        const std::int32_t half = rounds_up ? 1 << (lesson.eta_shift - 1) : 0;
        values_.step_saturations += kernels::find_steps(mul_, lesson.right_deltas, {lesson.eta_shift, half}, steps_);
    }
    kernels::silence(lesson.sampled_deltas.empty() ? lesson.right_deltas : lesson.sampled_deltas, quiet_, deltas_);
    values_.deltas.see(kernels::reach(lesson.right_deltas));
}

void Junction::find_noisy_steps(const Lesson& lesson) {
    for (std::size_t right = 0; right < steps_.size(); ++right) {
        const std::int64_t exact =
            exact_step(lesson.right_deltas[right], lesson.eta_shift, format_.rounding, noise_.step[right]);
        steps_[right] = static_cast<numerics::Raw>(format_.saturate(exact));
        values_.step_saturations += static_cast<std::uint64_t>(steps_[right] != exact);
    }
}

} // namespace edgeloom::accelerator
