#include "accelerator/row_work.hpp"

#include "numerics/activation_rule.hpp"

#include <algorithm>

namespace edgeloom::accelerator {

RowWork::RowWork(const Network& network, std::uint32_t index, const EdgeEnds& ends, std::size_t block_edges)
    : mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      left_order_(network.junctions[index].shape, {ends.left.begin(), ends.left.end()}),
      begins_(begins_of(ends.right, network.junctions[index].shape.right)),
      columns_(left_order_.rotates() ? Columns() : Columns(network.junctions[index].shape.left, ends)),
      in_order_(inputs_between(network, index)),
      weights_(ends.left.size()),
      active_(network.junctions[index].shape.left) {
    divide_into_blocks(block_edges);
}

// What several blocks read is not kept: it would fill the cache that they are there for. Two inputs are worked on at a
// time, the one with an even number and the other with an odd one.
void RowWork::divide_into_blocks(std::size_t block_edges) {
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

void RowWork::work(const EdgeTask& task, Values& values) {
    EdgeTask by_row = task;
    if (task.feed != nullptr && feed_by_column(task)) {
        by_row.feed = nullptr;
    }
    if (task.lesson != nullptr) {
        std::ranges::fill(task.lesson->left_deltas, numerics::Raw{0});
    }
    for (const Block& block : blocks_) {
        work_on(block, by_row, values);
    }
}

// Products with zero are zero: where few neurons are not, working on their edges alone pays, unless columns are rotated
// whole. Says whether it did. The neurons are found without branches, which would be mispredicted all the time.
bool RowWork::feed_by_column(const EdgeTask& task) {
    if (left_order_.rotates() || !task.noise.feedforward.silent()) {
        return false;
    }
    constexpr std::size_t sparse = 4; // every fourth
    const Feed& feed = *task.feed;
    const auto left = feed.left.activations;
    std::size_t count = 0;
    for (std::size_t neuron = 0; neuron < left.size(); ++neuron) {
        active_[count] = static_cast<std::uint32_t>(neuron);
        count += static_cast<std::size_t>(left[neuron] != 0);
    }
    if (count * sparse > left.size()) {
        return false;
    }
    std::ranges::copy(task.biases, feed.sums.begin());
    for (const std::uint32_t neuron : std::span(active_).first(count)) {
        for (const Columns::Outgoing& outgoing : columns_[neuron]) {
            feed.sums[outgoing.right] += mul_.scale(weights_[outgoing.edge], left[neuron]);
        }
    }
    return true;
}

void RowWork::work_on(const Block& block, const EdgeTask& task, Values& values) {
    const Feed* const feed = task.feed;
    const Lesson* const lesson = task.lesson;
    const kernels::RightNeurons neurons = neurons_of(block);
    if (lesson != nullptr && !lesson->left_deltas.empty()) {
        backpropagate(block, task, values);
    }
    const auto summed = [&] {
        return kernels::Sums{.activations = read(block, feed->left, task.noise.feedforward),
                             .biases = task.biases.data() + block.first_right,
                             .sums = feed->sums.data() + block.first_right};
    };
    const auto learnt = [&] {
        return kernels::Steps{.activations = read_what_is_learnt(block, task),
                              .steps = task.steps.data() + block.first_right};
    };
    if (feed != nullptr && lesson != nullptr) {
        values.weight_saturations += kernels::sum_all_and_add_all_steps(mul_, neurons, summed(), learnt());
    } else if (feed != nullptr) {
        kernels::sum_all(mul_, neurons, summed());
    } else if (lesson != nullptr) {
        values.weight_saturations += kernels::add_all_steps(mul_, neurons, learnt());
    }
}

void RowWork::backpropagate(const Block& block, const EdgeTask& task, Values& values) {
    const Lesson& lesson = *task.lesson;
    const auto derivatives = std::span(derivatives_).first(block.edges);
    const auto terms = std::span(terms_).first(block.edges);
    left_order_.read(lesson.left_derivatives, 0, block.first_edge, derivatives);
    kernels::all_delta_terms(mul_, neurons_of(block),
                             {derivatives.data(), task.noise.backpropagation.from(block.first_edge)},
                             highest_derivative_, task.deltas.data() + block.first_right, terms.data());
    values.delta_saturations += left_order_.accumulate(mul_, terms, block.first_edge, lesson.left_deltas);
}

kernels::RightNeurons RowWork::neurons_of(const Block& block) {
    return {.weights = weights_.data() + block.first_edge,
            .begins = std::span(begins_).subspan(block.first_right, block.rights + 1)};
}

kernels::Factors RowWork::read(const Block& block, const LeftInput& left, const Noise& noise) {
    InOrder& place = place_of(left);
    if (place.input != left.number) {
        left_order_.read(left.activations, kernels::factor_shift(mul_), block.first_edge,
                         std::span(place.activations).first(block.edges));
        place.input = blocks_.size() == 1 ? left.number : nobody;
    }
    return {place.activations.data(), noise.from(block.first_edge)};
}

// Where edges are read one by one, only those of right neurons that learn something.
kernels::Factors RowWork::read_what_is_learnt(const Block& block, const EdgeTask& task) {
    const LeftInput& left = task.lesson->left;
    InOrder& place = place_of(left);
    if (left_order_.rotates() || place.input == left.number) {
        return read(block, left, task.noise.update);
    }
    place.input = nobody;
    for (std::size_t right = block.first_right; right < block.first_right + block.rights; ++right) {
        if (task.steps[right] != 0) {
            const std::size_t begin = begins_[right];
            left_order_.read(
                left.activations, kernels::factor_shift(mul_), begin,
                std::span(place.activations).subspan(begin - block.first_edge, begins_[right + 1] - begin));
        }
    }
    return {place.activations.data(), task.noise.update.from(block.first_edge)};
}

} // namespace edgeloom::accelerator
