// The program behind `edgeloom explore`. It is one of its own, since the library of its searches would cost every other
// command a tenth of a second and 40 MiB.
#include "platform/command_line/command_line.hpp"
#include "platform/explore/explore.hpp"
#include "platform/explore/figure_table.hpp"
#include "platform/user_error.hpp"

#include <systemc>

#include <cstdint>
#include <iostream>

namespace edgeloom::platform {
namespace {

namespace po = boost::program_options;

int explore_command(const Arguments& arguments) {
    po::options_description options("Options of explore");
    options.add_options()("sweep", word("FILE"), "what is varied, and what is looked for; also without --sweep")(
        "out", word("DIR"), "folder for the results; by default named as the file, in the current folder")(
        "jobs", po::value<std::int64_t>()->value_name("N"),
        "runs at a time; by default as many as there are processors")(
        "executor", po::value<std::string>()->default_value("local")->value_name("local|slurm"),
        "where runs happen: as processes of this machine, or as a Slurm job array")(
        "retry", "try points again that failed in an earlier try")(
        "figures", "explore nothing; list what objectives and constraints can name")(
        "export", word("csv"), "explore nothing; the results so far go to standard output")("help", "this text");
    const auto parsed = parse_arguments(arguments, options, "sweep", "edgeloom explore SWEEP.yaml [options]\n");
    if (!parsed) {
        return 0;
    }
    const po::variables_map& values = *parsed;
    if (values.count("figures") != 0) {
        std::cout << explore::figure_table().markdown();
        return 0;
    }
    const auto sweep = text(values, "sweep");
    if (!sweep) {
        throw UserError("explore: what? Give the file of a sweep (docs/explore.md)");
    }
    constexpr std::int64_t most_jobs = 4096;
    const std::int64_t jobs = values.count("jobs") == 0 ? 0 : values["jobs"].as<std::int64_t>();
    if (values.count("jobs") != 0 && (jobs < 1 || jobs > most_jobs)) {
        throw UserError("--jobs " + std::to_string(jobs) + ": allowed is 1 to " + std::to_string(most_jobs));
    }
    return explore::explore({.sweep = *sweep,
                             .out = text(values, "out"),
                             .jobs = static_cast<unsigned>(jobs),
                             .executor = values["executor"].as<std::string>(),
                             .retry = values.count("retry") != 0,
                             .exported = text(values, "export")});
}

} // namespace
} // namespace edgeloom::platform

// SystemC's library, which comes with the models, wants one.
int sc_main(int /*argc*/, char** /*argv*/) {
    return 0;
}

int main(int argc, char** argv) {
    using namespace edgeloom::platform; // NOLINT(google-build-using-namespace)
    const Arguments arguments(argv + 1, argv + argc);
    return guarded([&arguments] { return explore_command(arguments); });
}
