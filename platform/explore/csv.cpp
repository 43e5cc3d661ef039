#include "platform/explore/csv.hpp"

#include "platform/explore/expression.hpp"
#include "platform/explore/figure.hpp"

#include <boost/algorithm/string.hpp>

#include <algorithm>

namespace edgeloom::platform::explore {

namespace {

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) {
        return text;
    }
    return "\"" + boost::replace_all_copy(text, "\"", "\"\"") + "\"";
}

std::string line(const std::vector<std::string>& texts) {
    std::string line;
    for (const std::string& text : texts) {
        line.append(line.empty() ? "" : ",").append(cell(text));
    }
    return line + "\n";
}

std::vector<std::string> axes_of(const std::vector<Point>& points) {
    std::vector<std::string> names;
    if (!points.empty()) {
        for (const auto& [name, value] : points.front().axes.items()) {
            names.push_back(name);
        }
    }
    return names;
}

// Those that any point has, in the order of the catalogue.
std::vector<FigureInfo> figures_of(const std::vector<Point>& points) {
    std::vector<FigureInfo> infos(figures().begin(), figures().end());
    std::erase_if(infos, [&](const FigureInfo& info) {
        return std::ranges::none_of(points,
                                    [&](const Point& point) { return point.figures.contains(std::string(info.name)); });
    });
    return infos;
}

std::string in_a_cell(const nlohmann::ordered_json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace

std::string to_csv(const std::vector<Point>& points) {
    const std::vector<std::string> axes = axes_of(points);
    const std::vector<FigureInfo> infos = figures_of(points);
    std::vector<std::string> header{"key", "variant", "seed", "level"};
    header.insert(header.end(), axes.begin(), axes.end());
    header.insert(header.end(), {"outcome", "reason"});
    std::ranges::transform(infos, std::back_inserter(header), [](const FigureInfo& info) {
        return std::string(info.name) + (info.unit.empty() ? "" : " [" + std::string(info.unit) + "]");
    });
    std::string text = line(header);
    for (const Point& point : points) {
        std::vector<std::string> row{point.key, std::to_string(point.variant), std::to_string(point.seed), point.level};
        std::ranges::transform(axes, std::back_inserter(row), [&](const std::string& axis) {
            return in_a_cell(point.axes.value(axis, nlohmann::ordered_json("")));
        });
        row.insert(row.end(), {std::string(in_words(point.outcome)), point.reason});
        std::ranges::transform(infos, std::back_inserter(row), [&](const FigureInfo& info) {
            const auto figure = point.figures.find(std::string(info.name));
            return figure == point.figures.end() ? std::string() : to_text(figure->second);
        });
        text += line(row);
    }
    return text;
}

} // namespace edgeloom::platform::explore
