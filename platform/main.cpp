// The program: takes the command line apart and calls what it asks for.
#include "platform/command_line/command_line.hpp"
#include "platform/command_line/sibling.hpp"
#include "platform/configuration/load.hpp"
#include "platform/configuration/suggestion.hpp"
#include "platform/describe/describe.hpp"
#include "platform/fit/fit.hpp"
#include "platform/report/report.hpp"
#include "platform/run/run.hpp"
#include "platform/traffic/traffic.hpp"
#include "platform/user_error.hpp"

#include <systemc>

#include <boost/lexical_cast/try_lexical_convert.hpp>
#include <boost/program_options.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace edgeloom::platform {
namespace {

namespace po = boost::program_options;

constexpr const char* overview = R"(EdgeLoom: a virtual platform of an accelerator that trains sparse neural networks

  edgeloom run [CONFIG] [options]   train or classify on the platform; without CONFIG the default network
  edgeloom fit CONFIG               how a network lies on the accelerator, and which limit binds
  edgeloom traffic FILE             made-up or recorded traffic on interconnect and memories alone
  edgeloom explore SWEEP            many variants of a network, in closed form or trained, and which of them are best
  edgeloom report DIR...            a page with plots about a run's or an exploration's folder, or several runs
  edgeloom describe TOPIC           memory-map, registers, config or traffic (all keys of a file)
  edgeloom COMMAND --help           the options of a command
  edgeloom --version

Exit status: 0 done and passed, 1 the firmware or the simulation failed, 2 bad usage or configuration.
)";

std::optional<DebuggerOptions> debugger_options(const po::variables_map& values) {
    const auto where = text(values, "gdb");
    const bool wait = values.count("wait") != 0;
    if (!where) {
        if (wait) {
            throw UserError("--wait: needs --gdb PORT, where a debugger can come");
        }
        return std::nullopt;
    }
    DebuggerOptions options{.wait = wait};
    const std::size_t colon = where->rfind(':');
    const std::string port = colon == std::string::npos ? *where : where->substr(colon + 1);
    if (colon != std::string::npos && colon != 0) {
        options.address = where->substr(0, colon);
    }
    if (!boost::conversion::try_lexical_convert(port, options.port) || port.starts_with('-')) {
        throw UserError("--gdb " + *where + ": '" + port + "' is no port; allowed is 0 (any) to 65535");
    }
    return options;
}

// A window is optional behind its option, but what stands there may be the configuration. A window has a colon; what
// begins with a digit and is no file shall be one, and its parser says what is wrong with it.
bool looks_like_window(const std::string& argument) {
    return argument.find(':') != std::string::npos ||
           (!argument.empty() && std::isdigit(static_cast<unsigned char>(argument.front())) != 0 &&
            !std::filesystem::exists(argument));
}

Arguments with_windows(Arguments arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool takes_window = arguments[i] == "--trace" || arguments[i] == "--trace-instructions";
        const bool has_window = i + 1 < arguments.size() && looks_like_window(arguments[i + 1]);
        if (takes_window && !has_window) {
            arguments[i] += "=:";
        }
    }
    return arguments;
}

insight::Options insight_options(const po::variables_map& values) {
    insight::Options options{.profile = values.count("profile") != 0,
                             .coverage = values.count("coverage") != 0,
                             .stack = values.count("stack") != 0};
    if (const auto window = text(values, "trace-instructions")) {
        options.instructions = insight::TimeWindow::parse(*window);
    }
    return options;
}

po::options_description run_group() {
    po::options_description options("What is run, and where results go");
    options.add_options()("config", word("FILE"), "configuration, also without --config")(
        "set", po::value<Arguments>()->composing()->value_name("PATH=VALUE"),
        "set a key of the configuration, such as training.epochs=3; may be repeated")(
        "fidelity", word("fast|cycle"), "short for --set platform.accelerator.fidelity=...")(
        "trace", word("[FROM:TO]"),
        "what the accelerator does, in a window of simulated time such as 10us:20us: trace.json for Perfetto and, at "
        "cycle fidelity, trace.vcd for GTKWave (with --out)")("bus", word("untimed|lt|at"),
                                                              "short for --set platform.interconnect.timing=...")(
        "out", word("DIR"), "folder for config.yaml, summary.json, epochs.csv, uart.log, ...")(
        "dump-state", "write patterns, weights and biases before and after to DIR/state (with --out)")(
        "costs", word("FILE"), "YAML file of costs for energy and area; otherwise the program's own")(
        "node", po::value<std::uint32_t>()->value_name("NM"),
        "technology of energy and area; otherwise that of the costs")(
        "load-state", word("DIR"), "go on from the final state of an earlier run")("help", "this text");
    return options;
}

