// `edgeloom run`: from a configuration to a trained network.
#pragma once

#include "platform/configuration/override.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// What the command line asks for.
struct RunOptions {
    std::optional<std::string> configuration; ///< file; none: the default network, or a firmware without a job
    std::vector<Override> overrides;
    std::optional<std::string>
        firmware;                   ///< ELF file, or name of an embedded one (embedded.hpp), in place of the usual one
    std::optional<std::string> out; ///< folder for the results
    std::optional<std::string> load_state; ///< folder of a saved state to go on from
    bool dump_state = false;
};

/// Returns the exit status: 0 where the firmware passed, 1 where it failed or was interrupted. Throws UserError and
/// ElfError for the user's mistakes.
[[nodiscard]] int run(const RunOptions& options);

} // namespace edgeloom::platform
