#include "platform/energy/energy_text.hpp"

#include "platform/output/decimals.hpp"
#include "platform/output/table.hpp"

#include <boost/format.hpp>

namespace edgeloom::platform {

namespace {

using nlohmann::ordered_json;

constexpr double picojoules_of_nano = 1000;

} // namespace

std::string in_words(const Energy& energy, const CostTable& costs, bool markdown) {
    const double all = energy.picojoules();
    Table table{
        .header = {"of a training input", "junction", "reads or operations", "writes", "pJ each", "nJ", "share %"},
        .rows = {}};
    const auto add = [&](const std::string& name, const std::string& junction, std::uint64_t reads,
                         std::uint64_t writes, const std::string& each, double picojoules) {
        table.rows.push_back({name, junction, std::to_string(reads), std::to_string(writes), each,
                              decimals("%.3f", picojoules / picojoules_of_nano),
                              decimals("%.1f", 100 * picojoules / all)});
    };
    for (const EnergyItem& item : energy.items) {
        const std::string each =
            decimals("%.3f", item.read_pj) + (item.writes == 0 ? "" : decimals(" and %.3f", item.write_pj));
        add(item.name, std::to_string(item.junction + 1), item.reads, item.writes, each, item.picojoules());
    }
    add("bits from DRAM", "-", energy.input_bits, 0, decimals("%.3f", energy.dram.bit_pj), energy.dram_picojoules());
    return (boost::format("%s\n%.2f nJ a training input at %d nm, %.2f nJ of them DRAM of kind %s%s. Leakage, clocks, "
                          "control and wires are not counted.\n") %
            (markdown ? table.markdown() : table.text()) % (all / picojoules_of_nano) % costs.node() %
            (energy.dram_picojoules() / picojoules_of_nano) % energy.dram.kind %
            (energy.dram.is_assumed ? ", which is assumed" : ""))
        .str();
}

ordered_json in_json(const Energy& energy, const CostTable& costs) {
    ordered_json items = ordered_json::array();
    for (const EnergyItem& item : energy.items) {
        items.push_back({{"name", item.name},
                         {"junction", item.junction + 1},
                         {"reads", item.reads},
                         {"writes", item.writes},
                         {"read_pj", item.read_pj},
                         {"write_pj", item.write_pj},
                         {"nj", item.picojoules() / picojoules_of_nano}});
    }
    return {{"node_nm", costs.node()},
            {"items", items},
            {"dram",
             {{"kind", energy.dram.kind},
              {"assumed", energy.dram.is_assumed},
              {"bits", energy.input_bits},
              {"bit_pj", energy.dram.bit_pj},
              {"nj", energy.dram_picojoules() / picojoules_of_nano}}},
            {"per_input_nj", energy.picojoules() / picojoules_of_nano}};
}

} // namespace edgeloom::platform
