#include "platform/traffic/traffic.hpp"

#include "platform/measure/bus_figures.hpp"
#include "platform/measure/memory_figures.hpp"
#include "platform/output/output_folder.hpp"
#include "platform/output/run_files.hpp"
#include "platform/output/table.hpp"
#include "platform/run/interruption.hpp"
#include "platform/traffic/traffic_bench.hpp"
#include "platform/traffic/traffic_configuration.hpp"

#include <systemc>

#include <boost/format.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <iostream>

namespace edgeloom::platform {

namespace {

using nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

std::string decimal(const ordered_json& figure) {
    return figure.is_number() ? (boost::format("%.1f") % figure.get<double>()).str() : std::string("-");
}

std::string initiators_table(const ordered_json& bus) {
    Table table{.header = {"initiator", "bursts", "MB/s", "latency, ns", "queueing", "transfer", "service", "p99",
                           "most on their way", "errors"},
                .rows = {}};
    for (const ordered_json& port : bus["initiators"]) {
        const ordered_json latency = port["latency_ns"].is_null() ? ordered_json::object() : port["latency_ns"];
        const auto part = [&](const char* name) { return decimal(latency.value(name, ordered_json())); };
        table.rows.push_back({port["name"], port["transactions"].dump(), decimal(port["megabytes_per_second"]),
                              part("mean"), part("queueing_mean"), part("transfer_mean"), part("service_mean"),
                              part("p99"), port["outstanding"]["peak"].dump(), port["errors"].dump()});
    }
    return table.text();
}

std::string targets_table(const ordered_json& bus, const ordered_json& memories) {
    Table table{
        .header = {"target", "device", "MB/s", "of peak, %", "row hits, %", "requests occupied, %", "responses, %"},
        .rows = {}};
    for (const ordered_json& port : bus["targets"]) {
        ordered_json memory = ordered_json::object();
        for (const ordered_json& each : memories) {
            memory = each["name"] == port["name"] ? each : memory;
        }
        const ordered_json peak = memory.value("peak_megabytes_per_second", ordered_json());
        constexpr double hundred = 100;
        table.rows.push_back({port["name"], memory.value("kind", "-"), decimal(port["megabytes_per_second"]),
                              peak.is_number()
                                  ? decimal(hundred * port["megabytes_per_second"].get<double>() / peak.get<double>())
                                  : "-",
                              decimal(memory.value("row_hit_percent", ordered_json())),
                              decimal(port["request_channel_percent"]), decimal(port["response_channel_percent"])});
    }
    return table.text();
}

ordered_json summary(const TrafficConfiguration& configuration, const TrafficBench& bench, bool whole,
                     double wall_seconds) {
    const double simulated = bench.end().to_seconds();
    return {{"name", configuration.name},
            {"status", whole ? "passed" : "interrupted"},
            {"timing", {{"simulated_seconds", simulated}}},
            {"bus", bus_summary(bench.interconnect, bench.end())},
            {"memories", memories_summary(configuration.platform, bench.dram, bench.sram, bench.end())},
            {"host",
             {{"wall_seconds", wall_seconds},
              {"transactions_per_second", static_cast<double>(bench.answered()) / wall_seconds}}}};
}

// Until all has been answered, or somebody has had enough.
void simulate(const TrafficBench& bench) {
    const Interruption interruption;
    const sc_core::sc_time slice(1, sc_core::SC_MS);
    do {
        sc_core::sc_start(slice, sc_core::SC_RUN_TO_TIME);
    } while (bench.answered() < bench.bursts() && !interruption.requested());
}

} // namespace

int run_traffic(const TrafficOptions& options) {
    const auto begin = Clock::now();
    const TrafficConfiguration configuration = load_traffic(options.configuration, options.overrides);
    const TrafficBench bench("bench", configuration);
    std::optional<OutputFolder> folder;
    if (options.out) {
        folder.emplace(*options.out);
        for (const char* const name : {summary_file, configuration_file, bus_file, report_file}) {
            folder->remove(name);
        }
    }
    simulate(bench);
    const bool whole = bench.answered() == bench.bursts();
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const ordered_json figures = summary(configuration, bench, whole, seconds);
    std::cout << initiators_table(figures["bus"]) << '\n'
              << targets_table(figures["bus"], figures["memories"]) << '\n'
              << boost::format("%d bursts in %.3f ms simulated and %.2f s; %.0f transactions/s\n") % bench.answered() %
                     (bench.end().to_seconds() * 1e3) % seconds %
                     figures["host"]["transactions_per_second"].get<double>();
    if (folder) {
        folder->write(configuration_file, to_yaml(configuration));
        folder->write(bus_file, bus_series(bench.interconnect).dump() + "\n");
        folder->write(summary_file, figures.dump(2) + "\n");
    }
    if (!whole) {
        std::cerr << "edgeloom: interrupted after " << bench.answered() << " of " << bench.bursts() << " bursts\n";
        return 1;
    }
    return 0;
}

} // namespace edgeloom::platform
