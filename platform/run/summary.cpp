#include "platform/run/summary.hpp"

#include "mapping/constraints.hpp"
#include "platform/measure/bottleneck.hpp"
#include "platform/measure/bus_figures.hpp"
#include "platform/measure/engine_shares.hpp"
#include "platform/measure/memory_figures.hpp"
#include "platform/measure/percent.hpp"
#include "platform/run/energy_summary.hpp"
#include "sparsity/analysis.hpp"

#include <boost/algorithm/string.hpp>
#include <boost/format.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <sstream>

namespace edgeloom::platform {

using nlohmann::ordered_json;

namespace {

constexpr double published_clock_hz = 15e6; // of the published FPGA (arXiv 1806.01087)

ordered_json percent_or_null(std::uint32_t part, std::uint32_t whole) {
    return whole == 0 ? ordered_json(nullptr) : ordered_json(percent(part, whole));
}

std::string status_name(Outcome::Status status) {
    switch (status) {
    case Outcome::Status::passed:
        return "passed";
    case Outcome::Status::interrupted:
        return "interrupted";
    default:
        return "failed";
    }
}

ordered_json network(const RunFigures& figures) {
    const NetworkConfiguration& network = figures.configuration.network;
    std::vector<mapping::JunctionShape> shapes;
    ordered_json edges = ordered_json::array();
    ordered_json parallelism = ordered_json::array();
    std::uint32_t multipliers = 0; // were every junction to have a unit of its own
    for (std::size_t j = 0; j < network.junctions(); ++j) {
        shapes.push_back(network.shape(j));
        edges.push_back(shapes.back().edges);
        if (figures.results) {
            shapes.back().parallelism = figures.results->parallelism[j];
            parallelism.push_back(figures.results->parallelism[j]);
            multipliers += mapping::multipliers(shapes.back(), j == 0);
        }
    }
    return {{"layers", network.layers},
            {"fan_out", network.fan_out},
            {"edges", edges},
            {"density_percent", sparsity::density_percent(shapes)},
            {"parallelism", parallelism},
            {"multipliers", multipliers},
            {"storage_words", mapping::storage_words(shapes)}};
}

ordered_json epoch(const abi::EpochResult& result) {
    return {{"epoch", result.epoch + 1},
            {"eta_shift", result.eta_shift},
            {"inputs", result.inputs},
            {"train_percent", percent(result.correct, result.inputs)},
            {"train_last1000_percent", percent(result.tail_correct, result.tail_inputs)},
            {"test_percent", percent_or_null(result.test_correct, result.test_inputs)}};
}

// Of all epochs.
ordered_json selection(const TrainingConfiguration& training, const std::vector<abi::EpochResult>& epochs) {
    std::uint64_t classified = 0;
    std::uint64_t trained = 0;
    for (const abi::EpochResult& result : epochs) {
        classified += result.classified;
        trained += result.inputs;
    }
    return {{"pool", training.selection_pool},
            {"keep", training.selection_keep},
            {"classified_inputs", classified},
            {"trained_inputs", trained}};
}

ordered_json backpropagation(const TrainingConfiguration& training) {
    const auto epochs = static_cast<std::uint32_t>(training.epochs);
    const std::uint32_t sampled = training.backpropagation().sampled_epochs(epochs);
    return {
        {"sample_percent", training.sample_percent}, {"sampled_epochs", sampled}, {"exact_epochs", epochs - sampled}};
}

ordered_json training(const RunFigures& figures) {
    ordered_json epochs = ordered_json::array();
    for (const abi::EpochResult& result : figures.epochs) {
        epochs.push_back(epoch(result));
    }
    ordered_json last = nullptr;
    if (!figures.epochs.empty()) {
        last = epochs.back()["test_percent"];
    } else if (figures.results) {
        last = percent_or_null(figures.results->test_correct, figures.results->test_inputs);
    }
    ordered_json result{{"epochs", epochs}, {"test_percent", last}};
    const TrainingConfiguration& training = figures.configuration.training;
    if (training.selection_pool != 0) {
        result["selection"] = selection(training, figures.epochs);
    }
    if (training.backpropagation().samples()) {
        result["backpropagation"] = backpropagation(training);
    }
    return result;
}

// Simulated time of the training phases, whoever trained: for comparison.
double seconds_per_input(const RunFigures& figures) {
    const auto inputs = static_cast<double>(figures.record.inputs());
    return inputs == 0 ? 0 : figures.record.simulated().to_seconds() / inputs;
}

// In clocks of the accelerator.
double clocks_per_input(const RunFigures& figures) {
    return seconds_per_input(figures) * static_cast<double>(figures.configuration.platform.accelerator.clock_hz);
}

ordered_json timing(const RunFigures& figures) {
    constexpr double nanoseconds_of_second = 1e9;
    const Accelerator::Clocks& clocks = figures.soc.accelerator.clocks();
    const double seconds = sc_core::sc_time_stamp().to_seconds();
    const auto inputs = static_cast<double>(figures.soc.accelerator.inputs() + figures.record.software_inputs());
    const bool fast = figures.configuration.platform.accelerator.fidelity == accelerator::Fidelity::fast;
    return {{"fidelity", fast ? "fast" : "cycle"},
            {"block_cycle_clocks", figures.soc.accelerator.datapath().block_clocks()},
            {"block_cycles", clocks.block_cycles},
            {"busy_clocks", clocks.busy},
            {"stall_clocks",
             {{"input", clocks.stall_input},
              {"output", clocks.stall_output},
              {"clash", clocks.stall_clash},
              {"hazard", clocks.stall_hazard}}},
            {"clocks_per_input", clocks_per_input(figures)},
            {"time_per_input_ns", nanoseconds_of_second * seconds_per_input(figures)},
            {"training_seconds", figures.record.simulated().to_seconds()},
            {"simulated_seconds", seconds},
            {"inputs_per_simulated_second", seconds == 0 ? 0 : inputs / seconds}};
}

// By operation, memory, cause or kind of value: { "feedforward": { "active_clocks": ... }, ... }; values as numbers,
// not as the raw integers that the registers have.
ordered_json counters(const accelerator::Counters& counters, double one) {
    using Rule = abi::accelerator::CounterInfo::Rule;
    ordered_json result = ordered_json::object();
    for (std::size_t i = 0; i < abi::accelerator::counters.size(); ++i) {
        const abi::accelerator::CounterInfo& info = abi::accelerator::counters[i];
        const std::uint64_t figure = counters[static_cast<abi::accelerator::Counter>(i)];
        ordered_json& entry = result[std::string(info.operation)][std::string(info.what)];
        if (info.rule == Rule::count) {
            entry = figure;
        } else {
            entry = static_cast<double>(static_cast<std::int64_t>(figure)) / one;
        }
    }
    return result;
}

ordered_json junctions(const Accelerator& accelerator) {
    const double one = accelerator.datapath().network() ? accelerator.datapath().network()->format.one() : 1;
    ordered_json list = ordered_json::array();
    for (const accelerator::Counters& each : accelerator.datapath().counters()) {
        const std::size_t j = list.size();
        list.push_back({{"junction", j + 1}, {"per_block_cycle", nullptr}});
        if (j < accelerator.datapath().stalls().size()) {
            const accelerator::JunctionStalls& stalls = accelerator.datapath().stalls()[j];
            list.back()["per_block_cycle"] = {{"clash_clocks", stalls.clash},
                                              {"hazard_clocks", stalls.hazard},
                                              {"delta_forwards", stalls.forwards},
                                              {"delta_losses_unprotected", stalls.losses}};
        }
        list.back().update(counters(each, one));
    }
    return list;
}

ordered_json hart(const Hart& hart) {
    return {{"instructions", hart.instructions()},
            {"cycles", hart.cycles()},
            {"wfi_percent", percent(static_cast<double>(hart.wfi_cycles()), static_cast<double>(hart.cycles()))}};
}

double peak_memory_mebibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kibibytes = 1024;
    return static_cast<double>(usage.ru_maxrss) / kibibytes;
}

double inputs_per_second(const RunFigures& figures) {
    const double seconds = figures.record.seconds();
    return seconds == 0 ? 0 : static_cast<double>(figures.record.inputs()) / seconds;
}

// Against the published FPGA's clock, at the block cycle of this network.
double realtime_factor(const RunFigures& figures) {
    return inputs_per_second(figures) * figures.soc.accelerator.datapath().block_clocks() / published_clock_hz;
}

ordered_json host(const RunFigures& figures) {
    constexpr double million = 1e6;
    return {{"wall_seconds", figures.wall_seconds},
            {"inputs_per_second", inputs_per_second(figures)},
            {"realtime_factor", realtime_factor(figures)},
            {"hart_mips", static_cast<double>(figures.soc.hart.instructions()) / figures.wall_seconds / million},
            {"peak_memory_mib", peak_memory_mebibytes()}};
}

} // namespace

