#include "platform/energy/energy.hpp"

#include "accelerator/tally.hpp"
#include "mapping/memory_groups.hpp"
#include "numerics/activation_rule.hpp"
#include "numerics/format.hpp"

#include <algorithm>
#include <numeric>

namespace edgeloom::platform {

namespace {

using abi::accelerator::Counter;
using accelerator::Counters;
using mapping::MemoryKind;

// What is counted of one input, which occupies every junction twice: when it is fed and when it is learnt from. A
// weight is read once for both, by two inputs.
std::vector<Counters> counters_of_input(const MappedNetwork& network) {
    std::vector<accelerator::JunctionFacts> facts(network.shapes.size());
    std::ranges::transform(network.shapes, facts.begin(), [](const mapping::JunctionShape& shape) {
        return accelerator::JunctionFacts{.shape = shape, .connected = shape.right, .stalls = {}};
    });
    const accelerator::Tally once{
        .fed = 1, .fed_in_training = 1, .learnt = 1, .worked = 1, .all = 1, .in_training = 1, .clocks = 0};
    return accelerator::count(facts, std::vector(facts.size(), once));
}

EnergyItem operation(const std::string& name, std::size_t junction, std::uint64_t count, double picojoules) {
    return {.name = name, .junction = junction, .reads = count, .read_pj = picojoules};
}

struct Accesses {
    std::uint64_t reads;
    std::uint64_t writes;
};

// Of a group of memories. The deltas of a layer are counted by the junction before it.
Accesses accesses(const mapping::MemoryGroup& group, const std::vector<Counters>& counters) {
    const Counters& own = counters[group.junction];
    switch (group.kind) {
    case MemoryKind::weights:
        return {own[Counter::weight_reads], own[Counter::weight_writes]};
    case MemoryKind::biases:
        return {own[Counter::bias_reads], own[Counter::bias_writes]};
    case MemoryKind::activations:
        return {own[Counter::activation_reads], own[Counter::activation_writes]};
    case MemoryKind::derivatives:
        return {own[Counter::derivative_reads], own[Counter::derivative_writes]};
    case MemoryKind::output_deltas:
        return {own[Counter::delta_reads], own[Counter::delta_writes]};
    default:
        const Counters& before = counters[group.junction - 1];
        return {before[Counter::delta_reads], before[Counter::delta_writes]};
    }
}

} // namespace

double Energy::picojoules() const {
    return std::transform_reduce(items.begin(), items.end(), dram_picojoules(), std::plus(),
                                 [](const EnergyItem& item) { return item.picojoules(); });
}

Energy energy_of_input(const Configuration& configuration, const MappedNetwork& network, const CostTable& costs,
                       std::uint32_t features) {
    const auto width = static_cast<std::uint32_t>(configuration.network.width);
    const numerics::Format format{static_cast<int>(width), static_cast<int>(configuration.network.integer)};
    const auto fraction = static_cast<std::uint32_t>(format.fraction());
    const std::vector<Counters> counters = counters_of_input(network);
    Energy energy{.items = {},
                  .input_bits = configuration.training.input_bits * features,
                  .dram = costs.dram_of(configuration.platform.dram.device.kind())};
    for (std::size_t j = 0; j < counters.size(); ++j) {
        const Counters& each = counters[j];
        const double product = costs.multiplication(width);
        const double sum = costs.addition(width);
        const std::size_t entries = numerics::ActivationRule(format, configuration.network.activation).size();
        energy.items.push_back(operation("feedforward multiply", j, each[Counter::feedforward_multiplies], product));
        energy.items.push_back(operation("feedforward add", j, each[Counter::feedforward_adds], sum));
        energy.items.push_back(operation("activation table", j, each[Counter::feedforward_lookups],
                                         costs.read(entries, 2 * fraction, true)));
        energy.items.push_back(
            operation("backpropagation multiply", j, each[Counter::backpropagation_multiplies], product));
        energy.items.push_back(operation("backpropagation add", j, each[Counter::backpropagation_adds], sum));
        energy.items.push_back(operation("update multiply", j, each[Counter::update_multiplies], product));
        energy.items.push_back(operation("update add", j, each[Counter::update_adds], sum));
    }
    for (const mapping::MemoryGroup& group :
         mapping::memory_groups(network.shapes, {.value = width, .fraction = fraction})) {
        const auto [reads, writes] = accesses(group, counters);
        const bool second_port = group.ports != mapping::Ports::single;
        const auto bits = static_cast<std::uint32_t>(group.width);
        energy.items.push_back({.name = std::string(mapping::name_of(group.kind)),
                                .junction = group.junction,
                                .reads = reads,
                                .writes = writes,
                                .read_pj = costs.read(group.depth, bits, second_port),
                                .write_pj = costs.write(group.depth, bits, second_port)});
    }
    std::erase_if(energy.items, [](const EnergyItem& item) { return item.reads + item.writes == 0; });
    return energy;
}

} // namespace edgeloom::platform
