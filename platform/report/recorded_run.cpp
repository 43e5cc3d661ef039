#include "platform/report/recorded_run.hpp"

#include "platform/configuration/yaml_file.hpp"
#include "platform/output/run_files.hpp"
#include "platform/user_error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

namespace edgeloom::report {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using platform::UserError;

namespace {

constexpr std::size_t uart_bytes_shown = 16 << 10;

std::optional<std::string> read_if_there(const fs::path& path) {
    std::error_code error;
    if (!fs::exists(path, error) && !error) {
        return std::nullopt;
    }
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file || (bytes.fail() && errno != 0)) { // an empty file fails too, without a reason
        throw UserError(path.string() + ": cannot be read (" + std::strerror(errno) + ")");
    }
    return bytes.str();
}

// "3:7", from the number of bytes up to the fault
std::string line_and_column(const std::string& text, std::size_t bytes) {
    const std::string_view before = std::string_view(text).substr(0, bytes == 0 ? 0 : bytes - 1);
    const std::size_t begin = before.rfind('\n') + 1; // npos + 1 is 0
    return std::to_string(std::ranges::count(before, '\n') + 1) + ":" + std::to_string(before.size() - begin + 1);
}

ordered_json parse(const fs::path& path, const std::string& text) {
    try {
        ordered_json value = ordered_json::parse(text);
        if (!value.is_object()) {
            throw UserError(path.string() + ": found a JSON " + value.type_name() + "; expected an object");
        }
        return value;
    } catch (const ordered_json::parse_error& error) {
        throw UserError(path.string() + ":" + line_and_column(text, error.byte) + ": not JSON");
    }
}

// From the first whole line on, where something is left out.
std::string end_of(const std::string& log) {
    if (log.size() <= uart_bytes_shown) {
        return log;
    }
    const std::size_t cut = log.size() - uart_bytes_shown;
    const std::size_t line = log.find('\n', cut);
    return log.substr(line == std::string::npos ? cut : line + 1);
}

// "out/" is "out".
std::string name_of(const fs::path& folder) {
    const fs::path normal = folder.lexically_normal();
    return (normal.has_filename() ? normal : normal.parent_path()).string();
}

void demand_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder, error)) {
        throw UserError(folder.string() + ": no such folder");
    }
    if (!fs::is_directory(folder, error)) {
        throw UserError(folder.string() + ": not a folder; expected one that `edgeloom run --out` wrote");
    }
}

} // namespace

RecordedRun read_recorded_run(const fs::path& folder) {
    demand_folder(folder);
    const auto summary = read_if_there(folder / platform::summary_file);
    if (!summary) {
        throw UserError(folder.string() + ": not the folder of a run that ended: no " + platform::summary_file);
    }
    RecordedRun run{.folder = name_of(folder), .summary = parse(folder / platform::summary_file, *summary)};
    if (const auto bus = read_if_there(folder / platform::bus_file)) {
        run.bus = parse(folder / platform::bus_file, *bus);
    } else {
        run.missing.emplace_back(platform::bus_file);
    }
    if (const auto text = read_if_there(folder / platform::configuration_file)) {
        run.settings = flatten(platform::parse_yaml(*text, (folder / platform::configuration_file).string()));
    } else {
        run.missing.emplace_back(platform::configuration_file);
    }
    if (const auto log = read_if_there(folder / platform::uart_file)) {
        run.uart = end_of(*log);
        run.uart_bytes_left_out = log->size() - run.uart.size();
    } else {
        run.missing.emplace_back(platform::uart_file);
    }
    return run;
}

} // namespace edgeloom::report
