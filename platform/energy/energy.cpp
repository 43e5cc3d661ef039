#include "platform/energy/energy.hpp"

#include "accelerator/tally.hpp"
#include "mapping/activation_tables.hpp"
#include "mapping/divide_up.hpp"
#include "mapping/memory_groups.hpp"
#include "platform/energy/word_widths.hpp"

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

void add_operations(Energy& energy, std::size_t junction, const Counters& counters, const CostTable& costs,
                    const WordWidths& widths) {
    const double product = costs.multiplication(widths.value);
    const double sum = costs.addition(widths.value);
    const double look_up = costs.read(widths.table_entries, widths.table(), true);
    const auto add = [&](const char* name, EnergyPart part, Counter counter, double picojoules) {
        energy.items.push_back(
            {.name = name, .part = part, .junction = junction, .reads = counters[counter], .read_pj = picojoules});
    };
    using enum EnergyPart;
    add("feedforward multiply", feedforward, Counter::feedforward_multiplies, product);
    add("feedforward add", feedforward, Counter::feedforward_adds, sum);
    add("activation table", feedforward, Counter::feedforward_lookups, look_up);
    add("backpropagation multiply", backpropagation, Counter::backpropagation_multiplies, product);
    add("backpropagation add", backpropagation, Counter::backpropagation_adds, sum);
    add("update multiply", update, Counter::update_multiplies, product);
    add("update add", update, Counter::update_adds, sum);
}

void add_memories(Energy& energy, const MappedNetwork& network, const std::vector<Counters>& counters,
                  const CostTable& costs, const WordWidths& widths) {
    for (const mapping::MemoryGroup& group : mapping::memory_groups(network.shapes, widths.of_memories())) {
        const auto [reads, writes] = accesses(group, counters);
        const bool second_port = group.ports != mapping::Ports::single;
        const auto bits = static_cast<std::uint32_t>(group.width);
        energy.items.push_back({.name = std::string(mapping::name_of(group.kind)),
                                .part = EnergyPart::memories,
                                .junction = group.junction,
                                .reads = reads,
                                .writes = writes,
                                .read_pj = costs.read(group.depth, bits, second_port),
                                .write_pj = costs.write(group.depth, bits, second_port)});
        energy.leakage_microwatts += static_cast<double>(group.count) * costs.leakage(group.depth, bits, group.ports);
    }
    energy.leakage_microwatts += static_cast<double>(mapping::activation_tables(network.shapes)) *
                                 costs.leakage(widths.table_entries, widths.table(), mapping::Ports::two);
}

// Inputs come from DRAM, or from the platform's SRAM a word of 64 bits at a time.
void add_inputs(Energy& energy, const Configuration& configuration, const CostTable& costs, std::uint64_t bits) {
    constexpr std::uint32_t word_bits = 64;
    if (!configuration.training.data_in_sram) {
        energy.dram_bits = bits;
        return;
    }
    constexpr std::uint64_t word_bytes = word_bits / 8;
    energy.items.push_back({.name = "inputs from SRAM",
                            .part = EnergyPart::memories,
                            .junction = 0,
                            .reads = mapping::divide_up(bits, word_bits),
                            .read_pj = costs.read(configuration.platform.sram.bytes / word_bytes, word_bits, false)});
}

} // namespace

double Energy::leakage_picojoules() const {
    constexpr double picojoules_of_product = 1e-3; // of a microwatt and a nanosecond
    return leakage_microwatts * nanoseconds * picojoules_of_product;
}

double Energy::picojoules() const {
    return std::transform_reduce(items.begin(), items.end(), dram_picojoules() + leakage_picojoules(), std::plus(),
                                 [](const EnergyItem& item) { return item.picojoules(); });
}

Energy energy_of(const Configuration& configuration, const MappedNetwork& network, const CostTable& costs,
                 const NetworkWork& work) {
    const WordWidths widths(configuration.network);
    Energy energy;
    energy.dram = costs.dram_of(configuration.platform.dram.device.kind());
    energy.nanoseconds = work.nanoseconds;
    for (std::size_t j = 0; j < work.counters.size(); ++j) {
        add_operations(energy, j, work.counters[j], costs, widths);
    }
    add_memories(energy, network, work.counters, costs, widths);
    add_inputs(energy, configuration, costs, configuration.training.input_bits * work.input_values);
    std::erase_if(energy.items, [](const EnergyItem& item) { return item.reads + item.writes == 0; });
    return energy;
}

Energy energy_of_input(const Configuration& configuration, const MappedNetwork& network, const CostTable& costs,
                       std::uint32_t features, double clocks) {
    constexpr double nanoseconds_of_second = 1e9;
    const auto clock_hz = static_cast<double>(configuration.platform.accelerator.clock_hz);
    return energy_of(configuration, network, costs,
                     {.counters = counters_of_input(network),
                      .input_values = features,
                      .nanoseconds = nanoseconds_of_second * clocks / clock_hz});
}

} // namespace edgeloom::platform
