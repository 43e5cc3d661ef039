#include "platform/explore/closing_words.hpp"

#include "platform/output/decimals.hpp"
#include "platform/output/table.hpp"
#include "platform/recorded_sweep/recorded_variant.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <map>

namespace edgeloom::platform::explore {

namespace {

std::string counts(const std::vector<Point>& points) {
    std::string text = std::to_string(points.size()) + (points.size() == 1 ? " point" : " points");
    const char* before = ": ";
    for (const PointOutcome outcome :
         {PointOutcome::done, PointOutcome::infeasible, PointOutcome::stopped, PointOutcome::failed}) {
        if (const auto count = std::ranges::count(points, outcome, &Point::outcome); count != 0) {
            text.append(before).append(std::to_string(count)).append(" ").append(in_words(outcome));
            before = ", ";
        }
    }
    return text + "\n";
}

// The most frequent reasons, without the figures of a point.
std::string reasons(const std::vector<Point>& points, PointOutcome outcome) {
    constexpr std::size_t most = 5;
    std::map<std::string, std::size_t> by_reason;
    for (const Point& point : points) {
        if (point.outcome == outcome) {
            ++by_reason[point.reason.substr(0, point.reason.find(", where "))];
        }
    }
    std::vector<std::pair<std::string, std::size_t>> list(by_reason.begin(), by_reason.end());
    std::ranges::stable_sort(list, std::greater(), &std::pair<std::string, std::size_t>::second);
    std::string text;
    for (std::size_t i = 0; i < std::min(most, list.size()); ++i) {
        text.append((boost::format("  %s, %d: %s\n") % in_words(outcome) % list[i].second % list[i].first).str());
    }
    return text;
}

std::string advice(const std::vector<Point>& points) {
    const bool any_failed = std::ranges::count(points, PointOutcome::failed, &Point::outcome) != 0;
    return any_failed ? "  --retry tries again what failed\n" : "";
}

Table front_table(const Sweep& sweep, const std::vector<RecordedVariant>& variants,
                  const std::vector<std::size_t>& front) {
    Table table;
    for (const Axis& axis : sweep.space.axes()) {
        table.header.push_back(axis.name);
    }
    for (const Objective& objective : sweep.objectives) {
        table.header.push_back(objective.figure + (objective.unit.empty() ? "" : " [" + objective.unit + "]"));
    }
    for (const std::size_t i : front) {
        std::vector<std::string> row;
        for (const Axis& axis : sweep.space.axes()) {
            row.push_back(variants[i].axes.at(axis.name).dump());
        }
        const std::map<std::string, Spread> figures = variants[i].figures();
        for (const Objective& objective : sweep.objectives) {
            row.push_back(decimals("%.5g", figures.at(objective.figure).mean));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

std::string closing_words(const Sweep& sweep, const std::vector<Point>& points) {
    std::string text = counts(points);
    text += reasons(points, PointOutcome::infeasible) + reasons(points, PointOutcome::failed) + advice(points);
    const std::vector<RecordedVariant> variants = by_variant(points);
    std::vector<std::size_t> front = front_of(variants, sweep.objectives);
    if (front.empty()) {
        return text;
    }
    constexpr std::size_t most = 30;
    const std::size_t all = front.size();
    std::ranges::stable_sort(front, {}, [&](std::size_t i) { return *variants[i].costs(sweep.objectives); });
    front.resize(std::min(all, most));
    text += "\nNo other point is better in all objectives than" + std::string(all == 1 ? " this" : " these") +
            (all > most ? " (the first " + std::to_string(most) + " of " + std::to_string(all) + ")" : "") + ":\n" +
            front_table(sweep, variants, front).text();
    return text;
}

} // namespace edgeloom::platform::explore