po::options_description firmware_group() {
    po::options_description options("Firmware");
    options.add_options()(
        "firmware", word("ELF"),
        "firmware of your own in place of `train` or `infer`, or train-soft: train without the accelerator")(
        "semihosting", word("DIR"), "carry out the firmware's semihosting calls; it may read and write files in DIR")(
        "signature", word("FILE"), "write what is between begin_signature and end_signature, at the end")(
        "gdb", word("[HOST:]PORT"),
        "serve gdb at this port (0: any) of this machine, or of the address HOST: target remote :PORT")(
        "wait", "run nothing before a debugger says so (with --gdb)")(
        "lockstep", "short for --set platform.hart.engine=lockstep: both engines of the hart side by side");
    return options;
}

po::options_description insight_group() {
    po::options_description options("What the firmware does (with --out)");
    options.add_options()("profile", "where it spends its time: text, KCachegrind, speedscope")(
        "coverage", "which of its lines ran, for lcov")("stack", "how deep its stack gets, and whether it overflows")(
        "trace-instructions", word("[FROM:TO]"), "every instruction, in a window of simulated time such as 10us:20us");
    return options;
}

std::optional<std::uint32_t> node_of(const po::variables_map& values) {
    return values.count("node") == 0 ? std::nullopt : std::optional(values["node"].as<std::uint32_t>());
}

std::vector<Override> overrides(const po::variables_map& values) {
    std::vector<Override> list;
    if (values.count("set") != 0) {
        const auto& assignments = values["set"].as<Arguments>();
        list.reserve(assignments.size());
        std::ranges::transform(assignments, std::back_inserter(list), parse_override);
    }
    return list;
}

int run_command(const Arguments& arguments) {
    po::options_description options;
    options.add(run_group()).add(firmware_group()).add(insight_group());
    const auto parsed = parse_arguments(with_windows(arguments), options, "config", "edgeloom run [CONFIG] [options]");
    if (!parsed) {
        return 0;
    }
    const po::variables_map& values = *parsed;
    RunOptions run_options{.configuration = text(values, "config"),
                           .overrides = overrides(values),
                           .firmware = text(values, "firmware"),
                           .out = text(values, "out"),
                           .load_state = text(values, "load-state"),
                           .dump_state = values.count("dump-state") != 0,
                           .debugger = debugger_options(values),
                           .insight = insight_options(values),
                           .semihosting = text(values, "semihosting"),
                           .costs = text(values, "costs"),
                           .node = node_of(values),
                           .signature = text(values, "signature")};
    if (const auto fidelity = text(values, "fidelity")) {
        run_options.overrides.push_back({"platform.accelerator.fidelity", *fidelity, "--fidelity " + *fidelity});
    }
    if (const auto window = text(values, "trace")) {
        run_options.trace = insight::TimeWindow::parse(*window);
    }
    if (values.count("lockstep") != 0) {
        run_options.overrides.push_back({"platform.hart.engine", "lockstep", "--lockstep"});
    }
    if (const auto bus = text(values, "bus")) {
        run_options.overrides.push_back({"platform.interconnect.timing", *bus, "--bus " + *bus});
    }
    return run(run_options);
}

int fit_command(const Arguments& arguments) {
    po::options_description options("Options of fit");
    options.add_options()("config", word("FILE"), "configuration, also without --config")(
        "set", po::value<Arguments>()->composing()->value_name("PATH=VALUE"),
        "set a key of the configuration; may be repeated")(
        "format", po::value<std::string>()->default_value("text")->value_name("text|md|json"),
        "of the answer")("part", word("NAME"), "an FPGA: what the network takes of it")(
        "parts", word("FILE"), "YAML file of parts; otherwise the program's own, platform/fit/parts.yaml")(
        "energy", "what a training input takes of energy, and the accelerator of area")(
        "node", po::value<std::uint32_t>()->value_name("NM"), "technology of --energy; otherwise that of the costs")(
        "costs", word("FILE"),
        "YAML file of costs; otherwise the program's own, platform/energy/costs.yaml")("help", "this text");
    const auto parsed = parse_arguments(arguments, options, "config", "edgeloom fit CONFIG [options]\n");
    if (!parsed) {
        return 0;
    }
    const po::variables_map& values = *parsed;
    const auto configuration = text(values, "config");
    if (!configuration) {
        throw UserError("fit: which network? Give a configuration");
    }
    std::optional<FpgaPart> part;
    if (const auto name = text(values, "part")) {
        part = find_part(*name, text(values, "parts"));
    } else if (values.count("parts") != 0) {
        throw UserError("fit: --parts is of no use without --part");
    }
    std::optional<CostTable> costs;
    if (values.count("energy") != 0) {
        costs.emplace(text(values, "costs"), node_of(values));
    } else if (values.count("node") + values.count("costs") != 0) {
        throw UserError("fit: --node and --costs are of no use without --energy");
    }
    std::cout << fit(load_configuration(*configuration, overrides(values)), part, costs,
                     values["format"].as<std::string>());
    return 0;
}

