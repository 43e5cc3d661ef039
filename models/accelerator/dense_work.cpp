#include "accelerator/dense_work.hpp"

#include "accelerator/column_order.hpp"
#include "accelerator/edge_kernels.hpp"
#include "accelerator/left_order.hpp"
#include "numerics/activation_rule.hpp"

#include <algorithm>
#include <cstddef>

namespace edgeloom::accelerator {

namespace {

constexpr std::size_t most_pairs = std::size_t{1} << 17; // of weights and masks in the second cache
constexpr std::size_t pairs_an_edge = 8;                 // that take less than reading the edge's left neuron

} // namespace

std::unique_ptr<DenseWork> DenseWork::make(const Network& network, std::uint32_t index, const EdgeEnds& ends) {
    constexpr std::uint32_t vector = kernels::longest_vector;
    const mapping::JunctionShape& shape = network.junctions[index].shape;
    const std::uint32_t padded_left = (shape.left + vector - 1) / vector * vector;
    const std::size_t pairs = std::size_t{padded_left} * shape.right;
    if (network.format.rounding == numerics::Rounding::stochastic || pairs > most_pairs ||
        pairs > pairs_an_edge * shape.edges || LeftOrder(shape, {ends.left.begin(), ends.left.end()}).rotates()) {
        return nullptr;
    }
    std::unique_ptr<DenseWork> work(new DenseWork(network, index, padded_left));
    return work->connect(ends) ? std::move(work) : nullptr;
}

DenseWork::DenseWork(const Network& network, std::uint32_t index, std::uint32_t padded_left)
    : mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      weights_(std::size_t{padded_left} * network.junctions[index].shape.right),
      connected_(weights_.size()),
      edges_{.left = padded_left, .right = network.junctions[index].shape.right, .connected = connected_.data()},
      reach_(mul_),
      fed_(padded_left),
      learnt_(padded_left),
      derivatives_(padded_left),
      deltas_(padded_left) {}

// Says whether no pair has two edges.
bool DenseWork::connect(const EdgeEnds& ends) {
    places_.reserve(ends.left.size());
    for (std::size_t edge = 0; edge < ends.left.size(); ++edge) {
        const std::uint32_t place = ends.right[edge] * edges_.left + ends.left[edge];
        if (connected_[place] != 0) {
            return false;
        }
        connected_[place] = -1;
        places_.push_back(place);
    }
    return true;
}

void DenseWork::load(std::span<const numerics::Raw> weights) {
    for (std::size_t edge = 0; edge < places_.size(); ++edge) {
        weights_[places_[edge]] = weights[edge];
    }
    reach_.forget();
}

std::vector<numerics::Raw> DenseWork::weights() const {
    std::vector<numerics::Raw> weights(places_.size());
    std::ranges::transform(places_, weights.begin(), [this](std::uint32_t place) { return weights_[place]; });
    return weights;
}

const numerics::Raw* DenseWork::read(const LeftInput& left, Aligned<numerics::Raw>& to) const {
    const int scale = 1 << kernels::factor_shift(mul_);
    std::ranges::transform(left.activations, to.begin(),
                           [scale](numerics::Raw value) { return static_cast<numerics::Raw>(value * scale); });
    return to.data();
}

kernels::DenseFeed DenseWork::feed(const EdgeTask& task) {
    return {.left = read(task.feed->left, fed_), .biases = task.biases.data(), .sums = task.feed->sums.data()};
}

kernels::DenseLesson DenseWork::lesson(const EdgeTask& task) {
    return {.left = read(task.lesson->left, learnt_),
            .steps = task.steps.data(),
            .may_saturate = reach_.may_leave(task.steps, weights_)};
}

void DenseWork::work(const EdgeTask& task, Values& values) {
    if (task.lesson != nullptr && !task.lesson->left_deltas.empty()) {
        backpropagate(task, values);
    }
    if (task.feed != nullptr && task.lesson != nullptr) {
        values.weight_saturations +=
            kernels::dense_sum_and_learn(mul_, edges_, weights_.data(), feed(task), lesson(task));
    } else if (task.feed != nullptr) {
        kernels::dense_sum(mul_, edges_, weights_.data(), feed(task));
    } else if (task.lesson != nullptr) {
        values.weight_saturations += kernels::dense_learn(mul_, edges_, weights_.data(), lesson(task));
    }
}

void DenseWork::backpropagate(const EdgeTask& task, Values& values) {
    std::ranges::copy(task.lesson->left_derivatives, derivatives_.begin());
    std::ranges::fill(deltas_, numerics::Raw{0});
    values.delta_saturations += kernels::dense_backpropagate(mul_, edges_, weights_.data(),
                                                             {.derivatives = derivatives_.data(),
                                                              .highest = highest_derivative_,
                                                              .right_deltas = task.deltas.data(),
                                                              .left_deltas = deltas_.data()});
    std::copy_n(deltas_.begin(), task.lesson->left_deltas.size(), task.lesson->left_deltas.begin());
}

} // namespace edgeloom::accelerator
