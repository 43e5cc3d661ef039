// `edgeloom run`: from a configuration to a trained network.
#pragma once

#include "platform/configuration/override.hpp"
#include "platform/debugger/debugger.hpp"
#include "platform/insight/insight.hpp"

#include <cstdint>
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
    std::optional<DebuggerOptions> debugger;  ///< none: nobody listens for one
    insight::Options insight;                 ///< files about the firmware, in the folder for the results
    std::optional<insight::TimeWindow> trace; ///< of the accelerator, in the folder for the results
    std::optional<std::string> semihosting;   ///< folder that semihosting calls may reach; none: they trap
    std::optional<std::string> costs;         ///< file of what operations and accesses cost; none: the program's own
    std::optional<std::uint32_t> node;        ///< nm; none: that of the costs
    std::optional<std::string> signature;     ///< file for the signature of an architecture test
};

/// Returns the exit status: 0 where the firmware passed, 1 where it failed or was interrupted. Throws UserError and
/// ElfError for the user's mistakes.
[[nodiscard]] int run(const RunOptions& options);

} // namespace edgeloom::platform
