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
                           IssueOrder order, RightMemories memories, DeltaSample sample, const Hardware& hardware)
    : index_(number - 1),
      shape_(network.junctions[index_].shape),
      format_(network.format),
      mul_(network.format),
      highest_derivative_(numerics::ActivationRule(network.format, network.activation).highest_derivative()),
      table_(table),
      stages_(hardware.stages),
      stalls_(hardware.delta_hazard == DeltaHazard::stall),
      has_left_deltas_(number > 1),
      order_(std::move(order)),
      left_order_(shape_, {order_.left().begin(), order_.left().end()}),
      weight_memory_(name_of(number, "weights"), Ports::read_write, shape_.parallelism, stages_.longest_write()),
      bias_memory_(name_of(number, "biases"), Ports::read_write, memories.biases, stages_.longest_write()),
      sample_(std::move(sample)),
      noise_(noise_of(network, index_)),
      weights_(shape_.edges),
      biases_(shape_.right),
      sums_(shape_.right),
      steps_(shape_.right),
      deltas_(shape_.right),
      terms_(shape_.edges),
      issued_(order_.size()) {}

void JunctionUnit::load(const Parameters& parameters) {
    std::ranges::transform(order_.edges(), weights_.begin(),
                           [&](std::uint32_t edge) { return parameters.weights[edge]; });
    biases_ = parameters.biases;
}

Parameters JunctionUnit::parameters() const {
    Parameters result{std::vector<numerics::Raw>(weights_.size()), biases_};
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
    schedule();
    if (forward_ != nullptr) {
        read_left();
        noise_.feedforward.draw(order_.places());
    }
    if (backward_ != nullptr) {
        noise_.update.draw(order_.places());
        noise_.step.draw();
    }
    if (backward_ != nullptr && has_left_deltas_) {
        noise_.backpropagation.draw(order_.places());
        sample_.choose(backward_->right_deltas->values);
        counters_[Counter::backpropagation_multiplies] += 2 * sample_.edges();
        counters_[Counter::backpropagation_adds] += sample_.edges();
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
    const std::uint32_t unwritten = training_ && has_left_deltas_ ? unwritten_deltas(clock) : 0;
    if (stalls_ && unwritten != 0) {
        ++clocks_.hazard;
        tell(clock, IssueState::hazard);
        return true;
    }
    issued_[next_] = clock;
    ++(issue.clash ? clocks_.clash : clocks_.rows);
    tell(clock, issue.clash ? IssueState::clash : IssueState::row);
    if (backward_ != nullptr) {
        counters_[Counter::delta_forwards] += unwritten;
    }
    if (ports_watched_) {
        use_ports(clock);
    }
    count_operations(order_.access(next_, Accessed::weights).words);
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
                         order_.left()[first] / shape_.parallelism);
    }
}

// ---- counters ----

void JunctionUnit::end(std::uint32_t clocks) {
    if (backward_ != nullptr && has_left_deltas_) { // whose sums nobody reads before the next block cycle
        values_.delta_saturations += left_order_.accumulate(mul_, terms_, 0, backward_->left_deltas->values);
    }
    count_clocks(Counter::feedforward_active, Counter::feedforward_stalled, Counter::feedforward_idle,
                 forward_ != nullptr, clocks);
    count_clocks(Counter::backpropagation_active, Counter::backpropagation_stalled, Counter::backpropagation_idle,
                 backward_ != nullptr && has_left_deltas_, clocks);
    count_clocks(Counter::update_active, Counter::update_stalled, Counter::update_idle, backward_ != nullptr, clocks);
    for (const Use& use : uses_) {
        use.memory->count(use.direction, order_.words(use.what));
    }
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
}

Counters JunctionUnit::counters() const {
    Counters counters = counters_;
    counters[Counter::weight_reads] = weight_memory_.words(Direction::read);
    counters[Counter::weight_writes] = weight_memory_.words(Direction::write);
    counters[Counter::bias_reads] = bias_memory_.words(Direction::read);
    counters[Counter::bias_writes] = bias_memory_.words(Direction::write);
    count_values(values_, weights_, biases_, counters);
    return counters;
}

// ---- the memories ----

// Left neurons of the next issue whose deltas are still on their way to the memory. Those of the block cycle before lie
// in the other bank.
std::uint32_t JunctionUnit::unwritten_deltas(std::uint64_t clock) const {
    std::uint32_t neurons = 0;
    for (const Meeting& meeting : order_.meetings(next_)) {
        if (issued_[meeting.issue] + stages_.delta_distance() <= clock) {
            break; // there, like all before it
        }
        neurons += meeting.neurons;
    }
    return neurons;
}

void JunctionUnit::schedule() {
    uses_.clear();
    if (forward_ != nullptr || backward_ != nullptr) {
        uses_.push_back({&weight_memory_, Direction::read, Accessed::weights, 0});
        uses_.push_back({&bias_memory_, Direction::read, Accessed::biases, 0});
    }
    if (forward_ != nullptr) {
        schedule_feedforward();
    }
    if (backward_ != nullptr) {
        schedule_learning();
    }
}

