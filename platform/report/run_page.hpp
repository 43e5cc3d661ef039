// The page about one run.
#pragma once

#include "platform/report/recorded_run.hpp"

#include <string>

namespace edgeloom::report {

[[nodiscard]] std::string run_page(const RecordedRun& run);

} // namespace edgeloom::report
