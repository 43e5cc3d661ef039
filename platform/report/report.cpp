#include "platform/report/report.hpp"

#include "abi/memory_map.hpp"
#include "platform/configuration/quantity.hpp"
#include "platform/output/output_folder.hpp"
#include "platform/output/run_files.hpp"
#include "platform/report/comparison.hpp"
#include "platform/report/figures.hpp"
#include "platform/report/page.hpp"
#include "platform/report/warnings.hpp"
#include "platform/user_error.hpp"

#include <filesystem>

namespace edgeloom::report {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using platform::UserError;

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

fs::path target(const std::vector<std::string>& folders, const std::optional<std::string>& out) {
    if (!out && folders.size() > 1) {
        throw UserError("report: several runs are compared in a file of their own; give --out FILE");
    }
    fs::path path = out ? fs::path(*out) : fs::path(folders.front()) / platform::report_file;
    if (fs::is_directory(path) || !path.has_filename()) {
        throw UserError(path.string() + ": a folder; expected the name of a file");
    }
    return path;
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

std::string comparison_page(const std::vector<RecordedRun>& runs) {
    ordered_json data = comparison(runs);
    data["version"] = EDGELOOM_VERSION;
    return page("EdgeLoom: " + std::to_string(runs.size()) + " runs", data);
}

std::string write_report(const std::vector<std::string>& folders, const std::optional<std::string>& out) {
    const fs::path path = target(folders, out);
    std::vector<RecordedRun> runs;
    runs.reserve(folders.size());
    for (const std::string& folder : folders) {
        runs.push_back(read_recorded_run(folder));
    }
    const std::string html = runs.size() == 1 ? run_page(runs.front()) : comparison_page(runs);
    platform::OutputFolder(fs::absolute(path).parent_path()).write(path.filename().string(), html);
    return path.string();
}

} // namespace edgeloom::report
