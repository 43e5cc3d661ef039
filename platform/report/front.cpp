#include "platform/report/front.hpp"

#include <algorithm>
#include <cmath>

namespace edgeloom::report {

namespace {

using Point = std::vector<double>;

bool is_complete(const Point& point) {
    return std::ranges::none_of(point, [](double coordinate) { return std::isnan(coordinate); });
}

bool dominates(const Point& one, const Point& other, const std::vector<Direction>& directions) {
    bool better = false;
    for (std::size_t i = 0; i < directions.size(); ++i) {
        const double gain = directions[i] == Direction::maximise ? one[i] - other[i] : other[i] - one[i];
        if (gain < 0) {
            return false;
        }
        better = better || gain > 0;
    }
    return better;
}

} // namespace

std::vector<std::size_t> front(const std::vector<Point>& points, const std::vector<Direction>& directions) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; !directions.empty() && i < points.size(); ++i) {
        const bool dominated = std::ranges::any_of(
            points, [&](const Point& other) { return is_complete(other) && dominates(other, points[i], directions); });
        if (is_complete(points[i]) && !dominated) {
            found.push_back(i);
        }
    }
    return found;
}

} // namespace edgeloom::report
