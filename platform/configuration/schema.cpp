// Every key of a configuration: path, type, allowed values, meaning. Defaults are those of the structs.
#include "platform/configuration/schema.hpp"

#include "accelerator/stages.hpp"
#include "hart/costs.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/configuration/visitor.hpp"

#include <array>

namespace edgeloom::platform {

namespace {

constexpr Range clock_range{1'000, 10'000'000'000};
constexpr Range watchdog_range{1'000'000, 1'000'000'000'000'000};

void visit_network(NetworkConfiguration& network, Visitor& visitor) {
    visitor.list({"network.layers", "neurons of each layer, from the input layer on", {}, true}, network.layers,
                 {1, abi::accelerator::max_neurons}, {});
    visitor.list({"network.fan_out", "edges per left neuron of each junction", "for n:m patterns what they give"},
                 network.fan_out, {1, abi::accelerator::max_neurons}, {});
    visitor.pattern_type({"network.pattern.type", "kind of connection pattern"}, network.pattern);
    visitor.flag({"network.pattern.dither", "permute the memories per sweep (types 1, 2 and 3)"},
                 network.pattern.dither);
    choose(visitor, {"network.pattern.start", "where the sweeps start (types 1, 2 and 3)"}, network.pattern.start,
           {{"random", abi::PatternStart::random},
            {"zero", abi::PatternStart::zero},
            {"bit-reversed", abi::PatternStart::bit_reversed}});
    visitor.number({"network.format.width", "bits of every value"}, network.width, {4, 16});
    visitor.number({"network.format.int", "integer bits without the sign; the rest is the fraction"}, network.integer,
                   {1, 15});
    choose(visitor,
           {"network.format.rounding", "of products and learning steps; stochastic: by seeded shift registers"},
           network.rounding,
           {{"half_up", numerics::Rounding::half_up},
            {"truncate", numerics::Rounding::truncate},
            {"stochastic", numerics::Rounding::stochastic}});
    choose(visitor, {"network.activation", "function of every neuron behind the first layer"}, network.activation,
           {{"sigmoid", numerics::Activation::sigmoid}, {"clipped_relu", numerics::Activation::clipped_relu}});
    choose(visitor, {"network.cost", "cost function"}, network.quadratic,
           {{"cross_entropy", false}, {"quadratic", true}});
    visitor.number({"network.seed", "seed of patterns, initial weights, shuffling and generated data"}, network.seed,
                   {});
}

void visit_training(TrainingConfiguration& training, Visitor& visitor) {
    visitor.dataset({"training.dataset",
                     "mnist, morse, or {train: [images, labels], test: [images, labels]} with IDX files",
                     "mnist where it is found, else morse"},
                    training.dataset);
    choose(visitor, {"training.mode", "train, or classify the test set and write every prediction"}, training.infer,
           {{"train", false}, {"infer", true}});
    visitor.number({"training.epochs", "passes over the training inputs"}, training.epochs, {1, 100'000});
    visitor.number_or_word({"training.inputs", "training inputs of an epoch, from the first on"}, training.inputs,
                           {1, 1U << 30}, "all");
    std::uint64_t test = training.all_test_inputs ? 0 : training.test_inputs + 1;
    visitor.number_or_word({"training.test_inputs", "inputs of the test after every epoch; 0: no test"}, test,
                           {0, 1U << 30}, "all");
    training.all_test_inputs = test == 0;
    training.test_inputs = test == 0 ? 0 : test - 1;
    visitor.number({"training.tail", "the last so many training inputs of an epoch are counted on their own"},
                   training.tail, {1, 1U << 30});
    visitor.flag({"training.shuffle", "a new order of the training inputs in every epoch"}, training.shuffle);
    choose(
        visitor,
        {"training.input_bits", "bits of each input value that travel to the accelerator, the upper ones of a pixel"},
        training.input_bits, {{"8", 8}, {"4", 4}, {"2", 2}, {"1", 1}});
    choose(visitor, {"training.data_in", "memory that holds the data set"}, training.data_in_sram,
           {{"dram", false}, {"sram", true}});
    visitor.learning_rate({"training.learning_rate", "shift k of the learning rate 2^-k, or a map epoch: shift"},
                          training.learning_rate);
    visitor.number({"training.selection.pool", "inputs classified at a time, of which those with the smallest margin "
                                               "are trained on; 0: all are trained on, see comparison-modes.md"},
                   training.selection_pool, {0, abi::SelectionJob::most});
    visitor.number({"training.selection.keep", "inputs of a pool that are trained on"}, training.selection_keep,
                   {0, abi::SelectionJob::most});
    visitor.number({"training.backpropagation.sample_percent",
                    "right neurons of each junction, those with the largest deltas, that take part in backpropagation"},
                   training.sample_percent, {1, 100});
    visitor.number({"training.backpropagation.exact_epochs", "the last so many epochs, in which all take part"},
                   training.exact_epochs, {0, 100'000});
}

void visit_accelerator(AcceleratorConfiguration& accelerator, Visitor& visitor) {
    choose(visitor,
           {"platform.accelerator.fidelity",
            "fast: a block cycle at a time; cycle: a clock at a time, with every memory, "
            "port and pipeline stage; results and clocks are the same"},
           accelerator.fidelity, {{"fast", accelerator::Fidelity::fast}, {"cycle", accelerator::Fidelity::cycle}});
    visitor.quantity({"platform.accelerator.clock", "clock"}, accelerator.clock_hz, unit::frequency, clock_range);
    visitor.list(
        {"platform.accelerator.parallelism", "edges per clock (z) of each junction; auto: the firmware chooses"},
        accelerator.parallelism, {1, abi::accelerator::max_neurons}, "auto");
    visitor.number({"platform.accelerator.pipeline_overhead",
                    "clocks of a block cycle beyond W/z, to which the pipeline stages add; cycle fidelity needs 2"},
                   accelerator.pipeline_overhead, {0, 1000});
    constexpr Range stages{0, accelerator::Stages::most};
    visitor.number({"platform.accelerator.stages.memory", "pipeline registers behind the read ports of memories"},
                   accelerator.stages.memory, stages);
    visitor.number({"platform.accelerator.stages.multiplier",
                    "pipeline registers within a multiplication; backpropagation has two in a row"},
                   accelerator.stages.multiplier, stages);
    visitor.number({"platform.accelerator.stages.adder", "pipeline registers within the adder tree of feedforward"},
                   accelerator.stages.adder, stages);
    visitor.number({"platform.accelerator.stages.table", "pipeline registers behind the activation tables"},
                   accelerator.stages.table, stages);
    visitor.number_or_word(
        {"platform.accelerator.junction_units", "junction units; with fewer than junctions, they fold"},
        accelerator.junction_units, {1, abi::accelerator::max_junctions}, "auto");
    choose(visitor, {"platform.accelerator.delta_hazard", "what a delta read does that comes too close behind a write"},
           accelerator.stall_on_delta_hazard, {{"forward", false}, {"stall", true}});
    visitor.number_or_word(
        {"platform.accelerator.multipliers", "multipliers of all units; auto: what the given z need, 4096 at least"},
        accelerator.multipliers, {1, 1U << 20}, "auto");
    visitor.number({"platform.accelerator.weight_words", "words of weight memory"}, accelerator.weight_words,
                   {1, 1U << 21});
    visitor.number({"platform.accelerator.activation_words", "words of activation, derivative and delta memory"},
                   accelerator.activation_words, {1, 1U << 24});
    visitor.number({"platform.accelerator.pattern_words", "words of pattern memory"}, accelerator.pattern_words,
                   {1, 1U << 20});
    visitor.number({"platform.accelerator.table_pairs", "pairs of activation tables"}, accelerator.table_pairs,
                   {1, 1U << 20});
    visitor.number({"platform.accelerator.result_words", "depth of the result port's FIFO"}, accelerator.result_words,
                   {1, 1U << 20});
}

void visit_hart_engine(HartConfiguration& hart, Visitor& visitor) {
    choose(visitor,
           {"platform.hart.engine",
            "what executes the instructions, with the same results: threaded: fast; stepper: the "
            "plain reference; lockstep: both, stopping at the first difference"},
           hart.engine,
           {{"threaded", hart::Execution::threaded},
            {"stepper", hart::Execution::stepper},
            {"lockstep", hart::Execution::lockstep}});
    HartConfiguration::Cycles& cycles = hart.cycles;
    constexpr Range some{1, hart::Costs::most};
    constexpr Range any{0, hart::Costs::most};
    visitor.number(
        {"platform.hart.cycles.arithmetic", "clocks of an arithmetic or logic instruction, lui, auipc, fence"},
        cycles.arithmetic, some);
    visitor.number({"platform.hart.cycles.load", "clocks of a load; those of the bus come on top"}, cycles.load, some);
    visitor.number({"platform.hart.cycles.store", "clocks of a store; those of the bus come on top"}, cycles.store,
                   some);
    visitor.number({"platform.hart.cycles.multiply", "clocks of a multiplication"}, cycles.multiply, some);
    visitor.number({"platform.hart.cycles.divide", "clocks of a division or remainder"}, cycles.divide, some);
    visitor.number({"platform.hart.cycles.branch", "clocks of a branch that is not taken"}, cycles.branch, some);
    visitor.number({"platform.hart.cycles.taken", "clocks more of a branch that is taken"}, cycles.taken, any);
    visitor.number({"platform.hart.cycles.jump", "clocks of jal, jalr, mret"}, cycles.jump, some);
    visitor.number({"platform.hart.cycles.csr", "clocks of an access to a CSR"}, cycles.csr, some);
    visitor.number({"platform.hart.cycles.atomic", "clocks of an atomic access"}, cycles.atomic, some);
    visitor.number({"platform.hart.cycles.exception", "clocks to enter the handler of an exception"}, cycles.exception,
                   some);
    visitor.number({"platform.hart.cycles.interrupt", "clocks to enter the handler of an interrupt"}, cycles.interrupt,
                   any);
}

constexpr Range port_width{8, 1024};
constexpr Range port_latency{1, 1000};
constexpr Range port_outstanding{1, 256};
constexpr std::string_view as_all = "same"; // as the interconnect's own value

void visit_port(const std::string& path, const std::string& name, PortConfiguration& port, Visitor& visitor) {
    visitor.quantity_or_word({path + ".width", "data width of " + name + "; same: the interconnect's"}, port.width_bits,
                             unit::bits, port_width, as_all);
    visitor.number({path + ".clock_divider", "clocks of the interconnect that a beat takes there"}, port.clock_divider,
                   {1, 64});
    visitor.number_or_word({path + ".latency", "clocks through it, each way"}, port.latency, port_latency, as_all);
}

} // namespace

void visit_initiator_port(const std::string& path, const std::string& name, PortConfiguration& port, Visitor& visitor) {
    visit_port(path, name, port, visitor);
    visitor.number_or_word({path + ".outstanding", "bursts on their way from there at most"}, port.outstanding,
                           port_outstanding, as_all);
    visitor.number({path + ".weight", "for arbitration"}, port.weight, {1, 1000});
    visitor.quantity_or_word(
        {path + ".boundary", "no burst crosses a multiple of it, a power of two: it is split there"}, port.boundary,
        unit::bytes, {8, 4096}, "none");
}

void visit_sram(SramConfiguration& sram, Visitor& visitor) {
    constexpr const char* word = "auto"; // the device's
    visitor.quantity({"platform.sram.size", "on-chip memory"}, sram.bytes, unit::bytes, {4096, most_sram_bytes});
    visitor.quantity({"platform.sram.clock", "clock"}, sram.clock_hz, unit::frequency, clock_range);
    visitor.number({"platform.sram.latency", "clocks to the first data, where the device is simple"}, sram.latency,
                   {0, 10'000});
    visitor.sram_device({"platform.sram.device", "simple: every transaction takes the latency; sram: banks and ports, "
                                                 "conflicts at which cost time"},
                        sram.device);
    visitor.quantity_or_word({"platform.sram.width", "width of a word in place of the device's"}, sram.width_bits,
                             unit::bits, {8, 8192}, word);
    visitor.number_or_word({"platform.sram.banks", "banks in place of the device's"}, sram.banks, {1, 1024}, word);
    visitor.number_or_word({"platform.sram.ports", "ports in place of the device's"}, sram.ports, {1, 64}, word);
    visitor.number_or_word({"platform.sram.wait_states", "wait states in place of the device's"}, sram.wait_states,
                           {0, 1000}, word);
}

void visit_dram(DramConfiguration& dram, Visitor& visitor) {
    visitor.quantity({"platform.dram.size", "memory for program, job block and data set"}, dram.bytes, unit::bytes,
                     {32U << 20, 2048ULL << 20});
    visitor.quantity({"platform.dram.clock", "clock, where the device is simple"}, dram.clock_hz, unit::frequency,
                     clock_range);
    visitor.number({"platform.dram.latency", "clocks to the first data, where the device is simple"}, dram.latency,
                   {0, 10'000});
    visitor.dram_device({"platform.dram.device",
                         "simple: every transaction takes the latency; a device: banks, rows and "
                         "refresh, after a data sheet"},
                        dram.device);
    visitor.number_or_word({"platform.dram.channels", "channels in place of the device's"}, dram.channels, {1, 64},
                           "auto");
    choose(visitor,
           {"platform.dram.page_policy", "rows stay open until another is needed, or are closed behind every request"},
           dram.controller.page_policy, {{"open", memory::PagePolicy::open}, {"closed", memory::PagePolicy::closed}});
    choose(visitor, {"platform.dram.mapping", "parts of an address, from the most significant on, see memory.md"},
           dram.controller.mapping,
           {{"row-bank-column", memory::Mapping::row_bank_column},
            {"row-column-bank", memory::Mapping::row_column_bank},
            {"bank-row-column", memory::Mapping::bank_row_column},
            {"channel-row-bank-column", memory::Mapping::channel_row_bank_column}});
    visitor.number(
        {"platform.dram.write_buffer", "bursts that a channel's controller takes in before they are written"},
        dram.controller.write_buffer, {1, 1024});
}

void visit_bus(InterconnectConfiguration& interconnect, Visitor& visitor) {
    choose(visitor,
           {"platform.interconnect.timing",
            "untimed: transactions pass in no time; lt: loosely timed; at: approximately timed, burst by burst"},
           interconnect.timing,
           {{"untimed", interconnect::Kind::untimed},
            {"lt", interconnect::Kind::loosely_timed},
            {"at", interconnect::Kind::approximately_timed}});
    visitor.quantity({"platform.interconnect.clock", "clock"}, interconnect.clock_hz, unit::frequency, clock_range);
    visitor.quantity({"platform.interconnect.width", "data width, a multiple of 8"}, interconnect.width_bits,
                     unit::bits, port_width);
    visitor.number({"platform.interconnect.latency", "clocks through a port, each way"}, interconnect.latency,
                   port_latency);
    visitor.number({"platform.interconnect.outstanding", "bursts of an initiator on their way at most"},
                   interconnect.outstanding, port_outstanding);
    choose(visitor,
           {"platform.interconnect.arbitration",
            "who goes first at a busy target: in turn, the largest weight, or turns in proportion to weights"},
           interconnect.arbitration,
           {{"round_robin", interconnect::Arbitration::round_robin},
            {"fixed_priority", interconnect::Arbitration::fixed_priority},
            {"weighted", interconnect::Arbitration::weighted}});
}

void visit_memory_ports(InterconnectConfiguration& interconnect, Visitor& visitor) {
    visit_port("platform.interconnect.dram", "the DRAM's port", interconnect.dram, visitor);
    visit_port("platform.interconnect.sram", "the SRAM's port", interconnect.sram, visitor);
}

void visit_protocol_check(InterconnectConfiguration& interconnect, Visitor& visitor) {
    visitor.flag({"platform.interconnect.check_protocol",
                  "stop where a model breaks the TLM-2.0 base protocol; for those who change models"},
                 interconnect.check_protocol);
}

namespace {

void visit_interconnect(InterconnectConfiguration& interconnect, Visitor& visitor) {
    visit_bus(interconnect, visitor);
    visit_initiator_port("platform.interconnect.hart", "the hart's port", interconnect.hart, visitor);
    visit_initiator_port("platform.interconnect.dma", "each DMA channel's port", interconnect.dma, visitor);
    visit_memory_ports(interconnect, visitor);
    visit_port("platform.interconnect.stream", "the accelerator's stream port", interconnect.stream, visitor);
    visit_protocol_check(interconnect, visitor);
}

void visit_platform(PlatformConfiguration& platform, Visitor& visitor) {
    visit_accelerator(platform.accelerator, visitor);
    visit_interconnect(platform.interconnect, visitor);
    visit_sram(platform.sram, visitor);
    visit_dram(platform.dram, visitor);
    visitor.number({"platform.dma.channels", "channels"}, platform.dma.channels, {1, abi::dma::max_channels});
    visitor.quantity({"platform.dma.burst", "longest burst, a power of two"}, platform.dma.burst_bytes, unit::bytes,
                     {sizeof(abi::dma::Descriptor), 4096});
    visitor.number({"platform.dma.outstanding", "bursts that a channel reads ahead"}, platform.dma.outstanding,
                   {1, 64});
    visitor.number({"platform.dma.outstanding_writes", "bursts that a channel has on their way to be written"},
                   platform.dma.outstanding_writes, {1, 64});
    visitor.list({"platform.dma.priorities", "of each channel at reset; the highest goes first where several could"},
                 platform.dma.priorities, {0, abi::dma::max_priority}, "equal");
    visitor.quantity({"platform.hart.clock", "clock"}, platform.hart.clock_hz, unit::frequency, clock_range);
    visitor.quantity(
        {"platform.hart.quantum", "how far the hart may run ahead of simulated time; results do not depend on it"},
        platform.hart.quantum_ps, unit::time, {1'000, 1'000'000'000'000});
    choose(visitor, {"platform.hart.misaligned", "what a misaligned access to memory does"},
           platform.hart.trap_misaligned, {{"allow", false}, {"trap", true}});
    visit_hart_engine(platform.hart, visitor);
    visitor.quantity({"platform.watchdog.idle", "simulated time without progress after which a run is given up: no "
                                                "input, DMA byte, UART byte, mailbox event or parameter written"},
                     platform.watchdog.idle_ps, unit::time, watchdog_range);
    visitor.quantity_or_word({"platform.watchdog.limit", "simulated time after which a run is given up in any case"},
                             platform.watchdog.limit_ps, unit::time, watchdog_range, "none");
}

} // namespace

void Visitor::flag(const Key& key, bool& value) {
    constexpr std::array<std::string_view, 2> names{"false", "true"};
    std::size_t index = value ? 1 : 0;
    choice(key, index, names);
    value = index == 1;
}

void visit(Configuration& configuration, Visitor& visitor) {
    visitor.text({"name", "name of the run"}, configuration.name);
    visit_network(configuration.network, visitor);
    visit_training(configuration.training, visitor);
    visit_platform(configuration.platform, visitor);
}

} // namespace edgeloom::platform
