#include "platform/explore/description.hpp"

#include "platform/explore/figure.hpp"

#include <algorithm>
#include <iterator>

namespace edgeloom::platform::explore {

namespace {

std::vector<std::string> constraints_of(const Sweep& sweep) {
    std::vector<std::string> constraints;
    constraints.reserve(sweep.constraints.size() + 1);
    std::ranges::transform(sweep.constraints, std::back_inserter(constraints), &Constraint::expression);
    if (sweep.fits) {
        constraints.push_back("fits: " + sweep.part);
    }
    return constraints;
}

std::vector<FigureMeaning> meanings() {
    std::vector<FigureMeaning> meanings(figures().size());
    std::ranges::transform(figures(), meanings.begin(), [](const FigureInfo& figure) {
        return FigureMeaning{
            .name = std::string(figure.name), .unit = std::string(figure.unit), .meaning = std::string(figure.meaning)};
    });
    return meanings;
}

} // namespace

SweepDescription description_of(const Sweep& sweep) {
    std::vector<std::string> axes(sweep.space.axes().size());
    std::ranges::transform(sweep.space.axes(), axes.begin(), &Axis::name);
    return {.name = sweep.name,
            .program = "edgeloom " EDGELOOM_VERSION,
            .document = sweep.document,
            .level = std::string(in_words(sweep.level)),
            .mode = std::string(in_words(sweep.search.mode)),
            .axes = std::move(axes),
            .objectives = sweep.objectives,
            .constraints = constraints_of(sweep),
            .figures = meanings()};
}

} // namespace edgeloom::platform::explore
