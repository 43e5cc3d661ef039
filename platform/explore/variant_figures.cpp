#include "platform/explore/variant_figures.hpp"

#include <algorithm>

namespace edgeloom::platform::explore {

namespace {

Figures mean_of(const std::vector<Point>& points) {
    Figures mean = points.front().figures;
    std::erase_if(mean, [&](const auto& figure) {
        return std::ranges::any_of(points, [&](const Point& each) { return !each.figures.contains(figure.first); });
    });
    for (auto& [name, value] : mean) {
        value = 0;
        for (const Point& point : points) {
            value += point.figures.at(name);
        }
        value /= static_cast<double>(points.size());
    }
    return mean;
}

} // namespace

bool VariantFigures::done() const {
    return std::ranges::all_of(points, &Point::done);
}

std::optional<Costs> VariantFigures::costs(std::span<const Objective> objectives) const {
    Costs costs;
    costs.reserve(objectives.size());
    for (const Objective& objective : objectives) {
        const auto figure = mean.find(objective.figure);
        if (!done() || figure == mean.end()) {
            return std::nullopt;
        }
        costs.push_back(objective.cost(figure->second));
    }
    return costs;
}

std::vector<VariantFigures> by_variant(const std::vector<Point>& points) {
    std::vector<VariantFigures> variants;
    for (const Point& point : points) {
        if (variants.empty() || variants.back().variant != point.variant) {
            variants.push_back({.variant = point.variant, .axes = point.axes, .points = {}, .mean = {}});
        }
        variants.back().points.push_back(point);
    }
    for (VariantFigures& variant : variants) {
        variant.mean = mean_of(variant.points);
    }
    return variants;
}

std::vector<std::size_t> front_of(const std::vector<VariantFigures>& variants, std::span<const Objective> objectives) {
    std::vector<Costs> costs;
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (auto of_variant = variants[i].costs(objectives)) {
            costs.push_back(std::move(*of_variant));
            indices.push_back(i);
        }
    }
    std::vector<std::size_t> best = front(costs);
    std::ranges::transform(best, best.begin(), [&](std::size_t i) { return indices[i]; });
    return best;
}

} // namespace edgeloom::platform::explore
