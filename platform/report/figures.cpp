#include "platform/report/figures.hpp"

namespace edgeloom::report {

using nlohmann::ordered_json;

namespace {

constexpr double nanoseconds_per_second = 1e9;

// Null where the pointer leads nowhere.
const ordered_json& at(const ordered_json& value, const std::string& pointer) {
    static const ordered_json nothing;
    const ordered_json::json_pointer place(pointer);
    return value.contains(place) ? value.at(place) : nothing;
}

} // namespace

std::optional<double> number(const ordered_json& value, const std::string& pointer) {
    const ordered_json& found = at(value, pointer);
    return found.is_number() ? std::optional(found.get<double>()) : std::nullopt;
}

std::optional<std::string> text(const ordered_json& value, const std::string& pointer) {
    const ordered_json& found = at(value, pointer);
    return found.is_string() ? std::optional(found.get<std::string>()) : std::nullopt;
}

const ordered_json& list(const ordered_json& value, const std::string& pointer) {
    static const ordered_json empty = ordered_json::array();
    const ordered_json& found = at(value, pointer);
    return found.is_array() ? found : empty;
}

std::optional<double> accelerator_share(const RecordedRun& run, const std::string& share) {
    for (const ordered_json& each : list(run.summary, "/engines")) {
        if (text(each, "/name") == "accelerator") {
            return number(each, "/" + share);
        }
    }
    return std::nullopt;
}

std::optional<double> clocks_per_input(const RecordedRun& run) {
    const auto clocks = number(run.summary, "/timing/clocks_per_input");
    return clocks && *clocks > 0 ? clocks : std::nullopt;
}

std::optional<double> nanoseconds_per_input(const RecordedRun& run) {
    const auto clocks = clocks_per_input(run);
    const auto clock = frequency(run.settings, "platform.accelerator.clock");
    if (!clocks || !clock || *clock == 0) {
        return std::nullopt;
    }
    return *clocks / *clock * nanoseconds_per_second;
}

} // namespace edgeloom::report
