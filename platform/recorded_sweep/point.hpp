// A row of a sweep's results.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace edgeloom::platform {

/// Figures of a point by name; not every point has all.
using Figures = std::map<std::string, double>;

enum class PointOutcome : std::uint8_t {
    done,
    infeasible, ///< it is not legal, or a constraint does not hold
    stopped,    ///< given up early, by successive halving
    failed,     ///< its run failed or crashed
};

[[nodiscard]] std::string_view in_words(PointOutcome outcome);
/// Throws UserError where there is no such outcome.
[[nodiscard]] PointOutcome outcome_of(const std::string& name);

/// A variant with one seed.
struct Point {
    std::string key; ///< 16 hexadecimal digits: of its configuration, the program's version and what else decides about
                     ///< its figures; name of its folder, where it was trained
    std::uint64_t variant = 0;
    std::uint64_t seed = 0;
    std::string level; ///< how its figures were found: analytic, fast or cycle
    nlohmann::ordered_json axes;
    std::string configuration; ///< in full, as YAML; empty where it is not legal
    PointOutcome outcome = PointOutcome::done;
    std::string reason; ///< unless done
    Figures figures;

    [[nodiscard]] bool done() const { return outcome == PointOutcome::done; }
    bool operator==(const Point&) const = default;
};

} // namespace edgeloom::platform
