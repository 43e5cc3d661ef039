// `edgeloom report`: pages about runs that ended, and about explorations.
#pragma once

#include "platform/report/recorded_run.hpp"
#include "platform/report/run_page.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgeloom::report {

/// The page that compares several runs.
[[nodiscard]] std::string comparison_page(const std::vector<RecordedRun>& runs);

/// Reads the folders of runs and writes the page about the one, or that compares the several, to the file `out`; of one
/// run by default to report.html in its folder. The one folder may be that of an exploration, too. Returns the path of
/// the page. Throws platform::UserError, and then there is no page.
std::string write_report(const std::vector<std::string>& folders, const std::optional<std::string>& out);

} // namespace edgeloom::report
