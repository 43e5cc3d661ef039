// The figures of a run.
#pragma once

#include "abi/job.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/data/data_set.hpp"
#include "platform/energy/cost_table.hpp"
#include "platform/measure/bottleneck.hpp"
#include "platform/run/run_record.hpp"
#include "platform/run/simulation.hpp"
#include "platform/soc/soc.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// All that a summary is made from. `job` is null for a firmware without a network; `results` is what the firmware
/// reported, none without a job.
struct RunFigures {
    const Configuration& configuration;
    const CostTable& costs;
    const abi::Job* job;
    const Soc& soc;
    const Outcome& outcome;
    const RunRecord& record;
    std::optional<abi::Results> results;
    std::vector<abi::EpochResult> epochs;
    Bottleneck bottleneck;
    nlohmann::ordered_json insight; ///< what was found out about the firmware, an object
    double wall_seconds;
};

/// summary.json: names carry units; what depends on the wall clock is under `host`.
[[nodiscard]] nlohmann::ordered_json summary(const RunFigures& figures);

/// epochs.csv: a line per epoch.
[[nodiscard]] std::string epochs_csv(const std::vector<abi::EpochResult>& epochs);

/// predictions.csv: a line per classified input.
[[nodiscard]] std::string predictions_csv(const std::vector<std::uint32_t>& result_words);

/// The last lines that a person reads.
[[nodiscard]] std::string closing_lines(const RunFigures& figures);

} // namespace edgeloom::platform
