#include "platform/report/front.hpp"

#include "platform/pareto/front.hpp"

#include <algorithm>
#include <cmath>

namespace edgeloom::report {

namespace {

platform::Costs costs_of(const std::vector<double>& point, const std::vector<Direction>& directions) {
    platform::Costs costs(directions.size());
    std::ranges::transform(point, directions, costs.begin(), [](double coordinate, Direction direction) {
        return direction == Direction::maximise ? -coordinate : coordinate;
    });
    return costs;
}

} // namespace

std::vector<std::size_t> front(const std::vector<std::vector<double>>& points,
                               const std::vector<Direction>& directions) {
    if (directions.empty()) {
        return {};
    }
    std::vector<platform::Costs> complete;
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (std::ranges::none_of(points[i], [](double coordinate) { return std::isnan(coordinate); })) {
            complete.push_back(costs_of(points[i], directions));
            indices.push_back(i);
        }
    }
    std::vector<std::size_t> found = platform::front(complete);
    std::ranges::transform(found, found.begin(), [&](std::size_t i) { return indices[i]; });
    return found;
}

} // namespace edgeloom::report
