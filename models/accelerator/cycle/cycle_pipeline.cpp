#include "accelerator/cycle/cycle_pipeline.hpp"

#include "accelerator/learning.hpp"
#include "mapping/constraints.hpp"

#include <algorithm>

namespace edgeloom::accelerator::cycle {

using abi::accelerator::Counter;

CyclePipeline::CyclePipeline(const Network& network, const Hardware& hardware, std::span<const EdgeEnds> ends)
    : network_(network),
      hardware_(hardware),
      depth_(network.depth()),
      table_(network.format, network.activation),
      output_noise_(output_noise_of(network)),
      layers_(depth_ + 1),
      units_(hardware.units),
      forward_(depth_),
      backward_(depth_),
      flights_(depth_) {
    build_layer(0, network.inputs(), network.junctions.front().shape.parallelism);
    for (std::uint32_t j = 0; j < depth_; ++j) {
        const mapping::JunctionShape& shape = network.junctions[j].shape;
        const RightMemories memories = right_memories(j);
        build_layer(j + 1, shape.right, memories.values);
        junctions_.push_back(std::make_unique<JunctionUnit>(
            j + 1, network, table_, IssueOrder(shape, ends[j].left, ends[j].right, memories), memories,
            DeltaSample(shape.right, ends[j].right), hardware));
        units_[network.junctions[j].unit].push_back(j);
    }
}

RightMemories CyclePipeline::right_memories(std::uint32_t junction) const {
    const std::uint32_t per_clock = mapping::right_per_clock(network_.junctions[junction].shape);
    const bool last = junction + 1 == depth_;
    return {.values = last ? per_clock : network_.junctions[junction + 1].shape.parallelism, .biases = per_clock};
}

// The numbers of banks and ports of spec section 4. The output layer keeps its activations for the prediction alone.
void CyclePipeline::build_layer(std::uint32_t layer, std::uint32_t neurons, std::uint32_t memories) {
    const auto add = [&](std::vector<std::unique_ptr<Bank>>& banks, std::uint32_t count, const char* what,
                         Ports ports) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::string name =
                std::string(what) + " of layer " + std::to_string(layer) + ", bank " + std::to_string(i);
            banks.push_back(std::make_unique<Bank>(name, ports, memories, hardware_.stages.longest_write(), neurons));
        }
    };
    const bool output = layer == depth_;
    const std::uint32_t banks = 2 * (depth_ - layer) + 1;
    add(layers_[layer].activations, banks, "activations", Ports::single);
    if (layer > 0 && !output) {
        add(layers_[layer].derivatives, banks, "derivatives", Ports::single);
    }
    if (layer > 0) {
        add(layers_[layer].deltas, 2, "deltas", output ? Ports::single : Ports::true_dual);
    }
}

void CyclePipeline::load(std::uint32_t junction, const Parameters& parameters) {
    junctions_[junction]->load(parameters);
}

Parameters CyclePipeline::parameters(std::uint32_t junction) const {
    return junctions_[junction]->parameters();
}

void CyclePipeline::begin(const Work& work) {
    work_ = work;
    output_noise_.seed(work.rounding_seed);
    for (std::uint32_t j = 0; j < depth_; ++j) {
        junctions_[j]->seed(work.rounding_seed);
        junctions_[j]->set_sample(work.backpropagation_samples[j]);
    }
    std::ranges::fill(flights_.all(), Flight{});
    for (Layer& layer : layers_) {
        for (const auto& bank : layer.deltas) {
            std::ranges::fill(bank->values, 0);
        }
    }
}

BlockCycle CyclePipeline::run(const Sample* sample) {
    enter(sample);
    for (std::uint32_t j = 0; j < depth_; ++j) {
        begin_junction(j);
    }
    const Schedule schedule = scheduled();
    const bool known = watcher_ == nullptr && known_.contain(schedule);
    std::ranges::for_each(junctions_, [&](const auto& junction) { junction->watch_ports(!known); });
    walk();
    if (!known) {
        known_.add(schedule);
    }
    const BlockLength length = measured();
    for (const auto& junction : junctions_) {
        junction->end(length.clocks());
    }
    clock_ += length.clocks();
    return {length, classified()};
}

void CyclePipeline::enter(const Sample* sample) {
    Flight& entering = flights_.enter();
    entering.occupied = sample != nullptr;
    if (sample != nullptr) {
        entering.label = sample->label;
        entering.eta_shift = sample->eta_shift;
        bank(layers_[0].activations, flights_.now())->values = sample->activations;
        inputs_ += sample->activations.size();
    }
}

