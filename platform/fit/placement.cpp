#include "platform/fit/placement.hpp"

#include "platform/output/decimals.hpp"
#include "platform/output/table.hpp"
#include "platform/user_error.hpp"

#include <boost/format.hpp>

#include <cmath>

namespace edgeloom::platform {

namespace {

using nlohmann::ordered_json;

std::string count(double value) {
    return decimals(value == std::floor(value) ? "%.0f" : "%.1f", value);
}

const char* in_words(MemoryStyle style) {
    switch (style) {
    case MemoryStyle::lut_ram:
        return "LUT RAM";
    case MemoryStyle::merged:
        return "block RAM, merged";
    default:
        return "block RAM";
    }
}

Table memory_table(const PartUse& use) {
    Table table{.header = {"memories", "junction", "count", "words", "bits", "style", "LUT", "BRAM36"}, .rows = {}};
    for (const PlacedMemory& memory : use.memories) {
        const mapping::MemoryGroup& group = memory.group;
        table.rows.push_back({std::string(mapping::name_of(group.kind)), std::to_string(group.junction + 1),
                              std::to_string(group.count), std::to_string(group.depth), std::to_string(group.width),
                              in_words(memory.style), std::to_string(memory.luts),
                              count(static_cast<double>(memory.ramb18) / 2)});
    }
    return table;
}

Table part_table(const FpgaPart& part, const PartUse& use) {
    Table table{.header = {part.name, "used", "there", "used %"}, .rows = {}};
    for (const PartResource& resource : use.resources) {
        table.rows.push_back(
            {resource.name, count(resource.used), count(resource.there), decimals("%.1f", resource.percent())});
    }
    return table;
}

std::string parallelism_of(const std::vector<mapping::JunctionShape>& shapes) {
    std::string z;
    for (const mapping::JunctionShape& shape : shapes) {
        z += (z.empty() ? "[" : ", ") + std::to_string(shape.parallelism);
    }
    return z + "]";
}

// Why a network does not lie on a part, and the nearest that does.
[[noreturn]] void refuse(const Configuration& configuration, const FpgaPart& part, const MappedNetwork& network,
                         const PartResource& shortage, const std::optional<OnPart>& nearest) {
    std::string hint = "; nothing that is legal fits";
    if (nearest) {
        hint =
            (boost::format("; the nearest that fits is platform.accelerator.parallelism %s, with a block cycle of %d "
                           "clocks") %
             parallelism_of(nearest->network.shapes) %
             (mapping::longest_unit(nearest->network.shapes, nearest->network.units) +
              configuration.platform.accelerator.overhead_clocks()))
                .str();
    }
    throw UserError((boost::format("--part %s: %s %s are needed for z %s, and there are %s%s") % part.name %
                     count(shortage.used) % shortage.name % parallelism_of(network.shapes) % count(shortage.there) %
                     hint)
                        .str());
}

} // namespace

std::string in_words(const Placement& placement, bool markdown) {
    const auto shown = [markdown](const Table& table) { return markdown ? table.markdown() : table.text(); };
    const MultipliersOnPart& multipliers = placement.use.multipliers;
    return (boost::format(
                "%s\n%s\n%s: %d multipliers in DSP slices, %d in %d LUTs; an operation's multipliers stay "
                "together. Adders take %d LUTs, the activation's tables %.1f BRAM36. Control, interleavers and "
                "registers are not counted.%s\n") %
            shown(memory_table(placement.use)) % shown(part_table(placement.part, placement.use)) %
            placement.part.name % multipliers.in_dsps % multipliers.in_luts % multipliers.luts %
            placement.use.adder_luts % (static_cast<double>(placement.use.table_ramb18) / 2) %
            (placement.binding ? " Binding: " + placement.binding->name + " of the part." : ""))
        .str();
}

ordered_json in_json(const Placement& placement) {
    ordered_json resources = ordered_json::array();
    for (const PartResource& resource : placement.use.resources) {
        resources.push_back({{"name", resource.name},
                             {"used", resource.used},
                             {"there", resource.there},
                             {"used_percent", resource.percent()}});
    }
    ordered_json memories = ordered_json::array();
    for (const PlacedMemory& memory : placement.use.memories) {
        memories.push_back({{"name", mapping::name_of(memory.group.kind)},
                            {"junction", memory.group.junction + 1},
                            {"count", memory.group.count},
                            {"words", memory.group.depth},
                            {"bits", memory.group.width},
                            {"style", in_words(memory.style)},
                            {"lut", memory.luts},
                            {"bram36", static_cast<double>(memory.ramb18) / 2}});
    }
    const MultipliersOnPart& multipliers = placement.use.multipliers;
    return {{"name", placement.part.name},
            {"binding", placement.binding ? ordered_json(placement.binding->name) : ordered_json(nullptr)},
            {"resources", resources},
            {"multipliers", {{"dsp", multipliers.in_dsps}, {"lut", multipliers.in_luts}}},
            {"lut_of_multipliers", multipliers.luts},
            {"lut_of_adders", placement.use.adder_luts},
            {"bram36_of_tables", static_cast<double>(placement.use.table_ramb18) / 2},
            {"memories", memories}};
}

// Where the configuration leaves z to the firmware, it is limited to what the part holds.
Placement place(Configuration& configuration, const FpgaPart& part) {
    AcceleratorConfiguration& accelerator = configuration.platform.accelerator;
    auto network = map_network(configuration, limits(configuration));
    PartUse use = use_of(part, *network, configuration.network);
    const PartResource* const shortage = use.shortage();
    if (shortage == nullptr) {
        return {part, std::move(use), std::nullopt};
    }
    auto nearest = quickest_on(part, configuration);
    if (!nearest || !accelerator.parallelism.empty()) {
        refuse(configuration, part, *network, *shortage, nearest);
    }
    accelerator.multipliers = nearest->multipliers;
    return {part, std::move(nearest->use), nearest->binding};
}

} // namespace edgeloom::platform
