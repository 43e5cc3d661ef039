// The page about an exploration, with those of its runs.
#pragma once

#include <filesystem>

namespace edgeloom::report {

/// Reads the folder of an exploration and writes the page about it to the file `path`. Runs that left a folder get
/// pages in it: all of them where they are few, else those of the Pareto front; one that is damaged gets none but a
/// warning on standard error. Throws platform::UserError where there is no page about the exploration.
void write_sweep_report(const std::filesystem::path& folder, const std::filesystem::path& path);

} // namespace edgeloom::report
