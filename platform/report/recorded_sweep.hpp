// What an exploration left in its folder.
#pragma once

#include "platform/report/objective.hpp"
#include "platform/report/recorded_variant.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::report {

inline constexpr const char* sweep_file = "sweep.sqlite"; ///< all points, with axes, outcomes and figures
inline constexpr const char* points_folder = "points";    ///< in it a folder for each run, named for its key

/// What a figure is, for people.
struct FigureMeaning {
    std::string name;
    std::string unit; ///< empty where it has none
    std::string meaning;
};

struct RecordedSweep {
    std::string folder; ///< as the user named it, without a slash at the end
    std::string name;
    std::string program;  ///< that explored, with its version
    std::string document; ///< YAML of the exploration, as it was given
    std::string level;    ///< analytic, fast or cycle
    std::string mode;     ///< grid, random, latin_hypercube or nsga2
    std::vector<std::string> axes;
    std::vector<Objective> objectives;
    std::vector<std::string> constraints; ///< as they were written
    std::vector<FigureMeaning> figures;
    std::vector<RecordedVariant> variants; ///< by number
};

/// Whether the folder is that of an exploration.
[[nodiscard]] bool holds_sweep(const std::filesystem::path& folder);

/// Reads the database of an exploration, be it complete or not. Throws platform::UserError, in one line that names the
/// file, where it is no such database or is damaged.
[[nodiscard]] RecordedSweep read_recorded_sweep(const std::filesystem::path& folder);

} // namespace edgeloom::report
