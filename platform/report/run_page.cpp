#include "platform/report/run_page.hpp"

#include "abi/memory_map.hpp"
#include "platform/configuration/quantity.hpp"
#include "platform/report/figures.hpp"
#include "platform/report/page.hpp"
#include "platform/report/warnings.hpp"

namespace edgeloom::report {

using nlohmann::ordered_json;

namespace {

// Of SRAM and DRAM the size that the run gave them.
std::uint64_t size_of(const abi::Region& region, const Settings& settings) {
    const auto configured = find(settings, "platform." + std::string(region.name) + ".size");
    const auto size = platform::parse_quantity(configured.value_or(""), platform::unit::bytes);
    return size.kind == platform::Quantity::Kind::valid ? size.value : region.size;
}

ordered_json memory_map(const Settings& settings) {
    ordered_json regions = ordered_json::array();
    for (const abi::Region& region : abi::memory_map::all) {
        regions.push_back({{"name", region.name},
                           {"base", region.base},
                           {"bytes", size_of(region, settings)},
                           {"description", region.description}});
    }
    return regions;
}

ordered_json as_json(const std::vector<Warning>& warnings) {
    ordered_json entries = ordered_json::array();
    for (const Warning& warning : warnings) {
        entries.push_back({{"severity", severity_name(warning.severity)}, {"text", warning.text}});
    }
    return entries;
}

ordered_json as_json(const Settings& settings) {
    ordered_json entries = ordered_json::array();
    for (const Setting& setting : settings) {
        entries.push_back({setting.key, setting.value});
    }
    return entries;
}

} // namespace

std::string run_page(const RecordedRun& run) {
    const std::string name = text(run.summary, "/name").value_or(run.folder);
    return page("EdgeLoom: " + name, {{"kind", "run"},
                                      {"version", EDGELOOM_VERSION},
                                      {"folder", run.folder},
                                      {"summary", run.summary},
                                      {"bus", run.bus},
                                      {"nanoseconds_per_input", nanoseconds_per_input(run).value_or(0)},
                                      {"warnings", as_json(warnings(run))},
                                      {"memory_map", memory_map(run.settings)},
                                      {"settings", as_json(run.settings)},
                                      {"uart", {{"text", run.uart}, {"bytes_left_out", run.uart_bytes_left_out}}}});
}

} // namespace edgeloom::report
