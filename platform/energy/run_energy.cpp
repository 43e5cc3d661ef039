#include "platform/energy/run_energy.hpp"

#include "accelerator/tally.hpp"

#include <vector>

namespace edgeloom::platform {

namespace {

using abi::accelerator::Counter;
using accelerator::Counters;

// What inputs of the run have done in a junction.
struct Inputs {
    std::uint64_t fed = 0;
    std::uint64_t learnt = 0;

    Inputs(const Counters& counters, std::uint64_t edges)
        : fed(counters[Counter::feedforward_multiplies] / edges),
          learnt(counters[Counter::update_multiplies] / edges) {}
};

std::vector<Inputs> inputs_of(const RunWork& work) {
    std::vector<Inputs> inputs;
    inputs.reserve(work.counters.size());
    for (std::size_t j = 0; j < work.counters.size(); ++j) {
        inputs.emplace_back(work.counters[j], work.network.junctions[j].shape.edges);
    }
    return inputs;
}

// Such inputs as were fed and neither learnt from nor looked at for that, as the accelerator counts them.
std::vector<Counters> counters_of_classified(const RunWork& work, const std::vector<Inputs>& inputs) {
    std::vector<accelerator::JunctionFacts> facts(inputs.size());
    std::vector<accelerator::Tally> tallies(inputs.size());
    for (std::size_t j = 0; j < inputs.size(); ++j) {
        const mapping::JunctionShape& shape = work.network.junctions[j].shape;
        // Every right neuron with an edge has its bias written.
        const std::uint64_t bias_writes = work.counters[j][Counter::bias_writes];
        const std::uint64_t connected = inputs[j].learnt == 0 ? shape.right : bias_writes / inputs[j].learnt;
        const std::uint64_t classified = inputs[j].fed - inputs[j].learnt - work.selected_among;
        facts[j] = {.shape = shape, .connected = static_cast<std::uint32_t>(connected), .stalls = {}};
        tallies[j] = {
            .fed = classified, .worked = classified, .all = classified, .clocks = classified * shape.clocks()};
    }
    return accelerator::count(facts, tallies);
}

std::vector<Counters> without(std::span<const Counters> all, const std::vector<Counters>& some) {
    std::vector<Counters> rest(all.begin(), all.end());
    for (std::size_t j = 0; j < rest.size(); ++j) {
        for (std::size_t i = 0; i < abi::accelerator::counters.size(); ++i) {
            const auto counter = static_cast<Counter>(i);
            if (abi::accelerator::counters[i].rule == abi::accelerator::CounterInfo::Rule::count) {
                rest[j][counter] -= some[j][counter];
            }
        }
    }
    return rest;
}

} // namespace

MappedNetwork mapped(const accelerator::Network& network) {
    MappedNetwork mapped;
    mapped.shapes.reserve(network.junctions.size());
    mapped.units.reserve(network.junctions.size());
    for (const accelerator::MappedJunction& junction : network.junctions) {
        mapped.shapes.push_back(junction.shape);
        mapped.units.push_back(junction.unit);
    }
    return mapped;
}

RunEnergy energy_of_run(const Configuration& configuration, const CostTable& costs, const RunWork& work) {
    const MappedNetwork network = mapped(work.network);
    const std::vector<Inputs> inputs = inputs_of(work);
    NetworkWork counted{.counters = {work.counters.begin(), work.counters.end()},
                        .input_values = inputs.front().fed * work.features,
                        .nanoseconds = work.nanoseconds};
    RunEnergy energy{
        .all = energy_of(configuration, network, costs, counted), .phases = {}, .trained = inputs.front().learnt != 0};
    energy.inputs = energy.trained ? inputs.front().learnt : inputs.front().fed;
    if (energy.trained) {
        counted.counters = without(work.counters, counters_of_classified(work, inputs));
    }
    counted.input_values = (energy.inputs + work.selected_among) * work.features;
    counted.nanoseconds = work.nanoseconds_of_phases;
    energy.phases = energy_of(configuration, network, costs, counted);
    return energy;
}

} // namespace edgeloom::platform
