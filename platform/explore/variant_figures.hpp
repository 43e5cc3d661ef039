// The points of a variant together.
#pragma once

#include "platform/explore/objective.hpp"
#include "platform/explore/point.hpp"
#include "platform/pareto/front.hpp"

#include <optional>
#include <span>
#include <vector>

namespace edgeloom::platform::explore {

/// A variant over its seeds.
struct VariantFigures {
    std::uint64_t variant = 0;
    nlohmann::ordered_json axes;
    std::vector<Point> points;
    Figures mean; ///< of those that all points have

    /// All of its points are done.
    [[nodiscard]] bool done() const;
    /// None where it is not done, or has not all the figures.
    [[nodiscard]] std::optional<Costs> costs(std::span<const Objective> objectives) const;
};

/// By variant; `points` are in that order.
[[nodiscard]] std::vector<VariantFigures> by_variant(const std::vector<Point>& points);

/// Indices of the variants that no other beats in all objectives.
[[nodiscard]] std::vector<std::size_t> front_of(const std::vector<VariantFigures>& variants,
                                                std::span<const Objective> objectives);

} // namespace edgeloom::platform::explore