ordered_json summary(const RunFigures& figures) {
    ordered_json result{{"name", figures.configuration.name}, {"status", status_name(figures.outcome.status)}};
    if (figures.outcome.status != Outcome::Status::passed) {
        result["message"] = figures.outcome.message;
    }
    if (figures.configuration.has_network()) {
        result["network"] = network(figures);
        result["training"] = training(figures);
    }
    result["timing"] = timing(figures);
    result["junctions"] = junctions(figures.soc.accelerator);
    result.update(energy_summary(figures));
    result["hart"] = hart(figures.soc.hart);
    const sc_core::sc_time& end = sc_core::sc_time_stamp();
    result["bus"] = bus_summary(figures.soc.interconnect, end);
    result["engines"] = engines_summary(engine_shares(figures.soc, end));
    const Bottleneck& bottleneck = figures.bottleneck;
    result["bottleneck"] = {
        {"engine", bottleneck.engine}, {"cause", bottleneck.cause}, {"sentence", bottleneck.sentence}};
    result["memories"] = memories_summary(figures.configuration.platform, figures.soc.dram, figures.soc.sram, end);
    result.update(figures.insight);
    result["host"] = host(figures);
    return result;
}

std::string epochs_csv(const std::vector<abi::EpochResult>& epochs) {
    std::string text = "epoch,eta_shift,inputs,train_percent,train_last1000_percent,test_percent\n";
    for (const abi::EpochResult& result : epochs) {
        const ordered_json fields = epoch(result);
        std::vector<std::string> cells;
        for (const auto& [name, value] : fields.items()) {
            cells.push_back(value.is_null() ? std::string() : value.dump());
        }
        text += boost::join(cells, ",") + "\n";
    }
    return text;
}

