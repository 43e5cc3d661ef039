#include "platform/report/sweep_report.hpp"

#include "platform/output/output_folder.hpp"
#include "platform/output/run_files.hpp"
#include "platform/recorded_sweep/sweep_reader.hpp"
#include "platform/report/run_page.hpp"
#include "platform/report/sweep_page.hpp"
#include "platform/user_error.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

namespace edgeloom::report {

namespace fs = std::filesystem;
using platform::RecordedSweep;
using platform::RecordedVariant;
using platform::UserError;

namespace {

constexpr std::size_t few_runs = 200; // a page takes 0.3 MB and 2 ms

// "out/" is "out".
std::string name_of(const fs::path& folder) {
    const fs::path normal = folder.lexically_normal();
    return (normal.has_filename() ? normal : normal.parent_path()).string();
}

std::vector<std::string> keys_of(const std::vector<RecordedVariant>& variants) {
    std::vector<std::string> keys;
    for (const RecordedVariant& variant : variants) {
        std::ranges::transform(variant.points, std::back_inserter(keys), &platform::Point::key);
    }
    return keys;
}

std::vector<RecordedVariant> variants_on_front(const RecordedSweep& sweep) {
    std::vector<RecordedVariant> variants;
    const auto front = platform::front_of(sweep.variants, sweep.description.objectives);
    variants.reserve(front.size());
    for (const std::size_t index : front) {
        variants.push_back(sweep.variants[index]);
    }
    return variants;
}

void keep_runs(std::vector<std::string>& keys, const fs::path& points) {
    std::erase_if(keys, [&](const std::string& key) {
        std::error_code error;
        return !fs::exists(points / key / platform::summary_file, error);
    });
}

std::vector<std::string> runs_to_show(const RecordedSweep& sweep, const fs::path& points) {
    std::vector<std::string> runs = keys_of(sweep.variants);
    keep_runs(runs, points);
    if (runs.size() > few_runs) {
        runs = keys_of(variants_on_front(sweep));
        keep_runs(runs, points);
    }
    return runs;
}

bool write_run_page(const fs::path& run) {
    try {
        platform::OutputFolder(run).write(platform::report_file, run_page(read_recorded_run(run)));
        return true;
    } catch (const UserError& error) {
        std::cerr << "edgeloom: warning: no page about a run: " << error.what() << '\n';
        return false;
    }
}

} // namespace

void write_sweep_report(const fs::path& folder, const fs::path& path) {
    const RecordedSweep sweep = platform::read_recorded_sweep(folder);
    const fs::path points = folder / platform::points_folder;
    const fs::path here = fs::absolute(path).parent_path();
    std::map<std::string, std::string> links;
    for (const std::string& key : runs_to_show(sweep, points)) {
        if (write_run_page(points / key)) {
            const fs::path page = fs::absolute(points / key / platform::report_file);
            links.emplace(key, page.lexically_normal().lexically_proximate(here.lexically_normal()).generic_string());
        }
    }
    platform::OutputFolder(here).write(path.filename().string(), sweep_page(sweep, name_of(folder), links));
}

} // namespace edgeloom::report
