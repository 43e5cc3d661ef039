#include "platform/energy/energy_text.hpp"

#include "platform/output/decimals.hpp"
#include "platform/output/table.hpp"

#include <boost/format.hpp>

namespace edgeloom::platform {

namespace {

using nlohmann::ordered_json;

constexpr double picojoules_of_nano = 1000;

Table item_table(const Energy& energy) {
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
    add("bits from DRAM", "-", energy.dram_bits, 0, decimals("%.3f", energy.dram.bit_pj), energy.dram_picojoules());
    table.rows.push_back({"leakage", "-", "-", "-", "-",
                          decimals("%.3f", energy.leakage_picojoules() / picojoules_of_nano),
                          decimals("%.1f", 100 * energy.leakage_picojoules() / all)});
    return table;
}

Table share_table(const EnergyShares& shares) {
    Table table{.header = {"together", "nJ", "share %"}, .rows = {}};
    for (const EnergyShares::Share& share : shares.list()) {
        table.rows.push_back({std::string(share.name), decimals("%.3f", share.nanojoules),
                              decimals("%.1f", 100 * share.nanojoules / shares.sum())});
    }
    return table;
}

} // namespace

std::string in_words(const Energy& energy, const CostTable& costs, bool markdown) {
    const auto shown = [markdown](const Table& table) { return markdown ? table.markdown() : table.text(); };
    return (boost::format("%s\n%s\n%.2f nJ a training input at %d nm, %.2f nJ of them DRAM of kind %s%s; memories leak "
                          "%.2f uW for %.1f ns. Clocks, control and wires are not counted.\n") %
            shown(item_table(energy)) % shown(share_table(shares_of(energy))) %
            (energy.picojoules() / picojoules_of_nano) % costs.node() %
            (energy.dram_picojoules() / picojoules_of_nano) % energy.dram.kind %
            (energy.dram.is_assumed ? ", which is assumed" : "") % energy.leakage_microwatts % energy.nanoseconds)
        .str();
}

ordered_json items_in_json(const Energy& energy) {
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
    return items;
}

ordered_json dram_in_json(const Energy& energy) {
    return {{"kind", energy.dram.kind},
            {"assumed", energy.dram.is_assumed},
            {"bits", energy.dram_bits},
            {"bit_pj", energy.dram.bit_pj},
            {"nj", energy.dram_picojoules() / picojoules_of_nano}};
}

ordered_json leakage_in_json(const Energy& energy) {
    return {{"microwatts", energy.leakage_microwatts},
            {"time_ns", energy.nanoseconds},
            {"nj", energy.leakage_picojoules() / picojoules_of_nano}};
}

ordered_json in_json(const EnergyShares& shares) {
    ordered_json json = ordered_json::object();
    for (const EnergyShares::Share& share : shares.list()) {
        json[std::string(share.name) + "_nj"] = share.nanojoules;
    }
    return json;
}

ordered_json in_json(const Energy& energy, const CostTable& costs) {
    return {{"node_nm", costs.node()},
            {"items", items_in_json(energy)},
            {"dram", dram_in_json(energy)},
            {"leakage", leakage_in_json(energy)},
            {"by_engine", in_json(shares_of(energy))},
            {"per_input_nj", energy.picojoules() / picojoules_of_nano}};
}

} // namespace edgeloom::platform
