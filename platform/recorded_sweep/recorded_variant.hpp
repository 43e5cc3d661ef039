// One combination of a sweep's axes, and what came of it.
#pragma once

#include "platform/recorded_sweep/front.hpp"
#include "platform/recorded_sweep/objective.hpp"
#include "platform/recorded_sweep/point.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// A figure over the seeds that have it.
struct Spread {
    double mean = 0;
    double least = 0;
    double most = 0;
    std::size_t seeds = 0;
};

/// A variant over its seeds.
struct RecordedVariant {
    std::uint64_t number = 0;    ///< counts the combinations of axes from 0
    nlohmann::ordered_json axes; ///< an object: a value for each axis
    std::vector<Point> points;   ///< by seed; one at least

    /// All of its points are: figures over the others alone would flatter it.
    [[nodiscard]] bool done() const;
    /// The point that tells what became of the variant: the first that is not done, or the first.
    [[nodiscard]] const Point& decisive() const;
    /// The point to look at for an example: the first that is done, or the first.
    [[nodiscard]] const Point& example() const;
    /// Over the points that are done, or over all where none is.
    [[nodiscard]] std::map<std::string, Spread> figures() const;
    /// By the means; none where it is not done, or a point has not all these figures as numbers.
    [[nodiscard]] std::optional<Costs> costs(std::span<const Objective> objectives) const;
};

/// By variant; `points` are in that order.
[[nodiscard]] std::vector<RecordedVariant> by_variant(std::vector<Point> points);

/// Indices of the variants that no other beats in all objectives; without objectives there are none.
[[nodiscard]] std::vector<std::size_t> front_of(std::span<const RecordedVariant> variants,
                                                std::span<const Objective> objectives);

} // namespace edgeloom::platform
