#include "platform/report/recorded_variant.hpp"

#include <algorithm>

namespace edgeloom::report {

namespace {

void add(Spread& spread, double value) {
    spread.least = spread.seeds == 0 ? value : std::min(spread.least, value);
    spread.most = spread.seeds == 0 ? value : std::max(spread.most, value);
    ++spread.seeds;
    spread.mean += (value - spread.mean) / static_cast<double>(spread.seeds);
}

} // namespace

const RecordedPoint& RecordedVariant::representative() const {
    const auto done = std::ranges::find_if(points, &RecordedPoint::is_done);
    return done == points.end() ? points.front() : *done;
}

std::map<std::string, Spread> RecordedVariant::figures() const {
    std::map<std::string, Spread> spreads;
    for (const RecordedPoint& point : points) {
        if (point.is_done() == is_done()) {
            for (const auto& [name, value] : point.figures) {
                add(spreads[name], value);
            }
        }
    }
    return spreads;
}

} // namespace edgeloom::report
