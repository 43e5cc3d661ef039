#include "accelerator/cycle/junction_unit.hpp"

#include "accelerator/learning.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::accelerator::cycle {

using abi::accelerator::Counter;

namespace {

std::string name_of(std::uint32_t number, const char* what) {
    return "junction " + std::to_string(number) + ", " + what;
}

} // namespace

JunctionUnit::JunctionUnit(std::uint32_t number, const Network& network, const numerics::ActivationTable& table,
                           IssueOrder order, RightMemories memories, const Hardware& hardware)
    : index_(number - 1),
      shape_(network.junctions[index_].shape),
      format_(network.format),
      mul_(network.format),
      table_(table),
      stages_(hardware.stages),
      stalls_(hardware.delta_hazard == DeltaHazard::stall),
      has_left_deltas_(number > 1),
      order_(std::move(order)),
      weight_memory_(name_of(number, "weights"), Ports::read_write, shape_.parallelism),
      bias_memory_(name_of(number, "biases"), Ports::read_write, memories.biases),
      noise_(noise_of(network, index_)),
      weights_(shape_.edges),
      biases_(shape_.right),
      sums_(shape_.right),
      steps_(shape_.right),
      deltas_(shape_.right),
      terms_(shape_.parallelism),
      delta_readable_(shape_.left) {}

void JunctionUnit::load(const Parameters& parameters) {
    std::ranges::transform(order_.edges(), weights_.begin(),
                           [&](std::uint32_t edge) { return parameters.weights[edge]; });
    biases_ = parameters.biases;
}

Parameters JunctionUnit::parameters() const {
    Parameters result{std::vector<std::int32_t>(weights_.size()), biases_};
    for (std::size_t i = 0; i < weights_.size(); ++i) {
        result.weights[order_.edges()[i]] = weights_[i];
    }
    return result;
}

void JunctionUnit::begin(const Forward* forward, const Backward* backward, bool training) {
    forward_ = forward;
    backward_ = backward;
    training_ = training;
    next_ = 0;
    clocks_ = {};
    if (forward_ != nullptr) {
        noise_.feedforward.draw(order_.places());
    }
    if (backward_ != nullptr) {
        noise_.update.draw(order_.places());
        noise_.step.draw();
    }
    if (backward_ != nullptr && has_left_deltas_) {
        noise_.backpropagation.draw(order_.places());
    }
    for (const std::uint32_t right : order_.edgeless()) { // registers: no clock is spent on them
        if (forward_ != nullptr) {
            sums_[right] = biases_[right];
            finish(right);
        }
        if (backward_ != nullptr) {
            begin_update(right);
        }
    }
}

bool JunctionUnit::tick(std::uint64_t clock) {
    if (next_ == order_.size()) {
        return false;
    }
    const Issue& issue = order_[next_];
    const bool accumulates = training_ && has_left_deltas_;
    if (accumulates && stalls_ && must_wait(clock, issue)) {
        ++clocks_.hazard;
        tell(clock, IssueState::hazard);
        return true;
    }
    ++(issue.clash ? clocks_.clash : clocks_.rows);
    tell(clock, issue.clash ? IssueState::clash : IssueState::row);
    if (accumulates) {
        note_delta_reads(clock, issue);
    }
    use_ports(clock, next_);
    count_operations(order_.accesses(next_).weights.words);
    for (const Segment& segment : order_.segments(issue)) {
        process(segment);
    }
    ++next_;
    return true;
}

void JunctionUnit::watch(Watcher* watcher) {
    watcher_ = watcher;
    weight_memory_.watch(watcher);
    bias_memory_.watch(watcher);
}

void JunctionUnit::tell(std::uint64_t clock, IssueState state) const {
    if (watcher_ != nullptr) {
        const std::uint32_t first = order_.segments(order_[next_]).front().begin;
        watcher_->issued(index_, clock, state, order_.edges()[first] / shape_.parallelism,
                         static_cast<std::uint32_t>(order_.left()[first]) / shape_.parallelism);
    }
}

// ---- counters ----

