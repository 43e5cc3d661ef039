// What a person should know who reads the figures of a run.
#pragma once

#include "platform/report/recorded_run.hpp"

#include <string>
#include <vector>

namespace edgeloom::report {

struct Warning {
    enum class Severity : std::uint8_t {
        error,   ///< the run did not do what it should
        warning, ///< figures are worse than they need be, or wrong values were computed
        note,    ///< what the figures do not contain
    };
    Severity severity;
    std::string text;
};

/// The gravest first.
[[nodiscard]] std::vector<Warning> warnings(const RecordedRun& run);

/// "error", "warning", "note"
[[nodiscard]] std::string severity_name(Warning::Severity severity);

} // namespace edgeloom::report
