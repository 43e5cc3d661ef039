#include "platform/energy/area.hpp"

#include "mapping/activation_tables.hpp"
#include "mapping/adders.hpp"
#include "mapping/memory_groups.hpp"
#include "platform/energy/word_widths.hpp"

#include <functional>
#include <numeric>

namespace edgeloom::platform {

double Area::square_millimetres() const {
    return std::transform_reduce(items.begin(), items.end(), 0.0, std::plus(),
                                 [](const AreaItem& item) { return item.square_millimetres(); });
}

Area area_of(const Configuration& configuration, const MappedNetwork& network, const CostTable& costs) {
    const WordWidths widths(configuration.network);
    const std::uint32_t multipliers = mapping::demand(network.shapes, network.units).multipliers;
    Area area{.items = {{"multipliers", {}, multipliers, costs.multiplier_area(widths.value)},
                        {"adders", {}, mapping::adders(network.shapes), costs.adder_area(widths.value)},
                        {"activation tables",
                         {},
                         mapping::activation_tables(network.shapes),
                         costs.memory_area(widths.table_entries, widths.table(), mapping::Ports::two)}}};
    const auto groups = mapping::memory_groups(network.shapes, widths.of_memories());
    area.items.reserve(area.items.size() + groups.size());
    for (const mapping::MemoryGroup& group : groups) {
        area.items.push_back({std::string(mapping::name_of(group.kind)), group.junction, group.count,
                              costs.memory_area(group.depth, static_cast<std::uint32_t>(group.width), group.ports)});
    }
    return area;
}

} // namespace edgeloom::platform
