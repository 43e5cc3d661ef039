// Several runs side by side.
#pragma once

#include "platform/report/recorded_run.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgeloom::report {

/// A key of the configurations that has not the same value in all runs.
struct Difference {
    std::string key;  ///< `platform.interconnect.width`
    std::string name; ///< the end of the key that tells it from the other differences: `width`
    std::string unit; ///< of the numbers: that of the configuration where all runs name the same, else the base unit
    std::vector<std::optional<std::string>> values; ///< by run; none where the configuration lacks the key
    std::vector<double> numbers;                    ///< by run; empty where the value of some run is no number
};

/// In the order of the first configuration that has the key. The name of a run is no difference.
[[nodiscard]] std::vector<Difference> differences(const std::vector<RecordedRun>& runs);

/// A name for every run, no two alike: the values of the keys that differ, or the folders where too many keys differ.
[[nodiscard]] std::vector<std::string> labels(const std::vector<RecordedRun>& runs,
                                              const std::vector<Difference>& differences);

/// The data of a page that compares the given runs: by the numbers in which they differ, the first difference first,
/// and as given where they are alike.
[[nodiscard]] nlohmann::ordered_json comparison(const std::vector<RecordedRun>& given);

} // namespace edgeloom::report
