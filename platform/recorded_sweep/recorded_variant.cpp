#include "platform/recorded_sweep/recorded_variant.hpp"

#include <algorithm>
#include <cmath>

namespace edgeloom::platform {

namespace {

// Of equal values the mean is just that value.
void add(Spread& spread, double value) {
    spread.least = spread.seeds == 0 ? value : std::min(spread.least, value);
    spread.most = spread.seeds == 0 ? value : std::max(spread.most, value);
    ++spread.seeds;
    spread.mean += (value - spread.mean) / static_cast<double>(spread.seeds);
}

} // namespace

bool RecordedVariant::done() const {
    return std::ranges::all_of(points, &Point::done);
}

const Point& RecordedVariant::decisive() const {
    const auto undone = std::ranges::find_if_not(points, &Point::done);
    return undone == points.end() ? points.front() : *undone;
}

const Point& RecordedVariant::example() const {
    const auto done = std::ranges::find_if(points, &Point::done);
    return done == points.end() ? points.front() : *done;
}

std::map<std::string, Spread> RecordedVariant::figures() const {
    const bool of_done = example().done();
    std::map<std::string, Spread> spreads;
    for (const Point& point : points) {
        if (point.done() == of_done) {
            for (const auto& [name, value] : point.figures) {
                add(spreads[name], value);
            }
        }
    }
    return spreads;
}

std::optional<Costs> RecordedVariant::costs(std::span<const Objective> objectives) const {
    if (!done()) {
        return std::nullopt;
    }
    const std::map<std::string, Spread> spreads = figures();
    Costs costs;
    costs.reserve(objectives.size());
    for (const Objective& objective : objectives) {
        const auto spread = spreads.find(objective.figure);
        if (spread == spreads.end() || spread->second.seeds < points.size() || std::isnan(spread->second.mean)) {
            return std::nullopt;
        }
        costs.push_back(objective.cost(spread->second.mean));
    }
    return costs;
}

std::vector<RecordedVariant> by_variant(std::vector<Point> points) {
    std::vector<RecordedVariant> variants;
    for (Point& point : points) {
        if (variants.empty() || variants.back().number != point.variant) {
            variants.push_back({.number = point.variant, .axes = point.axes, .points = {}});
        }
        variants.back().points.push_back(std::move(point));
    }
    return variants;
}

std::vector<std::size_t> front_of(std::span<const RecordedVariant> variants, std::span<const Objective> objectives) {
    if (objectives.empty()) {
        return {};
    }
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

} // namespace edgeloom::platform