std::string predictions_csv(const std::vector<std::uint32_t>& result_words) {
    namespace field = abi::accelerator::field;
    std::ostringstream text;
    text << "input,label,prediction\n";
    for (std::size_t i = 0; i < result_words.size(); ++i) {
        text << i << ',' << field::result_label.extract(result_words[i]) << ','
             << field::result_prediction.extract(result_words[i]) << '\n';
    }
    return text.str();
}

namespace {

// How much of its stack the firmware used, where somebody watched.
std::string stack_line(const ordered_json& insight) {
    if (!insight.contains("stack")) {
        return {};
    }
    const ordered_json& stack = insight["stack"];
    std::string text =
        "\nstack: " + stack["stack_bytes_used"].dump() + " of " + stack["stack_bytes"].dump() + " B used";
    if (stack.contains("overflow") && !stack["overflow"].is_null()) {
        text += "; it overflowed, see stack.txt";
    }
    return text;
}

} // namespace

std::string closing_lines(const RunFigures& figures) {
    const auto milliseconds = sc_core::sc_time_stamp().to_seconds() * 1e3;
    std::string text =
        (boost::format("%s: %.3f ms simulated, %d instructions, in %.2f s") % status_name(figures.outcome.status) %
         milliseconds % figures.soc.hart.instructions() % figures.wall_seconds)
            .str();
    if (figures.record.inputs() != 0) {
        text += (boost::format("; %.0f inputs/s, %.2f times real time of the published 15 MHz FPGA") %
                 inputs_per_second(figures) % realtime_factor(figures))
                    .str();
        text += (boost::format("\n%s: %.1f accelerator clocks per input") %
                 (figures.configuration.training.infer ? "classifying" : "training") % clocks_per_input(figures))
                    .str();
    }
    const Accelerator::Clocks& clocks = figures.soc.accelerator.clocks();
    const std::uint64_t stalls = clocks.stall_input + clocks.stall_output + clocks.stall_clash + clocks.stall_hazard;
    if (clocks.busy != 0) {
        const auto all = static_cast<double>(clocks.busy + stalls);
        text += (boost::format("\naccelerator: block cycle of %d clocks; busy %.1f %%, waiting for input %.1f %%, for "
                               "output %.1f %%, clashes %.1f %%, hazards %.1f %%") %
                 figures.soc.accelerator.datapath().block_clocks() % percent(static_cast<double>(clocks.busy), all) %
                 percent(static_cast<double>(clocks.stall_input), all) %
                 percent(static_cast<double>(clocks.stall_output), all) %
                 percent(static_cast<double>(clocks.stall_clash), all) %
                 percent(static_cast<double>(clocks.stall_hazard), all))
                    .str();
        text += "\n" + figures.bottleneck.sentence;
    }
    return text + stack_line(figures.insight);
}

} // namespace edgeloom::platform
