#include "accelerator/column_work.hpp"

#include "accelerator/edge_kernels.hpp"
#include "accelerator/left_order.hpp"
#include "numerics/activation_rule.hpp"

#include <algorithm>
#include <bit>

namespace edgeloom::accelerator {

namespace {

// As many blocks as the longest vector has, where strips of them make up a group.
std::uint32_t weave(std::uint32_t group_columns) {
    std::uint32_t weave = kernels::longest_vector / kernels::block;
    while (weave > 1 && group_columns % (weave * kernels::block) != 0) {
        weave /= 2;
    }
    return weave;
}

} // namespace

std::unique_ptr<ColumnWork> ColumnWork::make(const Network& network, std::uint32_t index, const EdgeEnds& ends) {
    const mapping::JunctionShape& shape = network.junctions[index].shape;
    if (network.format.rounding == numerics::Rounding::stochastic || shape.edges % shape.left != 0 ||
        shape.edges % shape.right != 0) {
        return nullptr;
    }
    const LeftOrder order(shape, {ends.left.begin(), ends.left.end()});
    const std::uint32_t rows = shape.sweep_clocks();
    if (!order.rotates() || rows > kernels::block || !std::has_single_bit(rows)) {
        return nullptr;
    }
    std::unique_ptr<ColumnWork> work(new ColumnWork(network, index));
    if (work->sweeps_.group_edges % kernels::longest_vector != 0 || !work->find_rights(ends)) {
        return nullptr;
    }
    work->find_turns(order.starts());
    return work;
}

ColumnWork::ColumnWork(const Network& network, std::uint32_t index)
    : mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      shape_(network.junctions[index].shape),
      group_columns_(std::min(shape_.fan_in(), shape_.parallelism)),
      turns_(std::size_t{shape_.edges} * sizeof(numerics::Raw)),
      back_(turns_.size()),
      rights_(shape_.edges / group_columns_),
      sweeps_{.order = {.rows = shape_.sweep_clocks(), .columns = shape_.parallelism, .weave = weave(group_columns_)},
              .group_edges = group_columns_ * shape_.sweep_clocks(),
              .groups = shape_.parallelism / group_columns_,
              .sweeps = shape_.edges / shape_.left,
              .turns = turns_,
              .back = back_,
              .rights = rights_,
              .in_turn = true},
      weights_(shape_.edges),
      reach_(mul_),
      in_order_(inputs_between(network, index)),
      derivatives_(shape_.left),
      deltas_(shape_.left),
      sums_by_group_(rights_.size() + kernels::beyond_rights),
      rights_by_group_(sums_by_group_.size()) {
    for (InOrder& input : in_order_) {
        input.activations.resize(shape_.left);
    }
}

// Says whether all edges of a group's row lead to the same right neuron.
bool ColumnWork::find_rights(const EdgeEnds& ends) {
    if (shape_.parallelism % group_columns_ != 0) {
        return false;
    }
    const std::uint32_t rows = shape_.edges / shape_.parallelism; // of all sweeps
    for (std::uint32_t edge = 0; edge < shape_.edges; ++edge) {
        const std::uint32_t row = edge / shape_.parallelism;
        const std::uint32_t group = edge % shape_.parallelism / group_columns_;
        std::uint32_t& right = rights_[std::size_t{group} * rows + row];
        if (edge % group_columns_ == 0) {
            right = ends.right[edge];
            sweeps_.in_turn = sweeps_.in_turn && right == row * sweeps_.groups + group;
        } else if (right != ends.right[edge]) {
            return false;
        }
    }
    return true;
}

void ColumnWork::find_turns(std::span<const std::uint16_t> starts) {
    constexpr std::size_t bytes = sizeof(numerics::Raw);
    const std::size_t rows = sweeps_.order.rows;
    for (std::size_t edge = 0; edge < weights_.size(); ++edge) {
        const std::size_t at = place(edge);
        const std::size_t row = edge / shape_.parallelism % rows;
        const std::size_t start = starts[edge / shape_.left * shape_.parallelism + edge % shape_.parallelism];
        const std::size_t column = at % kernels::block / rows * rows;
        const std::size_t from = column + (start + row) % rows;
        const std::size_t back = column + (rows + row - start) % rows;
        for (std::size_t byte = 0; byte < bytes; ++byte) {
            turns_[at * bytes + byte] = static_cast<std::uint8_t>(from * bytes + byte);
            back_[at * bytes + byte] = static_cast<std::uint8_t>(back * bytes + byte);
        }
    }
}

std::size_t ColumnWork::place(std::size_t edge) const {
    const auto column = static_cast<std::uint32_t>(edge % shape_.parallelism);
    const std::size_t row = edge / shape_.parallelism % sweeps_.order.rows;
    const std::size_t left = std::size_t{sweeps_.order.place(column)} * sweeps_.order.rows + row;
    const std::size_t group = left / sweeps_.group_edges;
    const std::size_t vector = left % sweeps_.group_edges / kernels::longest_vector;
    const auto sweep = static_cast<std::uint32_t>(edge / shape_.left);
    const kernels::Bundle bundle = kernels::bundle_of(sweep, sweeps_.sweeps);
    return (group * sweeps_.sweeps + bundle.first) * sweeps_.group_edges +
           (vector * bundle.width + sweep - bundle.first) * kernels::longest_vector + left % kernels::longest_vector;
}

void ColumnWork::load(std::span<const numerics::Raw> weights) {
    for (std::size_t edge = 0; edge < weights_.size(); ++edge) {
        weights_[place(edge)] = weights[edge];
    }
    reach_.forget();
}

std::vector<numerics::Raw> ColumnWork::weights() const {
    std::vector<numerics::Raw> weights(weights_.size());
    for (std::size_t edge = 0; edge < weights.size(); ++edge) {
        weights[edge] = weights_[place(edge)];
    }
    return weights;
}

const numerics::Raw* ColumnWork::read(const LeftInput& left) {
    InOrder& place = in_order_[left.number % in_order_.size()];
    if (place.input != left.number) {
        kernels::to_columns(left.activations.data(), sweeps_.order, kernels::factor_shift(mul_),
                            place.activations.data());
        place.input = left.number;
    }
    return place.activations.data();
}

kernels::ColumnFeed ColumnWork::feed(const EdgeTask& task) {
    return {.left = read(task.feed->left),
            .biases = task.biases.data(),
            .sums = task.feed->sums.data(),
            .right = shape_.right,
            .by_group = sums_by_group_.data()};
}

kernels::ColumnLesson ColumnWork::lesson(const EdgeTask& task) {
    return {.left = read(task.lesson->left),
            .steps = task.steps.data(),
            .by_group = rights_by_group_.data(),
            .may_saturate = reach_.may_leave(task.steps, weights_)};
}

void ColumnWork::work(const EdgeTask& task, Values& values) {
    if (task.lesson != nullptr && !task.lesson->left_deltas.empty()) {
        backpropagate(task, values);
    }
    if (task.feed != nullptr && task.lesson != nullptr) {
        values.weight_saturations += kernels::sum_and_learn(mul_, sweeps_, weights_.data(), feed(task), lesson(task));
    } else if (task.feed != nullptr) {
        kernels::sum(mul_, sweeps_, weights_.data(), feed(task));
    } else if (task.lesson != nullptr) {
        values.weight_saturations += kernels::learn(mul_, sweeps_, weights_.data(), lesson(task));
    }
}

void ColumnWork::backpropagate(const EdgeTask& task, Values& values) {
    kernels::to_columns(task.lesson->left_derivatives.data(), sweeps_.order, 0, derivatives_.data());
    std::ranges::fill(deltas_, numerics::Raw{0});
    values.delta_saturations += kernels::backpropagate(mul_, sweeps_, weights_.data(),
                                                       {.derivatives = derivatives_.data(),
                                                        .highest = highest_derivative_,
                                                        .right_deltas = task.deltas.data(),
                                                        .by_group = rights_by_group_.data(),
                                                        .left_deltas = deltas_.data()});
    kernels::from_columns(deltas_.data(), sweeps_.order, task.lesson->left_deltas.data());
}

} // namespace edgeloom::accelerator
