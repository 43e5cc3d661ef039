// `edgeloom explore`: many variants of a configuration.
#pragma once

#include <optional>
#include <string>

namespace edgeloom::platform::explore {

/// What the command line asks for.
struct ExploreOptions {
    std::string sweep;                   ///< file, or a folder with results where only they are exported
    std::optional<std::string> out;      ///< folder for the results; none: named as the file, in the current folder
    unsigned jobs = 0;                   ///< runs at a time; 0: as many as there are processors
    std::string executor = "local";      ///< or slurm
    bool retry = false;                  ///< points that failed are tried again
    std::optional<std::string> exported; ///< csv: nothing is explored, the results so far go to standard output
};

/// Returns the exit status: 0 where all points are known and some are feasible, 1 where not. Throws UserError.
[[nodiscard]] int explore(const ExploreOptions& options);

} // namespace edgeloom::platform::explore
