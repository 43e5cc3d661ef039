// Reads what a sweep has left, be it complete or not.
#pragma once

#include "platform/recorded_sweep/recorded_sweep.hpp"

#include <filesystem>
#include <vector>

namespace edgeloom::platform {

inline constexpr const char* sweep_file = "sweep.sqlite"; ///< in the folder of a sweep: all points
inline constexpr const char* points_folder = "points";    ///< in it a folder for each run, named for its key

/// Whether the folder is that of a sweep.
[[nodiscard]] bool holds_sweep(const std::filesystem::path& folder);

/// All of one moment, even while the sweep goes on. Throws UserError, in one line that names the file, where there is
/// none, or it is no database of a sweep or damaged.
[[nodiscard]] RecordedSweep read_recorded_sweep(const std::filesystem::path& folder);
/// The points alone, by variant and seed.
[[nodiscard]] std::vector<Point> read_points(const std::filesystem::path& folder);

} // namespace edgeloom::platform
