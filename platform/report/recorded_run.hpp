// What a run left in its folder.
#pragma once

#include "platform/report/settings.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::report {

struct RecordedRun {
    std::string folder;                    ///< as the user named it, without a slash at the end
    nlohmann::ordered_json summary;        ///< an object
    nlohmann::ordered_json bus;            ///< bus.json, an object; null where there is none
    Settings settings;                     ///< empty where there is no configuration
    std::string uart;                      ///< the end of what the firmware printed
    std::size_t uart_bytes_left_out = 0;   ///< before that end
    std::vector<std::string> missing = {}; ///< names of files that are not there
};

/// Reads a folder that `edgeloom run --out` wrote; all but summary.json may be missing. Throws platform::UserError, in
/// one line that names the file, where the folder is none of a run or a file is damaged.
[[nodiscard]] RecordedRun read_recorded_run(const std::filesystem::path& folder);

} // namespace edgeloom::report