void JunctionUnit::end(std::uint32_t clocks) {
    count_clocks(Counter::feedforward_active, Counter::feedforward_stalled, Counter::feedforward_idle,
                 forward_ != nullptr, clocks);
    count_clocks(Counter::backpropagation_active, Counter::backpropagation_stalled, Counter::backpropagation_idle,
                 backward_ != nullptr && has_left_deltas_, clocks);
    count_clocks(Counter::update_active, Counter::update_stalled, Counter::update_idle, backward_ != nullptr, clocks);
    counters_[Counter::clash_clocks] += clocks_.clash;
    counters_[Counter::hazard_clocks] += clocks_.hazard;
}

void JunctionUnit::count_clocks(Counter active, Counter stalled, Counter idle, bool worked, std::uint32_t clocks) {
    const std::uint32_t rows = worked ? clocks_.rows : 0;
    const std::uint32_t held = worked ? clocks_.clash + clocks_.hazard : 0;
    counters_[active] += rows;
    counters_[stalled] += held;
    counters_[idle] += clocks - rows - held;
}

void JunctionUnit::count_operations(std::uint32_t edges) {
    if (forward_ != nullptr) {
        counters_[Counter::feedforward_multiplies] += edges;
        counters_[Counter::feedforward_adds] += edges;
    }
    if (backward_ != nullptr) {
        counters_[Counter::update_multiplies] += edges;
        counters_[Counter::update_adds] += edges;
    }
    if (backward_ != nullptr && has_left_deltas_) {
        counters_[Counter::backpropagation_multiplies] += 2 * std::uint64_t{edges};
        counters_[Counter::backpropagation_adds] += edges;
    }
}

Counters JunctionUnit::counters() const {
    Counters counters = counters_;
    counters[Counter::weight_reads] = weight_memory_.reads();
    counters[Counter::weight_writes] = weight_memory_.writes();
    counters[Counter::bias_reads] = bias_memory_.reads();
    counters[Counter::bias_writes] = bias_memory_.writes();
    count_values(values_, weights_, biases_, counters);
    return counters;
}

// ---- the memories ----

bool JunctionUnit::must_wait(std::uint64_t clock, const Issue& issue) const {
    const std::span<const Segment> segments = order_.segments(issue);
    const std::uint32_t begin = segments.front().begin;
    const auto left = order_.left().subspan(begin, segments.back().end - begin);
    return std::ranges::any_of(
        left, [&](std::int32_t neuron) { return delta_readable_[static_cast<std::size_t>(neuron)] > clock; });
}

void JunctionUnit::note_delta_reads(std::uint64_t clock, const Issue& issue) {
    const std::uint64_t readable = clock + stages_.delta_distance();
    const std::span<const Segment> segments = order_.segments(issue);
    const std::uint32_t begin = segments.front().begin;
    std::uint64_t forwarded = 0;
    for (const std::int32_t left : order_.left().subspan(begin, segments.back().end - begin)) {
        std::uint64_t& since = delta_readable_[static_cast<std::size_t>(left)];
        forwarded += static_cast<std::uint64_t>(since > clock);
        since = readable;
    }
    if (backward_ != nullptr) {
        counters_[Counter::delta_forwards] += forwarded;
    }
}

void JunctionUnit::use_ports(std::uint64_t clock, std::size_t issue) {
    const IssueAccesses& accesses = order_.accesses(issue);
    if (forward_ != nullptr || backward_ != nullptr) {
        weight_memory_.read(clock, accesses.weights);
        bias_memory_.read(clock, accesses.biases);
    }
    if (forward_ != nullptr) {
        const std::uint64_t there = clock + 1 + stages_.feedforward();
        forward_->left->memory.read(clock, accesses.left);
        forward_->activations->memory.write(there, accesses.ended);
        if (forward_->derivatives != nullptr) {
            forward_->derivatives->memory.write(there, accesses.ended);
        }
        if (forward_->deltas != nullptr) {
            forward_->deltas->memory.write(there, accesses.ended);
        }
    }
    if (backward_ != nullptr) {
        const std::uint64_t there = clock + 1 + stages_.update();
        backward_->left->memory.read(clock, accesses.left);
        backward_->right_deltas->memory.read(clock, accesses.begun);
        if (backward_->right_deltas->memory.ports() == Ports::true_dual) { // where deltas accumulate next
            backward_->right_deltas->memory.write(clock, accesses.begun);
        }
        weight_memory_.write(there, accesses.weights);
        bias_memory_.write(there, accesses.biases);
        if (has_left_deltas_) {
            backward_->derivatives->memory.read(clock, accesses.left);
            backward_->left_deltas->memory.read(clock, accesses.left);
            backward_->left_deltas->memory.write(clock + 1 + stages_.backpropagation(), accesses.left);
        }
    }
}

