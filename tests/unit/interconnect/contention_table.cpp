// Prints how near loosely timed contention comes to approximately timed, mix by mix, as a table in Markdown.
//
// usage: contention_table [MIXES]     those of seeds 1 to MIXES; 36 if not said
#include "unit/interconnect/traffic_mix.hpp"

#include <boost/format.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace edgeloom::test {
namespace {

std::string in_words(interconnect::Arbitration arbitration) {
    switch (arbitration) {
    case interconnect::Arbitration::fixed_priority:
        return "fixed priority";
    case interconnect::Arbitration::weighted:
        return "weighted";
    default:
        return "round robin";
    }
}

void print(std::uint64_t seed, const Comparison& comparison) {
    constexpr double percent = 100;
    const TrafficMix& mix = comparison.mix;
    for (std::size_t i = 0; i < mix.initiators.size(); ++i) {
        const Flow& at = comparison.approximately.flows()[i];
        const Flow& lt = comparison.loosely.flows()[i];
        std::cout << boost::format("| %u | %s | %u | %u | %.3f | %.3f | %+.1f | %.1f | %.1f | %+.1f |\n") % seed %
                         in_words(mix.arbitration) % mix.targets.size() % i % at.bytes_per_clock() %
                         lt.bytes_per_clock() % (percent * comparison.bandwidth_error(i)) % at.mean_latency() %
                         lt.mean_latency() % (percent * comparison.latency_error(i));
    }
}

// Alone in a simulation, as in the tests: SystemC has one a process.
void print_alone(std::uint64_t seed) {
    std::cout.flush();
    const pid_t child = fork();
    if (child != 0) {
        waitpid(child, nullptr, 0);
        return;
    }
    {
        const Comparison comparison("mix", TrafficMix::random(seed));
        sc_core::sc_start();
        print(seed, comparison);
    }
    std::cout.flush();
    std::_Exit(0);
}

void print_mixes(int argc, char** argv) {
    constexpr std::uint64_t usual = 36;
    const std::uint64_t mixes = argc > 1 ? std::stoull(argv[1]) : usual;
    std::cout << "| mix | arbitration | targets | initiator | at: bytes/clock | lt | % off | at: mean latency | lt | "
                 "% off |\n|---|---|---|---|---|---|---|---|---|---|\n";
    for (std::uint64_t seed = 1; seed <= mixes; ++seed) {
        print_alone(seed);
    }
}

} // namespace
} // namespace edgeloom::test

int sc_main(int argc, char** argv) {
    edgeloom::test::print_mixes(argc, argv);
    return 0;
}
