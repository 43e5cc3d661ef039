#include "platform/configuration/network_check.hpp"

#include "mapping/constraints.hpp"
#include "mapping/explain.hpp"
#include "mapping/parallelism.hpp"
#include "platform/configuration/mapped_network.hpp"
#include "platform/configuration/port_check.hpp"
#include "sparsity/pattern_spec.hpp"

#include <algorithm>
#include <bit>

namespace edgeloom::platform {

namespace {

using mapping::Constraint;
using mapping::JunctionShape;

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

void check_layers(const NetworkConfiguration& network, const Parser& parser) {
    if (network.layers.size() < 2 || network.junctions() > abi::accelerator::max_junctions) {
        parser.fail("network.layers", "found " + number(network.layers.size()) + " layers; allowed are 2 to " +
                                          number(abi::accelerator::max_junctions + 1));
    }
    if (network.integer >= network.width) {
        parser.fail("network.format.int", "found " + number(network.integer) +
                                              "; allowed is at most width - 1 = " + number(network.width - 1) +
                                              "; the nearest is " + number(network.width - 1));
    }
}

// Fan-outs that an n:m pattern gives: n of every m left neurons feed each right neuron.
void complete_n_of_m(NetworkConfiguration& network, const Parser& parser) {
    const PatternConfiguration& pattern = network.pattern;
    std::vector<std::uint32_t> given = network.fan_out;
    network.fan_out.clear();
    for (std::size_t j = 0; j < network.junctions(); ++j) {
        const std::uint32_t left = network.layers[j];
        const std::uint32_t right = network.layers[j + 1];
        if (left % pattern.group != 0) {
            parser.fail("network.pattern.type", "groups of " + number(pattern.group) + " do not fit " + number(left) +
                                                    " left neurons in junction " + number(j + 1));
        }
        if (right * pattern.keep % pattern.group != 0) {
            parser.fail("network.pattern.type", number(right) + " right neurons in junction " + number(j + 1) +
                                                    " give no whole average fan-out with " + number(pattern.keep) +
                                                    ":" + number(pattern.group));
        }
        network.fan_out.push_back(right * pattern.keep / pattern.group);
    }
    if (!given.empty() && given != network.fan_out) {
        std::string follows;
        for (const std::uint32_t fan_out : network.fan_out) {
            follows += (follows.empty() ? "" : ", ") + number(fan_out);
        }
        parser.fail("network.fan_out", "an n:m pattern gives [" + follows + "]; leave the key out or set these");
    }
}

void check_fan_outs(NetworkConfiguration& network, const Parser& parser) {
    if (network.pattern.kind == abi::PatternKind::n_of_m) {
        complete_n_of_m(network, parser);
        return;
    }
    if (network.fan_out.empty()) {
        parser.require("network.fan_out");
    }
    if (network.fan_out.size() != network.junctions()) {
        parser.fail("network.fan_out", "found " + number(network.fan_out.size()) + " fan-outs; allowed are " +
                                           number(network.junctions()) + ", one for each junction of " +
                                           number(network.layers.size()) + " layers");
    }
    for (std::size_t j = 0; j < network.junctions(); ++j) {
        const std::uint32_t left = network.layers[j];
        const std::uint32_t right = network.layers[j + 1];
        const std::uint32_t fan_out = network.fan_out[j];
        if (network.pattern.kind == abi::PatternKind::random) {
            if (fan_out > right) {
                parser.fail("network.fan_out", "found " + number(fan_out) + " for junction " + number(j + 1) +
                                                   "; allowed is at most its " + number(right) +
                                                   " right neurons; the nearest is " + number(right));
            }
            continue;
        }
        const auto legal = mapping::legal_fan_outs(left, right);
        if (!std::ranges::binary_search(legal, fan_out)) {
            parser.fail("network.fan_out",
                        "found " + number(fan_out) + " for junction " + number(j + 1) + " (" + number(left) + " to " +
                            number(right) +
                            " neurons); p*d_out = n*d_in needs whole numbers: the nearest legal fan-outs are " +
                            mapping::nearest(legal, fan_out));
        }
    }
}

bool constant_degrees(const NetworkConfiguration& network) {
    return sparsity::constant_degrees(network.pattern.kind);
}

void check_parallelism(const Configuration& configuration, const Parser& parser) {
    const char* const key = "platform.accelerator.parallelism";
    const auto& parallelism = configuration.platform.accelerator.parallelism;
    const NetworkConfiguration& network = configuration.network;
    if (parallelism.empty()) {
        return;
    }
    if (parallelism.size() != network.junctions()) {
        parser.fail(key, "found " + number(parallelism.size()) + " values; allowed are " + number(network.junctions()) +
                             ", one for each junction, or auto");
    }
    const auto list = given_network(configuration).shapes;
    for (std::size_t j = 0; j < list.size(); ++j) {
        const Constraint violated = mapping::check(list[j], constant_degrees(network));
        if (violated != Constraint::none) {
            const auto legal = mapping::legal_parallelisms(list[j], constant_degrees(network));
            parser.fail(key, "found " + number(list[j].parallelism) + " for junction " + number(j + 1) + ": " +
                                 mapping::explain(violated, list[j]) + "; the nearest legal values are " +
                                 mapping::nearest(legal, list[j].parallelism));
        }
        if (j > 0 && constant_degrees(network) && !mapping::chain_holds(list[j - 1], list[j])) {
            const std::uint32_t least = mapping::right_per_clock(list[j - 1]);
            auto legal = mapping::legal_parallelisms(list[j], true);
            std::erase_if(legal, [&](std::uint32_t z) { return z < least; });
            parser.fail(key, "found " + number(list[j].parallelism) + " for junction " + number(j + 1) + ": junction " +
                                 number(j) + " finishes " + number(least) + " right neurons per clock, so at least " +
                                 number(least) + " is needed" +
                                 (legal.empty() ? "" : "; the nearest legal value is " + number(legal.front())));
        }
    }
}

// Nothing fits: names the limit that is too tight, and the nearest value with which something does.
[[noreturn]] void refuse_mapping(const Configuration& configuration, const Parser& parser,
                                 const mapping::Limits& there) {
    const auto relief = mapping::relief(given_network(configuration).wish(), there);
    const std::string none = "no legal parallelism needs at most " + number(there.multipliers) + " multipliers, " +
                             number(there.table_pairs) + " table pairs and " + number(there.pattern_words) +
                             " pattern words; ";
    if (!relief) {
        parser.fail("platform.accelerator.parallelism",
                    none + "more than one of them is too few: raise platform.accelerator.multipliers, table_pairs and "
                           "pattern_words together");
    }
    const std::string key = "platform.accelerator." + std::string(relief->limit.name);
    const std::string value = number(relief->value);
    if (configuration.platform.accelerator.parallelism.empty()) {
        parser.fail("platform.accelerator.parallelism", none + "the nearest that does is with " + key + " " + value);
    }
    parser.fail(key, "found " + number(there.*relief->limit.value) + "; the network needs " + value);
}

// What the accelerator of the configuration has room for.
void check_limits(const Configuration& configuration, const Parser& parser) {
    const AcceleratorConfiguration& accelerator = configuration.platform.accelerator;
    const mapping::Limits there = limits(configuration);
    const auto mapped = map_network(configuration, there);
    if (!mapped) {
        refuse_mapping(configuration, parser, there);
    }
    const auto& list = mapped->shapes;
    std::uint64_t weights = 0;
    for (const JunctionShape& shape : list) {
        weights += shape.edges;
    }
    const auto limit = [&](const char* name, std::uint64_t needed, std::uint64_t found) {
        if (needed > found) {
            parser.fail(std::string("platform.accelerator.") + name,
                        "found " + number(found) + "; the network needs " + number(needed));
        }
    };
    limit("weight_words", weights, accelerator.weight_words);
    limit("activation_words", mapping::activation_words(list), accelerator.activation_words);
}

void check_platform(const PlatformConfiguration& platform, const Parser& parser) {
    constexpr std::uint64_t read_and_write = 2; // clocks of the unpipelined design
    if (platform.accelerator.fidelity == accelerator::Fidelity::cycle &&
        platform.accelerator.pipeline_overhead < read_and_write) {
        parser.fail("platform.accelerator.pipeline_overhead",
                    "found " + number(platform.accelerator.pipeline_overhead) +
                        "; cycle fidelity allows no less than " + number(read_and_write) +
                        ": a clock to read and one to write");
    }
    if (!std::has_single_bit(platform.dma.burst_bytes)) {
        parser.fail("platform.dma.burst", "found " + number(platform.dma.burst_bytes) +
                                              " B; allowed is a power of two; the nearest is " +
                                              number(std::bit_ceil(platform.dma.burst_bytes)) + " B");
    }
    if (const auto& priorities = platform.dma.priorities;
        !priorities.empty() && priorities.size() != platform.dma.channels) {
        parser.fail("platform.dma.priorities", "found " + number(priorities.size()) + " values; allowed are " +
                                                   number(platform.dma.channels) + ", one for each channel, or equal");
    }
    const InterconnectConfiguration& bus = platform.interconnect;
    check_width("platform.interconnect.width", bus.width_bits, parser);
    for (const auto& [name, port] :
         {std::pair("hart", bus.hart), std::pair("dma", bus.dma), std::pair("dram", bus.dram),
          std::pair("sram", bus.sram), std::pair("stream", bus.stream)}) {
        check_port(std::string("platform.interconnect.") + name, port, parser);
    }
}

void check_selection(const TrainingConfiguration& training, const Parser& parser) {
    const auto found = [](std::uint64_t value) { return "found " + number(value) + "; "; };
    if (training.selection_pool == 0) {
        if (training.selection_keep != 0) {
            parser.fail("training.selection.keep",
                        found(training.selection_keep) + "needs training.selection.pool, inputs to keep them of");
        }
        return;
    }
    if (training.infer) {
        parser.fail("training.selection.pool",
                    found(training.selection_pool) + "training.mode infer trains on nothing; 0 is allowed");
    }
    if (training.selection_keep == 0 || training.selection_keep > training.selection_pool) {
        parser.fail("training.selection.keep", found(training.selection_keep) + "allowed are 1 to " +
                                                   number(training.selection_pool) + ", the inputs of a pool");
    }
}

void check_sampling(const TrainingConfiguration& training, const Parser& parser) {
    if (training.backpropagation().samples() && !training.infer && training.exact_epochs >= training.epochs) {
        parser.fail("training.backpropagation.exact_epochs",
                    "found " + number(training.exact_epochs) + "; of training.epochs: " + number(training.epochs) +
                        " none is left for training.backpropagation.sample_percent; allowed are 0 to " +
                        number(training.epochs - 1));
    }
}

void check_training(const Configuration& configuration, const Parser& parser) {
    const TrainingConfiguration& training = configuration.training;
    if (training.infer && !training.all_test_inputs && training.test_inputs == 0) {
        parser.fail("training.test_inputs", "found 0; training.mode infer needs inputs to classify");
    }
    if ((training.infer || training.selection_pool != 0) && configuration.platform.dma.channels < 2) {
        parser.fail("platform.dma.channels",
                    "found 1; " + std::string(training.infer ? "training.mode infer" : "training.selection") +
                        " needs 2: one for the inputs, one for the results");
    }
    check_selection(training, parser);
    check_sampling(training, parser);
}

} // namespace

void check(Configuration& configuration, const Parser& parser) {
    check_platform(configuration.platform, parser);
    if (!configuration.has_network()) {
        return;
    }
    check_layers(configuration.network, parser);
    if (configuration.network.pattern.dither && sparsity::register_type(configuration.network.pattern.kind) == 0) {
        parser.fail("network.pattern.dither", "found true; only types 1, 2 and 3 can be dithered");
    }
    check_fan_outs(configuration.network, parser);
    check_parallelism(configuration, parser);
    check_limits(configuration, parser);
    check_training(configuration, parser);
}

} // namespace edgeloom::platform
