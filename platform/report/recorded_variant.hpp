// One combination of an exploration's axes, and what came of it.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeloom::report {

/// One point of the exploration: a variant with one seed.
struct RecordedPoint {
    std::string key; ///< 16 hexadecimal digits; name of its folder, where it was trained
    std::int64_t seed = 0;
    std::string level;   ///< how it was evaluated: analytic, fast or cycle
    std::string outcome; ///< done, infeasible, stopped or failed
    std::string reason;  ///< of any outcome but done
    std::map<std::string, double> figures;
    std::string configuration; ///< YAML with every key resolved

    [[nodiscard]] bool is_done() const { return outcome == "done"; }
};

/// A figure over the seeds that have it.
struct Spread {
    double mean = 0;
    double least = 0;
    double most = 0;
    std::size_t seeds = 0;
};

struct RecordedVariant {
    std::int64_t number = 0;           ///< counts the combinations of axes from 0
    nlohmann::ordered_json axes;       ///< an object: a value for each axis
    std::vector<RecordedPoint> points; ///< by seed; one at least

    /// The point that speaks for the variant: the first that is done, or the first.
    [[nodiscard]] const RecordedPoint& representative() const;
    [[nodiscard]] bool is_done() const { return representative().is_done(); }
    /// Over the points that are done, or over all where none is.
    [[nodiscard]] std::map<std::string, Spread> figures() const;
};

} // namespace edgeloom::report