void CyclePipeline::begin_junction(std::uint32_t j) {
    Layer& left = layers_[j];
    Layer& right = layers_[j + 1];
    const Flight& fed_flight = flights_.fed(j + 1);
    const Flight& learnt_flight = flights_.learnt(j + 1);
    const std::uint64_t fed = flights_.fed_at(j + 1);
    const std::uint64_t learnt = flights_.learnt_at(j + 1);
    if (work_.train && j + 1 == depth_ && fed_flight.occupied) {
        output_noise_.draw();
    }
    forward_[j] = {.left = bank(left.activations, fed),
                   .left_derivatives = work_.train ? bank(left.derivatives, fed) : nullptr,
                   .activations = bank(right.activations, fed),
                   .derivatives = work_.train ? bank(right.derivatives, fed) : nullptr,
                   .deltas = work_.train && j + 1 == depth_ ? bank(right.deltas, fed) : nullptr,
                   .noise = &output_noise_,
                   .label = fed_flight.label,
                   .cost = work_.cost};
    backward_[j] = {.left = bank(left.activations, learnt),
                    .right_deltas = bank(right.deltas, learnt),
                    .derivatives = bank(left.derivatives, learnt),
                    .left_deltas = bank(left.deltas, learnt),
                    .eta_shift = learnt_flight.eta_shift};
    junctions_[j]->begin(fed_flight.occupied ? &forward_[j] : nullptr,
                         work_.train && learnt_flight.occupied ? &backward_[j] : nullptr, work_.train);
}

Schedule CyclePipeline::scheduled() const {
    Schedule schedule(work_.train);
    for (const auto& junction : junctions_) {
        schedule.add(junction->uses());
    }
    return schedule;
}

void CyclePipeline::walk() {
    std::vector<std::size_t> current(units_.size());
    bool busy = true;
    for (std::uint64_t clock = clock_; busy; ++clock) {
        busy = false;
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
            std::size_t& turn = current[unit];
            while (turn < units_[unit].size() && !junctions_[units_[unit][turn]]->tick(clock)) {
                ++turn;
            }
            busy = busy || turn < units_[unit].size();
        }
    }
}

BlockLength CyclePipeline::measured() const {
    std::vector<JunctionStalls> stalls;
    stalls.reserve(depth_);
    for (const auto& junction : junctions_) {
        stalls.push_back({.clash = junction->clocks().clash, .hazard = junction->clocks().hazard});
    }
    return block_length(network_, hardware_, stalls);
}

void CyclePipeline::watch(Watcher* watcher) {
    watcher_ = watcher;
    for (Layer& layer : layers_) {
        for (auto* const banks : {&layer.activations, &layer.derivatives, &layer.deltas}) {
            std::ranges::for_each(*banks, [&](const auto& bank) { bank->memory.watch(watcher); });
        }
    }
    std::ranges::for_each(junctions_, [&](const auto& junction) { junction->watch(watcher); });
}

std::vector<Counters> CyclePipeline::counters() const {
    const auto sum = [](const std::vector<std::unique_ptr<Bank>>& banks, Direction direction) {
        std::uint64_t total = 0;
        for (const auto& bank : banks) {
            total += bank->memory.words(direction);
        }
        return total;
    };
    std::vector<Counters> list;
    list.reserve(depth_);
    for (std::uint32_t j = 0; j < depth_; ++j) {
        list.push_back(junctions_[j]->counters());
        Counters& counters = list.back();
        counters[Counter::activation_reads] = sum(layers_[j].activations, Direction::read);
        counters[Counter::activation_writes] = j == 0 ? inputs_ : sum(layers_[j].activations, Direction::write);
        counters[Counter::derivative_reads] = sum(layers_[j].derivatives, Direction::read);
        counters[Counter::derivative_writes] = sum(layers_[j].derivatives, Direction::write);
        counters[Counter::delta_reads] = sum(layers_[j + 1].deltas, Direction::read);
        counters[Counter::delta_writes] = sum(layers_[j + 1].deltas, Direction::write);
    }
    return list;
}

std::optional<Classification> CyclePipeline::classified() {
    const Flight& last = flights_.fed(depth_);
    if (!last.occupied) {
        return std::nullopt;
    }
    const Bank& outputs = *bank(layers_[depth_].activations, flights_.fed_at(depth_));
    return classification(last.label, outputs.values, work_);
}

} // namespace edgeloom::accelerator::cycle