// ---- the arithmetic of spec section 3 ----

kernels::EdgeRun JunctionUnit::run_of(const Segment& segment) const {
    return {order_.left().data() + segment.begin, segment.end - segment.begin};
}

// All operations see the weight and the bias as they were.
void JunctionUnit::process(const Segment& segment) {
    const std::uint32_t right = segment.right;
    if (segment.first && forward_ != nullptr) {
        sums_[right] = biases_[right];
    }
    if (segment.first && backward_ != nullptr) {
        begin_update(right);
    }
    if (backward_ != nullptr && has_left_deltas_) {
        backpropagate(segment);
    }
    feed_forward_and_update(segment);
    if (segment.last && forward_ != nullptr) {
        finish(right);
    }
}

void JunctionUnit::feed_forward_and_update(const Segment& segment) {
    std::int32_t* const weights = weights_.data() + segment.begin;
    const kernels::EdgeRun edges = run_of(segment);
    const std::int32_t step = backward_ == nullptr ? 0 : steps_[segment.right];
    if (forward_ != nullptr && step != 0) {
        const auto [sum, saturations] = kernels::sum_products_and_add_steps(
            mul_, weights, edges, {forward_->left->values.data(), noise_.feedforward.from(segment.begin)},
            {backward_->left->values.data(), noise_.update.from(segment.begin)}, step);
        sums_[segment.right] += sum;
        values_.weight_saturations += saturations;
    } else if (forward_ != nullptr) {
        sums_[segment.right] += kernels::sum_products(
            mul_, weights, edges, {forward_->left->values.data(), noise_.feedforward.from(segment.begin)});
    } else if (step != 0) {
        values_.weight_saturations += kernels::add_steps(
            mul_, weights, edges, {backward_->left->values.data(), noise_.update.from(segment.begin)}, step);
    }
}

void JunctionUnit::finish(std::uint32_t right) {
    const std::int32_t sum = mul_.saturate(sums_[right]);
    values_.sums.see(sum);
    values_.sum_saturations += static_cast<std::uint64_t>(sum != sums_[right]);
    const numerics::ActivationTable::Entry entry = table_.look_up(sum);
    forward_->activations->values[right] = entry.sigma;
    if (forward_->derivatives != nullptr) {
        forward_->derivatives->values[right] = entry.derivative;
    }
    if (forward_->deltas != nullptr) {
        forward_->deltas->values[right] = output_delta(format_, forward_->cost, right == forward_->label, entry.sigma,
                                                       entry.derivative, (*forward_->noise)[right]);
    }
    ++counters_[Counter::feedforward_lookups];
}

// Reads and clears the delta, whose bank accumulates from the next block cycle on.
void JunctionUnit::begin_update(std::uint32_t right) {
    const std::int32_t delta = std::exchange(backward_->right_deltas->values[right], 0);
    deltas_[right] = delta;
    const std::int64_t step = exact_step(delta, backward_->eta_shift, format_.rounding, noise_.step[right]);
    steps_[right] = format_.saturate(step);
    const std::int32_t bias = biases_[right] + steps_[right];
    biases_[right] = mul_.saturate(bias);
    values_.deltas.see(delta);
    values_.step_saturations += static_cast<std::uint64_t>(steps_[right] != step);
    values_.bias_saturations += static_cast<std::uint64_t>(biases_[right] != bias);
    ++counters_[Counter::update_adds];
}

void JunctionUnit::backpropagate(const Segment& segment) {
    const std::int32_t delta = deltas_[segment.right];
    if (delta == 0) {
        return;
    }
    const kernels::EdgeRun edges = run_of(segment);
    kernels::delta_terms(mul_, weights_.data() + segment.begin, edges,
                         {backward_->derivatives->values.data(), noise_.backpropagation.from(segment.begin)}, delta,
                         terms_.data());
    values_.delta_saturations += kernels::accumulate(mul_, backward_->left_deltas->values.data(), edges, terms_.data());
}

} // namespace edgeloom::accelerator::cycle
