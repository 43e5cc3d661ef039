#include "platform/report/sweep_page.hpp"

#include "platform/report/page.hpp"

#include <array>

namespace edgeloom::report {

using nlohmann::ordered_json;
using platform::Objective;
using platform::Point;
using platform::RecordedSweep;
using platform::RecordedVariant;

namespace {

// Of each two objectives alone: what a plot of the two can show as a line.
ordered_json fronts_of_pairs(const RecordedSweep& sweep) {
    const std::vector<Objective>& objectives = sweep.description.objectives;
    ordered_json fronts = ordered_json::array();
    for (std::size_t i = 0; i < objectives.size(); ++i) {
        for (std::size_t j = i + 1; j < objectives.size(); ++j) {
            const std::array pair{objectives[i], objectives[j]};
            fronts.push_back({{"figures", {pair[0].figure, pair[1].figure}},
                              {"variants", platform::front_of(sweep.variants, pair)}});
        }
    }
    return fronts;
}

ordered_json as_json(const std::map<std::string, platform::Spread>& figures) {
    ordered_json entries = ordered_json::object();
    for (const auto& [name, spread] : figures) {
        entries[name] = {
            {"mean", spread.mean}, {"least", spread.least}, {"most", spread.most}, {"seeds", spread.seeds}};
    }
    return entries;
}

ordered_json as_json(const RecordedVariant& variant, const std::map<std::string, std::string>& links) {
    ordered_json points = ordered_json::array();
    for (const Point& point : variant.points) {
        const auto link = links.find(point.key);
        points.push_back({{"key", point.key},
                          {"seed", point.seed},
                          {"level", point.level},
                          {"outcome", in_words(point.outcome)},
                          {"reason", point.reason},
                          {"page", link == links.end() ? ordered_json(nullptr) : ordered_json(link->second)}});
    }
    const Point& decisive = variant.decisive();
    const Point& example = variant.example();
    return {{"number", variant.number},
            {"axes", variant.axes},
            {"outcome", in_words(decisive.outcome)},
            {"reason", decisive.reason},
            {"figures", as_json(variant.figures())},
            {"points", points},
            {"configuration", {{"seed", example.seed}, {"text", example.configuration}}}};
}

} // namespace

std::string sweep_page(const RecordedSweep& sweep, const std::string& folder,
                       const std::map<std::string, std::string>& links) {
    const platform::SweepDescription& description = sweep.description;
    ordered_json variants = ordered_json::array();
    for (const RecordedVariant& variant : sweep.variants) {
        variants.push_back(as_json(variant, links));
    }
    return page("EdgeLoom: " + (description.name.empty() ? folder : description.name),
                {{"kind", "sweep"},
                 {"version", EDGELOOM_VERSION},
                 {"folder", folder},
                 {"name", description.name},
                 {"program", description.program},
                 {"level", description.level},
                 {"mode", description.mode},
                 {"document", description.document},
                 {"axes", description.axes},
                 {"objectives", in_json(description.objectives)},
                 {"constraints", description.constraints},
                 {"figures", in_json(description.figures)},
                 {"front", platform::front_of(sweep.variants, description.objectives)},
                 {"fronts", fronts_of_pairs(sweep)},
                 {"variants", variants}});
}

} // namespace edgeloom::report
