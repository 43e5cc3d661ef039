// All that a sweep left in its folder.
#pragma once

#include "platform/recorded_sweep/objective.hpp"
#include "platform/recorded_sweep/recorded_variant.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace edgeloom::platform {

/// What a figure is, for people.
struct FigureMeaning {
    std::string name;
    std::string unit; ///< empty where it has none
    std::string meaning;

    bool operator==(const FigureMeaning&) const = default;
};

/// What was asked for.
struct SweepDescription {
    std::string name;
    std::string program;  ///< that explored, with its version
    std::string document; ///< YAML of the sweep, as it was given
    std::string level;    ///< analytic, fast or cycle
    std::string mode;     ///< grid, random, latin_hypercube or nsga2
    std::vector<std::string> axes;
    std::vector<Objective> objectives;
    std::vector<std::string> constraints; ///< as they were written
    std::vector<FigureMeaning> figures;

    bool operator==(const SweepDescription&) const = default;
};

struct RecordedSweep {
    SweepDescription description;
    std::vector<RecordedVariant> variants; ///< by number
};

/// Lists of {"name": ..., "unit": ..., ...}.
[[nodiscard]] nlohmann::ordered_json in_json(const std::vector<Objective>& objectives);
[[nodiscard]] nlohmann::ordered_json in_json(const std::vector<FigureMeaning>& figures);

} // namespace edgeloom::platform
