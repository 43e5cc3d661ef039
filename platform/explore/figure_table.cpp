#include "platform/explore/figure_table.hpp"

#include "platform/explore/figure.hpp"

namespace edgeloom::platform::explore {

Table figure_table() {
    Table table{.header = {"figure", "unit", "better", "known", "what"}, .rows = {}};
    for (const FigureInfo& figure : figures()) {
        table.rows.push_back({std::string(figure.name), std::string(figure.unit.empty() ? "-" : figure.unit),
                              figure.better == Direction::minimise ? "less" : "more",
                              figure.measured ? "by training" : "always", std::string(figure.meaning)});
    }
    return table;
}

} // namespace edgeloom::platform::explore
