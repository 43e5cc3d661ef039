// Figures of a summary, which may lack any of them: it may be of an older program, of a run that failed or that was
// not timed.
#pragma once

#include "platform/report/recorded_run.hpp"

#include <optional>
#include <string>

namespace edgeloom::report {

/// The number, text or list that a JSON pointer ("/timing/busy_clocks") leads to; none, or an empty list, where there
/// is nothing or something else.
[[nodiscard]] std::optional<double> number(const nlohmann::ordered_json& value, const std::string& pointer);
[[nodiscard]] std::optional<std::string> text(const nlohmann::ordered_json& value, const std::string& pointer);
[[nodiscard]] const nlohmann::ordered_json& list(const nlohmann::ordered_json& value, const std::string& pointer);

/// Percent of the simulated time that the accelerator spent so ("starved_percent"); none where nobody knows.
[[nodiscard]] std::optional<double> accelerator_share(const RecordedRun& run, const std::string& share);

/// Simulated time of the training phases per input, in clocks of the accelerator; none where there were no inputs.
[[nodiscard]] std::optional<double> clocks_per_input(const RecordedRun& run);
/// The same in nanoseconds.
[[nodiscard]] std::optional<double> nanoseconds_per_input(const RecordedRun& run);

} // namespace edgeloom::report
