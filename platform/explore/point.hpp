// A row of a sweep's results.
#pragma once

#include "platform/explore/figure.hpp"
#include "platform/explore/sweep.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

namespace edgeloom::platform::explore {

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
    std::string key; ///< of its configuration, the program's version and what else decides about its figures
    std::uint64_t variant = 0;
    std::uint64_t seed = 0;
    Level level = Level::analytic;
    nlohmann::ordered_json axes;
    std::string configuration; ///< in full, as YAML; empty where it is not legal
    PointOutcome outcome = PointOutcome::done;
    std::string reason; ///< unless done
    Figures figures;

    [[nodiscard]] bool done() const { return outcome == PointOutcome::done; }
};

} // namespace edgeloom::platform::explore
