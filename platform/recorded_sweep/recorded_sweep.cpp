#include "platform/recorded_sweep/recorded_sweep.hpp"

namespace edgeloom::platform {

using nlohmann::ordered_json;

ordered_json in_json(const std::vector<Objective>& objectives) {
    ordered_json list = ordered_json::array();
    for (const Objective& objective : objectives) {
        list.push_back(
            {{"name", objective.figure}, {"unit", objective.unit}, {"direction", in_words(objective.direction)}});
    }
    return list;
}

ordered_json in_json(const std::vector<FigureMeaning>& figures) {
    ordered_json list = ordered_json::array();
    for (const FigureMeaning& figure : figures) {
        list.push_back({{"name", figure.name}, {"unit", figure.unit}, {"meaning", figure.meaning}});
    }
    return list;
}

} // namespace edgeloom::platform
