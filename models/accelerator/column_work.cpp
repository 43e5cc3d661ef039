#include "accelerator/column_work.hpp"

#include "accelerator/edge_kernels.hpp"
#include "accelerator/left_order.hpp"
#include "numerics/activation_rule.hpp"

#include <algorithm>
#include <bit>

namespace edgeloom::accelerator {

namespace {

constexpr std::uint32_t block = 8;           // edges that a shuffle reaches
constexpr std::uint32_t longest_vector = 32; // edges

} // namespace

std::unique_ptr<ColumnWork> ColumnWork::make(const Network& network, std::uint32_t index, const EdgeEnds& ends) {
    const mapping::JunctionShape& shape = network.junctions[index].shape;
    if (network.format.rounding == numerics::Rounding::stochastic || shape.edges % shape.left != 0 ||
        shape.edges % shape.right != 0) {
        return nullptr;
    }
    const LeftOrder order(shape, {ends.left.begin(), ends.left.end()});
    const std::uint32_t rows = shape.sweep_clocks();
    if (!order.rotates() || rows > block || !std::has_single_bit(rows)) {
        return nullptr;
    }
    std::unique_ptr<ColumnWork> work(new ColumnWork(network, index, order.starts()));
    if (work->group_columns_ * rows % longest_vector != 0 || !work->find_rights(ends)) {
        return nullptr;
    }
    work->find_turns();
    return work;
}

ColumnWork::ColumnWork(const Network& network, std::uint32_t index, std::span<const std::uint16_t> starts)
    : mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      shape_(network.junctions[index].shape),
      rows_(shape_.sweep_clocks()),
      group_columns_(std::min(shape_.fan_in(), shape_.parallelism)),
      starts_(starts.begin(), starts.end()),
      weights_(shape_.edges),
      in_order_(inputs_between(network, index)),
      derivatives_(shape_.left),
      deltas_(shape_.left) {
    for (InOrder& input : in_order_) {
        input.activations.resize(shape_.left);
    }
}

// Says whether all edges of a group's row lead to the same right neuron.
bool ColumnWork::find_rights(const EdgeEnds& ends) {
    if (shape_.parallelism % group_columns_ != 0) {
        return false;
    }
    const std::uint32_t groups = shape_.parallelism / group_columns_; // of a sweep
    rights_.resize(std::size_t{shape_.edges} / group_columns_);
    for (std::uint32_t edge = 0; edge < shape_.edges; ++edge) {
        const std::uint32_t sweep = edge / shape_.left;
        const std::uint32_t row = edge % shape_.left / shape_.parallelism;
        const std::uint32_t group = edge % shape_.parallelism / group_columns_;
        std::uint32_t& right = rights_[(std::size_t{sweep} * groups + group) * rows_ + row];
        if (edge % group_columns_ == 0) {
            right = ends.right[edge];
        } else if (right != ends.right[edge]) {
            return false;
        }
    }
    return true;
}

void ColumnWork::find_turns() {
    turns_.resize(weights_.size() * sizeof(numerics::Raw));
    back_.resize(turns_.size());
    for (std::size_t edge = 0; edge < weights_.size(); ++edge) {
        const auto row = static_cast<std::uint32_t>(edge % rows_);
        const std::uint32_t start = starts_[edge / rows_]; // columns of a sweep lie behind those of the one before
        const std::size_t column = edge % block / rows_ * rows_;
        const std::size_t from = column + (start + row) % rows_;
        const std::size_t back = column + (rows_ + row - start) % rows_;
        for (std::size_t byte = 0; byte < sizeof(numerics::Raw); ++byte) {
            turns_[edge * sizeof(numerics::Raw) + byte] =
                static_cast<std::uint8_t>(from * sizeof(numerics::Raw) + byte);
            back_[edge * sizeof(numerics::Raw) + byte] = static_cast<std::uint8_t>(back * sizeof(numerics::Raw) + byte);
        }
    }
}

std::size_t ColumnWork::place(std::size_t edge) const {
    const std::size_t sweep = edge / shape_.left;
    const std::size_t row = edge % shape_.left / shape_.parallelism;
    const std::size_t column = edge % shape_.parallelism;
    return sweep * shape_.left + column * rows_ + row;
}

void ColumnWork::load(std::span<const numerics::Raw> weights) {
    for (std::size_t edge = 0; edge < weights_.size(); ++edge) {
        weights_[place(edge)] = weights[edge];
    }
}

std::vector<numerics::Raw> ColumnWork::weights() const {
    std::vector<numerics::Raw> weights(weights_.size());
    for (std::size_t edge = 0; edge < weights.size(); ++edge) {
        weights[edge] = weights_[place(edge)];
    }
    return weights;
}

kernels::ColumnSweeps ColumnWork::sweeps() const {
    return {.rows = rows_,
            .columns = shape_.parallelism,
            .group_edges = group_columns_ * rows_,
            .groups = shape_.parallelism / group_columns_,
            .starts = starts_,
            .turns = turns_,
            .back = back_,
            .rights = rights_};
}

const numerics::Raw* ColumnWork::read(const LeftInput& left) {
    InOrder& place = in_order_[left.number % in_order_.size()];
    if (place.input != left.number) {
        kernels::to_columns(left.activations.data(), rows_, shape_.parallelism, kernels::factor_shift(mul_),
                            place.activations.data());
        place.input = left.number;
    }
    return place.activations.data();
}

void ColumnWork::work(const EdgeTask& task, Values& values) {
    if (task.lesson != nullptr && !task.lesson->left_deltas.empty()) {
        backpropagate(task, values);
    }
    if (task.feed != nullptr) {
        std::ranges::copy(task.biases, task.feed->sums.begin());
    }
    const auto feed = [&] { return kernels::ColumnFeed{read(task.feed->left), task.feed->sums.data()}; };
    const auto lesson = [&] { return kernels::ColumnLesson{read(task.lesson->left), task.steps.data()}; };
    if (task.feed != nullptr && task.lesson != nullptr) {
        values.weight_saturations += kernels::sum_and_learn(mul_, sweeps(), weights_.data(), feed(), lesson());
    } else if (task.feed != nullptr) {
        kernels::sum(mul_, sweeps(), weights_.data(), feed());
    } else if (task.lesson != nullptr) {
        values.weight_saturations += kernels::learn(mul_, sweeps(), weights_.data(), lesson());
    }
}

void ColumnWork::backpropagate(const EdgeTask& task, Values& values) {
    kernels::to_columns(task.lesson->left_derivatives.data(), rows_, shape_.parallelism, 0, derivatives_.data());
    std::ranges::fill(deltas_, numerics::Raw{0});
    values.delta_saturations += kernels::backpropagate(mul_, sweeps(), weights_.data(),
                                                       {.derivatives = derivatives_.data(),
                                                        .highest = highest_derivative_,
                                                        .right_deltas = task.deltas.data(),
                                                        .left_deltas = deltas_.data()});
    kernels::from_columns(deltas_.data(), rows_, shape_.parallelism, task.lesson->left_deltas.data());
}

} // namespace edgeloom::accelerator
