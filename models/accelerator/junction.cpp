#include "accelerator/junction.hpp"

#include "accelerator/learning.hpp"
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
    while (least_quiet_delta_ > format_.min() && gives_no_terms(least_quiet_delta_ - 1)) {
        --least_quiet_delta_;
    }
    while (greatest_quiet_delta_ < format_.max() && gives_no_terms(greatest_quiet_delta_ + 1)) {
        ++greatest_quiet_delta_;
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
        saturate(feed->sums);
    }
    if (lesson != nullptr) {
        add_steps_to_biases();
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
        std::int32_t saturations = 0;
        for (std::size_t right = 0; right < steps_.size(); ++right) {
            const std::int32_t exact = (half - lesson.right_deltas[right]) >> lesson.eta_shift;
            steps_[right] = static_cast<numerics::Raw>(mul_.saturate(exact));
            saturations += steps_[right] != exact ? 1 : 0;
        }
        values_.step_saturations += static_cast<std::uint32_t>(saturations);
    }
    for (std::size_t right = 0; right < deltas_.size(); ++right) {
        const std::int32_t delta = lesson.right_deltas[right];
        const bool quiet = (least_quiet_delta_ <= delta) & (delta <= greatest_quiet_delta_);
        deltas_[right] = static_cast<numerics::Raw>(quiet ? 0 : delta);
    }
    values_.deltas.see_all(lesson.right_deltas);
}

void Junction::find_noisy_steps(const Lesson& lesson) {
    for (std::size_t right = 0; right < steps_.size(); ++right) {
        const std::int64_t exact =
            exact_step(lesson.right_deltas[right], lesson.eta_shift, format_.rounding, noise_.step[right]);
        steps_[right] = static_cast<numerics::Raw>(format_.saturate(exact));
        values_.step_saturations += static_cast<std::uint64_t>(steps_[right] != exact);
    }
}

void Junction::saturate(std::span<std::int32_t> sums) {
    std::uint32_t saturations = 0;
    for (std::int32_t& sum : sums) {
        const std::int32_t exact = std::exchange(sum, mul_.saturate(sum));
        saturations += static_cast<std::uint32_t>(sum != exact);
    }
    values_.sum_saturations += saturations;
    values_.sums.see_all(sums);
}

void Junction::add_steps_to_biases() {
    std::uint32_t saturations = 0;
    for (std::size_t right = 0; right < steps_.size(); ++right) {
        const std::int32_t exact = biases_[right] + steps_[right];
        const std::int32_t bias = mul_.saturate(exact);
        biases_[right] = static_cast<numerics::Raw>(bias);
        saturations += static_cast<std::uint32_t>(bias != exact);
    }
    values_.bias_saturations += saturations;
}

} // namespace edgeloom::accelerator
