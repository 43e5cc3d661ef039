#include "platform/explore/run_figures.hpp"

#include "platform/configuration/yaml_file.hpp"
#include "platform/output/run_files.hpp"
#include "platform/user_error.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace edgeloom::platform::explore {

namespace {

using nlohmann::json;

// Parts of the accelerator's time, which is busy and stalls.
void add_time_shares(const json& timing, Figures& figures) {
    const json& stalls = timing.at("stall_clocks");
    const double busy = timing.at("busy_clocks").get<double>();
    double all = busy;
    for (const auto& [cause, clocks] : stalls.items()) {
        all += clocks.get<double>();
    }
    if (all == 0) {
        return;
    }
    figures["time_busy_percent"] = 100 * busy / all;
    for (const auto& [cause, clocks] : stalls.items()) {
        figures["time_" + cause + "_percent"] = 100 * clocks.get<double>() / all;
    }
}

void add_energy(const json& energy, Figures& figures) {
    figures["energy_per_input_nj"] = energy.at("per_input_nj").get<double>();
    for (const auto& [name, nanojoules] : energy.at("by_engine").items()) {
        figures["energy_" + name] = nanojoules.get<double>();
    }
}

} // namespace

Figures figures_of_run(const std::filesystem::path& folder) {
    const std::string path = (folder / summary_file).string();
    Figures figures;
    try {
        const json summary = json::parse(read_text(path));
        const json& training = summary.at("training");
        const json& epochs = training.at("epochs");
        if (!training.at("test_percent").is_null()) {
            figures["accuracy"] = training.at("test_percent").get<double>();
        }
        if (!epochs.empty()) {
            figures["train_accuracy"] = epochs.back().at("train_last1000_percent").get<double>();
            figures["epochs"] = epochs.back().at("epoch").get<double>();
        }
        const json& timing = summary.at("timing");
        figures["block_cycle_clocks"] = timing.at("block_cycle_clocks").get<double>();
        figures["clocks_per_input"] = timing.at("clocks_per_input").get<double>();
        figures["time_per_input_ns"] = timing.at("time_per_input_ns").get<double>();
        figures["training_seconds"] = timing.at("training_seconds").get<double>();
        add_time_shares(timing, figures);
        add_energy(summary.at("energy"), figures);
    } catch (const json::exception& error) {
        throw UserError(path + ": damaged (" + error.what() + ")");
    }
    return figures;
}

void take_result(const TaskResult& result, const std::filesystem::path& folder, Point& point) {
    if (!result.passed) {
        point.outcome = PointOutcome::failed;
        point.reason = result.reason;
        return;
    }
    for (const auto& [name, value] : figures_of_run(folder)) {
        point.figures[name] = value;
    }
}

} // namespace edgeloom::platform::explore
