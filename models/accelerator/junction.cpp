#include "accelerator/junction.hpp"

#include "accelerator/learning.hpp"
#include "numerics/activation_rule.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::accelerator {

namespace {

// Inputs on their way from feedforward to update in junction `index`, the two included.
std::size_t inputs_between(const Network& network, std::uint32_t index) {
    return 2 * std::size_t{network.depth() - index};
}

} // namespace

Junction::Junction(const Network& network, std::uint32_t index, const EdgeEnds& ends, std::size_t block_edges)
    : format_(network.format),
      mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      left_order_(network.junctions[index].shape, {ends.left.begin(), ends.left.end()}),
      begins_(begins_of(ends.right, network.junctions[index].shape.right)),
      columns_(left_order_.rotates() ? Columns() : Columns(network.junctions[index].shape.left, ends)),
      in_order_(inputs_between(network, index)),
      noise_(noise_of(network, index)),
      active_(network.junctions[index].shape.left),
      steps_(network.junctions[index].shape.right),
      deltas_(network.junctions[index].shape.right) {
    divide_into_blocks(block_edges);
    find_quiet_deltas();
}

// What several blocks read is not kept: it would fill the cache that they are there for. Two inputs are worked on at a
// time, the one with an even number and the other with an odd one.
void Junction::divide_into_blocks(std::size_t block_edges) {
    std::size_t longest = 0;
    for (std::size_t right = 0, first = 0; right + 1 < begins_.size(); ++right) {
        const std::size_t edges = begins_[right + 1] - begins_[first];
        const bool whole_sweeps = begins_[right + 1] % left_order_.granularity() == 0;
        const bool last = right + 2 == begins_.size();
        if (last || (whole_sweeps && edges >= block_edges)) {
            blocks_.push_back(
                {.first_right = first, .rights = right + 1 - first, .first_edge = begins_[first], .edges = edges});
            longest = std::max(longest, edges);
            first = right + 1;
        }
    }
    if (blocks_.size() > 1) {
        in_order_.resize(2);
    }
    for (InOrder& input : in_order_) {
        input.activations.resize(longest);
    }
    derivatives_.resize(longest);
    terms_.resize(longest);
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
    const Feed* const by_row = feed != nullptr && feed_by_column(*feed) ? nullptr : feed;
    if (lesson != nullptr) {
        find_steps(*lesson);
        std::ranges::fill(lesson->left_deltas, numerics::Raw{0});
    }
    for (const Block& block : blocks_) {
        work_on(block, by_row, lesson);
    }
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

// Products with zero are zero: where few neurons are not, working on their edges alone pays, unless columns are rotated
// whole. Says whether it did. The neurons are found without branches, which would be mispredicted all the time.
bool Junction::feed_by_column(const Feed& feed) {
    if (left_order_.rotates() || !noise_.feedforward.silent()) {
        return false;
    }
    constexpr std::size_t sparse = 4; // every fourth
    const auto left = feed.left.activations;
    std::size_t count = 0;
    for (std::size_t neuron = 0; neuron < left.size(); ++neuron) {
        active_[count] = static_cast<std::uint32_t>(neuron);
        count += static_cast<std::size_t>(left[neuron] != 0);
    }
    if (count * sparse > left.size()) {
        return false;
    }
    std::ranges::copy(parameters_.biases, feed.sums.begin());
    for (const std::uint32_t neuron : std::span(active_).first(count)) {
        for (const Columns::Outgoing& outgoing : columns_[neuron]) {
            feed.sums[outgoing.right] += mul_.scale(parameters_.weights[outgoing.edge], left[neuron]);
        }
    }
    return true;
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

void Junction::work_on(const Block& block, const Feed* feed, const Lesson* lesson) {
    const kernels::RightNeurons neurons = neurons_of(block);
    if (lesson != nullptr && !lesson->left_deltas.empty()) {
        backpropagate(block, *lesson);
    }
    const auto summed = [&] {
        return kernels::Sums{.activations = read(block, feed->left, noise_.feedforward),
                             .biases = parameters_.biases.data() + block.first_right,
                             .sums = feed->sums.data() + block.first_right};
    };
    const auto learnt = [&] {
        return kernels::Steps{.activations = read_what_is_learnt(block, lesson->left),
                              .steps = steps_.data() + block.first_right};
    };
    if (feed != nullptr && lesson != nullptr) {
        values_.weight_saturations += kernels::sum_all_and_add_all_steps(mul_, neurons, summed(), learnt());
    } else if (feed != nullptr) {
        kernels::sum_all(mul_, neurons, summed());
    } else if (lesson != nullptr) {
        values_.weight_saturations += kernels::add_all_steps(mul_, neurons, learnt());
    }
}

void Junction::backpropagate(const Block& block, const Lesson& lesson) {
    const auto derivatives = std::span(derivatives_).first(block.edges);
    const auto terms = std::span(terms_).first(block.edges);
    left_order_.read(lesson.left_derivatives, 0, block.first_edge, derivatives);
    kernels::all_delta_terms(mul_, neurons_of(block),
                             {derivatives.data(), noise_.backpropagation.from(block.first_edge)}, highest_derivative_,
                             deltas_.data() + block.first_right, terms.data());
    values_.delta_saturations += left_order_.accumulate(mul_, terms, block.first_edge, lesson.left_deltas);
}

kernels::RightNeurons Junction::neurons_of(const Block& block) {
    return {.weights = parameters_.weights.data() + block.first_edge,
            .begins = std::span(begins_).subspan(block.first_right, block.rights + 1)};
}

kernels::Factors Junction::read(const Block& block, const LeftInput& left, const Noise& noise) {
    InOrder& place = place_of(left);
    if (place.input != left.number) {
        left_order_.read(left.activations, kernels::factor_shift(mul_), block.first_edge,
                         std::span(place.activations).first(block.edges));
        place.input = blocks_.size() == 1 ? left.number : nobody;
    }
    return {place.activations.data(), noise.from(block.first_edge)};
}

// Where edges are read one by one, only those of right neurons that learn something.
kernels::Factors Junction::read_what_is_learnt(const Block& block, const LeftInput& left) {
    InOrder& place = place_of(left);
    if (left_order_.rotates() || place.input == left.number) {
        return read(block, left, noise_.update);
    }
    place.input = nobody;
    for (std::size_t right = block.first_right; right < block.first_right + block.rights; ++right) {
        if (steps_[right] != 0) {
            const std::size_t begin = begins_[right];
            left_order_.read(
                left.activations, kernels::factor_shift(mul_), begin,
                std::span(place.activations).subspan(begin - block.first_edge, begins_[right + 1] - begin));
        }
    }
    return {place.activations.data(), noise_.update.from(block.first_edge)};
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
        const std::int32_t exact = parameters_.biases[right] + steps_[right];
        const std::int32_t bias = mul_.saturate(exact);
        parameters_.biases[right] = static_cast<numerics::Raw>(bias);
        saturations += static_cast<std::uint32_t>(bias != exact);
    }
    values_.bias_saturations += saturations;
}

} // namespace edgeloom::accelerator