int traffic_command(const Arguments& arguments) {
    po::options_description options("Options of traffic");
    options.add_options()("config", word("FILE"), "what is sent where, also without --config")(
        "set", po::value<Arguments>()->composing()->value_name("PATH=VALUE"),
        "set a key of the file, such as platform.interconnect.width=128bit; may be repeated")(
        "bus", word("untimed|lt|at"), "short for --set platform.interconnect.timing=...")(
        "out", word("DIR"), "folder for config.yaml, summary.json, bus.json")("help", "this text");
    const auto parsed = parse_arguments(arguments, options, "config", "edgeloom traffic FILE [options]\n");
    if (!parsed) {
        return 0;
    }
    const po::variables_map& values = *parsed;
    const auto configuration = text(values, "config");
    if (!configuration) {
        throw UserError("traffic: of what? Give a file that says what is sent where");
    }
    TrafficOptions traffic{.configuration = *configuration, .overrides = overrides(values), .out = text(values, "out")};
    if (const auto bus = text(values, "bus")) {
        traffic.overrides.push_back({"platform.interconnect.timing", *bus, "--bus " + *bus});
    }
    return run_traffic(traffic);
}

int report_command(const Arguments& arguments) {
    po::options_description options("Options of report");
    options.add_options()(
        "dir", po::value<Arguments>()->value_name("DIR"),
        "folder that run --out wrote, also without --dir; several are compared; or that of an exploration")(
        "out", word("FILE"), "the page; of one folder by default report.html in it")("help", "this text");
    const auto parsed = parse_arguments(arguments, options, "dir", "edgeloom report DIR... [--out FILE]\n", any_number);
    if (!parsed) {
        return 0;
    }
    const po::variables_map& values = *parsed;
    if (values.count("dir") == 0) {
        throw UserError("report: on which run? Give the folder that run --out wrote");
    }
    std::cout << report::write_report(values["dir"].as<Arguments>(), text(values, "out")) << '\n';
    return 0;
}

int describe_command(const Arguments& arguments) {
    po::options_description options("Options of describe");
    options.add_options()("topic", po::value<std::string>()->value_name("TOPIC"),
                          "memory-map, registers, config or traffic, also without --topic")(
        "format", po::value<std::string>()->default_value("text")->value_name("text|md|json|svd"),
        "svd: registers alone, for debuggers")("help", "this text");
    const auto parsed =
        parse_arguments(arguments, options, "topic",
                        "edgeloom describe memory-map|registers|config|traffic [--format text|md|json|svd]\n");
    if (!parsed) {
        return 0;
    }
    const po::variables_map& values = *parsed;
    const auto topic = text(values, "topic");
    if (!topic) {
        throw UserError("describe: what? memory-map, registers, config or traffic");
    }
    std::cout << describe(*topic, values["format"].as<std::string>());
    return 0;
}

int dispatch(const Arguments& arguments) {
    if (arguments.empty()) {
        std::cerr << overview;
        return bad_usage;
    }
    const std::string& command = arguments.front();
    const Arguments rest(arguments.begin() + 1, arguments.end());
    if (command == "run") {
        return run_command(rest);
    }
    if (command == "fit") {
        return fit_command(rest);
    }
    if (command == "traffic") {
        return traffic_command(rest);
    }
    if (command == "explore") {
        run_sibling("edgeloom-explore", rest);
    }
    if (command == "report") {
        return report_command(rest);
    }
    if (command == "describe") {
        return describe_command(rest);
    }
    if (command == "--help" || command == "-h" || command == "help") {
        std::cout << overview;
        return 0;
    }
    if (command == "--version") {
        std::cout << "edgeloom " EDGELOOM_VERSION "\n";
        return 0;
    }
    throw UserError("no command '" + command + "'; did you mean " +
                    nearest_name(command, {"run", "fit", "traffic", "explore", "report", "describe"}) +
                    "? (edgeloom --help)");
}

} // namespace

/// Runs a command line; returns the exit status, whatever goes wrong.
int run_command_line(const Arguments& arguments) {
    return guarded([&arguments] { return dispatch(arguments); });
}

} // namespace edgeloom::platform

int sc_main(int argc, char** argv) {
    // What SystemC would report of sc_stop is no news.
    sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
    return edgeloom::platform::run_command_line({argv + 1, argv + argc});
}

int main(int argc, char** argv) {
    setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
    return sc_core::sc_elab_and_sim(argc, argv);
}
