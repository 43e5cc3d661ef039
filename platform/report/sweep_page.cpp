#include "platform/report/sweep_page.hpp"

#include "platform/report/front.hpp"
#include "platform/report/page.hpp"

#include <iterator>
#include <limits>

namespace edgeloom::report {

using nlohmann::ordered_json;

namespace {

std::vector<std::size_t> front_of(const RecordedSweep& sweep, const std::vector<Objective>& objectives) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<Direction> directions;
    directions.reserve(objectives.size());
    for (const Objective& objective : objectives) {
        directions.push_back(objective.direction);
    }
    std::vector<std::vector<double>> points;
    points.reserve(sweep.variants.size());
    for (const RecordedVariant& variant : sweep.variants) {
        const auto figures = variant.figures();
        std::vector<double>& point = points.emplace_back(objectives.size(), none);
        for (std::size_t i = 0; variant.is_done() && i < objectives.size(); ++i) {
            const auto found = figures.find(objectives[i].figure);
            point[i] = found == figures.end() ? none : found->second.mean;
        }
    }
    return front(points, directions);
}

// Of each two objectives alone: what a plot of the two can show as a line.
ordered_json fronts_of_pairs(const RecordedSweep& sweep) {
    ordered_json fronts = ordered_json::array();
    for (std::size_t i = 0; i < sweep.objectives.size(); ++i) {
        for (std::size_t j = i + 1; j < sweep.objectives.size(); ++j) {
            const Objective& first = sweep.objectives[i];
            const Objective& second = sweep.objectives[j];
            fronts.push_back(
                {{"figures", {first.figure, second.figure}}, {"variants", front_of(sweep, {first, second})}});
        }
    }
    return fronts;
}

ordered_json as_json(const std::vector<Objective>& objectives) {
    ordered_json entries = ordered_json::array();
    for (const Objective& objective : objectives) {
        entries.push_back({{"name", objective.figure},
                           {"unit", objective.unit},
                           {"direction", objective.direction == Direction::maximise ? "maximise" : "minimise"}});
    }
    return entries;
}

ordered_json as_json(const std::vector<FigureMeaning>& figures) {
    ordered_json entries = ordered_json::array();
    for (const FigureMeaning& figure : figures) {
        entries.push_back({{"name", figure.name}, {"unit", figure.unit}, {"meaning", figure.meaning}});
    }
    return entries;
}

ordered_json as_json(const std::map<std::string, Spread>& figures) {
    ordered_json entries = ordered_json::object();
    for (const auto& [name, spread] : figures) {
        entries[name] = {
            {"mean", spread.mean}, {"least", spread.least}, {"most", spread.most}, {"seeds", spread.seeds}};
    }
    return entries;
}

ordered_json as_json(const RecordedVariant& variant, const std::map<std::string, std::string>& links) {
    ordered_json points = ordered_json::array();
    for (const RecordedPoint& point : variant.points) {
        const auto link = links.find(point.key);
        points.push_back({{"key", point.key},
                          {"seed", point.seed},
                          {"level", point.level},
                          {"outcome", point.outcome},
                          {"reason", point.reason},
                          {"page", link == links.end() ? ordered_json(nullptr) : ordered_json(link->second)}});
    }
    const RecordedPoint& representative = variant.representative();
    return {{"number", variant.number},
            {"axes", variant.axes},
            {"outcome", representative.outcome},
            {"reason", representative.reason},
            {"figures", as_json(variant.figures())},
            {"points", points},
            {"configuration", {{"seed", representative.seed}, {"text", representative.configuration}}}};
}

} // namespace

std::vector<std::size_t> front_of(const RecordedSweep& sweep) {
    return front_of(sweep, sweep.objectives);
}

std::string sweep_page(const RecordedSweep& sweep, const std::map<std::string, std::string>& links) {
    ordered_json variants = ordered_json::array();
    for (const RecordedVariant& variant : sweep.variants) {
        variants.push_back(as_json(variant, links));
    }
    return page("EdgeLoom: " + (sweep.name.empty() ? sweep.folder : sweep.name),
                {{"kind", "sweep"},
                 {"version", EDGELOOM_VERSION},
                 {"folder", sweep.folder},
                 {"name", sweep.name},
                 {"program", sweep.program},
                 {"level", sweep.level},
                 {"mode", sweep.mode},
                 {"document", sweep.document},
                 {"axes", sweep.axes},
                 {"objectives", as_json(sweep.objectives)},
                 {"constraints", sweep.constraints},
                 {"figures", as_json(sweep.figures)},
                 {"front", front_of(sweep)},
                 {"fronts", fronts_of_pairs(sweep)},
                 {"variants", variants}});
}

} // namespace edgeloom::report
