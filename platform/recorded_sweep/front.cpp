#include "platform/recorded_sweep/front.hpp"

#include <algorithm>

namespace edgeloom::platform {

bool dominates(const Costs& a, const Costs& b) {
    bool better = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] > b[i]) {
            return false;
        }
        better = better || a[i] < b[i];
    }
    return better;
}

std::vector<std::size_t> front(std::span<const Costs> points) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (std::ranges::none_of(points, [&](const Costs& other) { return dominates(other, points[i]); })) {
            indices.push_back(i);
        }
    }
    return indices;
}

} // namespace edgeloom::platform
