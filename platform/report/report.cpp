#include "platform/report/report.hpp"

#include "platform/output/output_folder.hpp"
#include "platform/output/run_files.hpp"
#include "platform/recorded_sweep/sweep_reader.hpp"
#include "platform/report/comparison.hpp"
#include "platform/report/page.hpp"
#include "platform/report/sweep_report.hpp"
#include "platform/user_error.hpp"

#include <algorithm>
#include <filesystem>

namespace edgeloom::report {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using platform::UserError;

namespace {

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

std::string comparison_page(const std::vector<RecordedRun>& runs) {
    ordered_json data = comparison(runs);
    data["version"] = EDGELOOM_VERSION;
    return page("EdgeLoom: " + std::to_string(runs.size()) + " runs", data);
}

std::string write_report(const std::vector<std::string>& folders, const std::optional<std::string>& out) {
    const auto sweep = std::ranges::find_if(folders, platform::holds_sweep);
    if (sweep != folders.end() && folders.size() > 1) {
        throw UserError(*sweep + ": the folder of an exploration has a report of its own; expected folders of runs");
    }
    const fs::path path = target(folders, out);
    if (sweep != folders.end()) {
        write_sweep_report(*sweep, path);
        return path.string();
    }
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
