#include "platform/energy/area_text.hpp"

#include "platform/output/decimals.hpp"
#include "platform/output/table.hpp"

#include <boost/format.hpp>

namespace edgeloom::platform {

using nlohmann::ordered_json;

std::string in_words(const Area& area, const CostTable& costs, bool markdown) {
    const double all = area.square_millimetres();
    Table table{.header = {"area", "junction", "count", "um2 each", "mm2", "share %"}, .rows = {}};
    table.rows.reserve(area.items.size());
    for (const AreaItem& item : area.items) {
        table.rows.push_back({item.name, item.junction ? std::to_string(*item.junction + 1) : "-",
                              std::to_string(item.count), decimals("%.1f", item.each_um2),
                              decimals("%.4f", item.square_millimetres()),
                              decimals("%.1f", 100 * item.square_millimetres() / all)});
    }
    return (boost::format("%s\n%.4f mm2 at %d nm. Control, interleavers, pipeline registers and wires are not "
                          "counted.\n") %
            (markdown ? table.markdown() : table.text()) % all % costs.node())
        .str();
}

ordered_json in_json(const Area& area, const CostTable& costs) {
    ordered_json items = ordered_json::array();
    for (const AreaItem& item : area.items) {
        items.push_back({{"name", item.name},
                         {"junction", item.junction ? ordered_json(*item.junction + 1) : ordered_json(nullptr)},
                         {"count", item.count},
                         {"each_um2", item.each_um2},
                         {"mm2", item.square_millimetres()}});
    }
    return {{"node_nm", costs.node()}, {"mm2", area.square_millimetres()}, {"items", items}};
}

} // namespace edgeloom::platform
