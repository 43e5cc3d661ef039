#include "platform/report/figures.hpp"

#include <algorithm>

namespace edgeloom::report {

using nlohmann::ordered_json;

namespace {

constexpr double nanoseconds_per_second = 1e9;
constexpr double bytes_per_megabyte = 1e6;

// Null where the pointer leads nowhere.
const ordered_json& at(const ordered_json& value, const std::string& pointer) {
    static const ordered_json nothing;
    const ordered_json::json_pointer place(pointer);
    return value.contains(place) ? value.at(place) : nothing;
}

double percent(double part, double whole) {
    return whole == 0 ? 0 : 100 * part / whole;
}

double simulated_clocks(const RecordedRun& run) {
    return number(run.summary, "/timing/simulated_seconds").value_or(0) *
           frequency(run.settings, "platform.accelerator.clock").value_or(0);
}

ordered_json engine(const std::string& name, double computed, double starved, double blocked, double stalled,
                    double idle) {
    return {{"name", name},
            {"computed_percent", computed},
            {"starved_percent", starved},
            {"blocked_percent", blocked},
            {"stalled_percent", stalled},
            {"idle_percent", idle}};
}

ordered_json accelerator_from_clocks(const RecordedRun& run) {
    const auto clocks = [&](const char* name) {
        return number(run.summary, std::string("/timing/") + name).value_or(0);
    };
    const double busy = clocks("busy_clocks");
    const double input = clocks("stall_clocks/input");
    const double output = clocks("stall_clocks/output");
    const double stalled = clocks("stall_clocks/clash") + clocks("stall_clocks/hazard");
    const double accounted = busy + input + output + stalled;
    const double all = std::max(accounted, simulated_clocks(run));
    return engine("accelerator", percent(busy, all), percent(input, all), percent(output, all), percent(stalled, all),
                  percent(all - accounted, all));
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

ordered_json engines(const RecordedRun& run) {
    if (const ordered_json& measured = list(run.summary, "/engines"); !measured.empty()) {
        return measured;
    }
    ordered_json derived = ordered_json::array();
    if (number(run.summary, "/timing/busy_clocks").value_or(0) != 0) {
        derived.push_back(accelerator_from_clocks(run));
    }
    if (const auto asleep = number(run.summary, "/hart/wfi_percent")) {
        derived.push_back(engine("hart", 100 - *asleep, 0, 0, 0, *asleep));
    }
    return derived;
}

std::optional<double> accelerator_share(const RecordedRun& run, const std::string& share) {
    for (const ordered_json& each : engines(run)) {
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

std::optional<double> megabytes_per_second(const RecordedRun& run, const ordered_json& port) {
    if (const auto measured = number(port, "/megabytes_per_second")) {
        return measured;
    }
    const auto bytes = number(port, "/bytes");
    const auto seconds = number(run.summary, "/timing/simulated_seconds");
    if (!bytes || !seconds || *seconds == 0) {
        return std::nullopt;
    }
    return *bytes / *seconds / bytes_per_megabyte;
}

} // namespace edgeloom::report