void JunctionUnit::schedule_feedforward() {
    const std::uint32_t there = 1 + stages_.feedforward();
    uses_.push_back({&forward_->left->memory, Direction::read, Accessed::left, 0});
    for (Bank* const bank : {forward_->activations, forward_->derivatives, forward_->deltas}) {
        if (bank != nullptr) {
            uses_.push_back({&bank->memory, Direction::write, Accessed::ended, there});
        }
    }
}

void JunctionUnit::schedule_learning() {
    const std::uint32_t there = 1 + stages_.update();
    Memory& right_deltas = backward_->right_deltas->memory;
    uses_.push_back({&backward_->left->memory, Direction::read, Accessed::left, 0});
    uses_.push_back({&right_deltas, Direction::read, Accessed::begun, 0});
    if (right_deltas.ports() == Ports::true_dual) { // where deltas accumulate next: cleared
        uses_.push_back({&right_deltas, Direction::write, Accessed::begun, 0});
    }
    uses_.push_back({&weight_memory_, Direction::write, Accessed::weights, there});
    uses_.push_back({&bias_memory_, Direction::write, Accessed::biases, there});
    if (has_left_deltas_) {
        Memory& left_deltas = backward_->left_deltas->memory;
        uses_.push_back({&backward_->derivatives->memory, Direction::read, Accessed::left, 0});
        uses_.push_back({&left_deltas, Direction::read, Accessed::left, 0});
        uses_.push_back({&left_deltas, Direction::write, Accessed::left, 1 + stages_.backpropagation()});
    }
}

void JunctionUnit::use_ports(std::uint64_t clock) {
    for (const Use& use : uses_) {
        use.memory->access(clock + use.clocks, use.direction, order_.access(next_, use.what));
    }
}

// ---- the arithmetic of spec section 3 ----

kernels::EdgeRun JunctionUnit::run_of(const Segment& segment) {
    return {weights_.data() + segment.begin, segment.end - segment.begin};
}

// An input's left neurons keep their values from feedforward to update.
void JunctionUnit::read_left() {
    const auto read = [this](Bank& bank, int shift) {
        bank.by_edge.resize(weights_.size());
        left_order_.read(bank.values, shift, 0, bank.by_edge);
    };
    read(*forward_->left, kernels::factor_shift(mul_));
    if (forward_->left_derivatives != nullptr) {
        read(*forward_->left_derivatives, 0);
    }
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
    const kernels::EdgeRun edges = run_of(segment);
    const std::int32_t step = backward_ == nullptr ? 0 : steps_[segment.right];
    const auto factors = [&](const Bank& left, const Noise& noise) {
        return kernels::Factors{left.by_edge.data() + segment.begin, noise.from(segment.begin)};
    };
    if (forward_ != nullptr && step != 0) {
        const auto [sum, saturations] = kernels::sum_products_and_add_steps(
            mul_, edges, factors(*forward_->left, noise_.feedforward), factors(*backward_->left, noise_.update), step);
        sums_[segment.right] += sum;
        values_.weight_saturations += saturations;
    } else if (forward_ != nullptr) {
        sums_[segment.right] += kernels::sum_products(mul_, edges, factors(*forward_->left, noise_.feedforward));
    } else if (step != 0) {
        values_.weight_saturations += kernels::add_steps(mul_, edges, factors(*backward_->left, noise_.update), step);
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
        forward_->deltas->values[right] =
            static_cast<numerics::Raw>(output_delta(format_, forward_->cost, right == forward_->label, entry.sigma,
                                                    entry.derivative, (*forward_->noise)[right]));
    }
    ++counters_[Counter::feedforward_lookups];
}

// Reads and clears the delta, whose bank accumulates from the next block cycle on.
void JunctionUnit::begin_update(std::uint32_t right) {
    const std::int32_t delta = std::exchange(backward_->right_deltas->values[right], numerics::Raw{0});
    deltas_[right] = delta;
    const std::int64_t step = exact_step(delta, backward_->eta_shift, format_.rounding, noise_.step[right]);
    steps_[right] = format_.saturate(step);
    const std::int32_t exact_bias = biases_[right] + steps_[right];
    const std::int32_t bias = mul_.saturate(exact_bias);
    biases_[right] = static_cast<numerics::Raw>(bias);
    values_.deltas.see(delta);
    values_.step_saturations += static_cast<std::uint64_t>(steps_[right] != step);
    values_.bias_saturations += static_cast<std::uint64_t>(bias != exact_bias);
    ++counters_[Counter::update_adds];
}

void JunctionUnit::backpropagate(const Segment& segment) {
    const std::int32_t delta = sample_.takes(segment.right) ? deltas_[segment.right] : 0;
    const kernels::EdgeRun edges = run_of(segment);
    numerics::Raw* const terms = terms_.data() + segment.begin;
    if (delta == 0) {
        std::fill_n(terms, edges.count, numerics::Raw{0});
        return;
    }
    kernels::delta_terms(
        mul_, edges,
        {backward_->derivatives->by_edge.data() + segment.begin, noise_.backpropagation.from(segment.begin)},
        highest_derivative_, delta, terms);
}

} // namespace edgeloom::accelerator::cycle
