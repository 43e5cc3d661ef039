// What a run found out about a point.
#pragma once

#include "platform/explore/task.hpp"
#include "platform/recorded_sweep/point.hpp"

#include <filesystem>

namespace edgeloom::platform::explore {

/// The figures in a run's summary.json; those that only training tells, and those that it measures better than the
/// closed form knows them. Throws UserError where the file is damaged.
[[nodiscard]] Figures figures_of_run(const std::filesystem::path& folder);

/// Adds them to a point whose run has ended; or says why it failed.
void take_result(const TaskResult& result, const std::filesystem::path& folder, Point& point);

} // namespace edgeloom::platform::explore
