#include "platform/fit/fit.hpp"

#include "platform/configuration/mapped_network.hpp"
#include "platform/data/features.hpp"
#include "platform/energy/area_text.hpp"
#include "platform/energy/energy_text.hpp"
#include "platform/fit/placement.hpp"
#include "platform/fit/roofline.hpp"
#include "platform/output/decimals.hpp"
#include "platform/output/table.hpp"
#include "platform/user_error.hpp"
#include "sparsity/analysis.hpp"

#include <boost/format.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace edgeloom::platform {

namespace {

using nlohmann::ordered_json;

struct Resource {
    std::string name;
    std::uint64_t needed;
    std::uint64_t there;
    std::optional<std::uint32_t> clocks_without; ///< of a block cycle, where that is shorter
};

struct Figures {
    MappedNetwork network;
    std::uint32_t clocks; ///< of a block cycle, overhead included
    std::uint32_t overhead;
    double clock_hz;
    std::vector<Resource> resources;

    [[nodiscard]] double idle_percent(std::size_t junction) const {
        return 100.0 - 100.0 * network.shapes[junction].clocks() / (clocks - overhead);
    }
    [[nodiscard]] double nanoseconds() const { return 1e9 * clocks / clock_hz; }
    [[nodiscard]] double seconds_of(std::uint64_t inputs) const {
        return static_cast<double>(inputs) * clocks / clock_hz;
    }
};

std::vector<Resource> resources(const Configuration& configuration, const MappedNetwork& network,
                                const mapping::Limits& limits, std::uint32_t overhead) {
    const AcceleratorConfiguration& accelerator = configuration.platform.accelerator;
    const mapping::Demand demand = mapping::demand(network.shapes, network.units);
    const std::uint32_t units = std::ranges::max(network.units) + 1;
    const GivenNetwork given = given_network(configuration);
    std::uint64_t weights = 0;
    std::uint64_t patterns = 0;
    for (std::size_t j = 0; j < network.shapes.size(); ++j) {
        weights += network.shapes[j].edges;
        patterns += given.patterns[j].words.with(network.shapes[j].parallelism);
    }
    std::vector<Resource> list{
        // those of limits_of_choice first
        {"junction_units", units, limits.units, {}},
        {"multipliers", demand.multipliers, limits.multipliers, {}},
        {"table_pairs", demand.table_pairs, limits.table_pairs, {}},
        {"pattern_words", patterns, accelerator.pattern_words, {}},
        {"weight_words", weights, accelerator.weight_words, {}},
        {"activation_words", mapping::activation_words(network.shapes), accelerator.activation_words, {}}};
    const std::uint32_t now = mapping::longest_unit(network.shapes, network.units);
    for (std::size_t i = 0; i < mapping::limits_of_choice.size(); ++i) {
        const auto without = mapping::shortest_without(given.wish(), limits, mapping::limits_of_choice[i]);
        if (without && *without < now) {
            list[i].clocks_without = *without + overhead;
        }
    }
    return list;
}

Figures figures(const Configuration& configuration) {
    const mapping::Limits limit = limits(configuration);
    auto network = map_network(configuration, limit);
    if (!network) { // a configuration that was loaded has been checked
        throw UserError("nothing fits");
    }
    const AcceleratorConfiguration& accelerator = configuration.platform.accelerator;
    const std::uint32_t overhead = accelerator.overhead_clocks();
    const std::uint32_t clocks = mapping::longest_unit(network->shapes, network->units) + overhead;
    std::vector<Resource> needed = resources(configuration, *network, limit, overhead);
    return {.network = std::move(*network),
            .clocks = clocks,
            .overhead = overhead,
            .clock_hz = static_cast<double>(accelerator.clock_hz),
            .resources = std::move(needed)};
}

Table junction_table(const Figures& figures) {
    Table table{.header = {"junction", "left", "right", "edges", "z", "unit", "clocks", "idle %"}, .rows = {}};
    for (std::size_t j = 0; j < figures.network.shapes.size(); ++j) {
        const mapping::JunctionShape& shape = figures.network.shapes[j];
        table.rows.push_back({std::to_string(j + 1), std::to_string(shape.left), std::to_string(shape.right),
                              std::to_string(shape.edges), std::to_string(shape.parallelism),
                              std::to_string(figures.network.units[j]), std::to_string(shape.clocks()),
                              decimals("%.1f", figures.idle_percent(j))});
    }
    return table;
}

Table resource_table(const Figures& figures) {
    Table table{.header = {"limit", "needed", "there", "used %", "block cycle without it"}, .rows = {}};
    for (const Resource& resource : figures.resources) {
        table.rows.push_back(
            {resource.name, std::to_string(resource.needed), std::to_string(resource.there),
             decimals("%.1f", 100.0 * static_cast<double>(resource.needed) / static_cast<double>(resource.there)),
             resource.clocks_without ? std::to_string(*resource.clocks_without) + " clocks" : "-"});
    }
    return table;
}

std::string how_good(const Figures& figures) {
    return figures.network.choice == mapping::Choice::optimal
               ? "No other choice of z and units has a shorter block cycle, or as short a one with fewer multipliers."
               : "There may be a better choice: too many are possible to rule that out.";
}

std::string what_binds(const Figures& figures) {
    std::string names;
    for (const Resource& resource : figures.resources) {
        if (resource.clocks_without) {
            names += (names.empty() ? "" : ", ") + resource.name;
        }
    }
    return names.empty() ? "No limit alone binds: more of one of them would not shorten the block cycle."
                         : "Binding: " + names + ".";
}

Roofline roofline_of(const Configuration& configuration, const Figures& figures) {
    return roofline(configuration, features_of(configuration), figures.clocks);
}

std::string in_words(const Roofline& roof) {
    return (boost::format(
                "An input of %d bytes takes %.1f clocks to come, at %.1f bytes a clock through the %s port, and "
                "%.0f of arithmetic: %s the rate.") %
            roof.packet_bytes % roof.input_clocks() % roof.bytes_per_clock % roof.narrowest % roof.arithmetic_clocks %
            (roof.is_input_bound() ? "its way bounds" : "arithmetic bounds"))
        .str();
}

ordered_json in_json(const Roofline& roof) {
    return {{"packet_bytes", roof.packet_bytes},
            {"bytes_per_clock", roof.bytes_per_clock},
            {"narrowest_port", roof.narrowest},
            {"input_clocks", roof.input_clocks()},
            {"arithmetic_clocks", roof.arithmetic_clocks},
            {"bound", roof.is_input_bound() ? "input" : "arithmetic"}};
}

std::string epoch_in_words(const Configuration& configuration, const Figures& figures) {
    const std::uint64_t inputs = configuration.training.inputs;
    return inputs == 0 ? ""
                       : (boost::format(", %.4g s an epoch of %d inputs") % figures.seconds_of(inputs) % inputs).str();
}

std::string in_words(const Configuration& configuration, const Figures& figures, bool markdown) {
    const auto shown = [markdown](const Table& table) { return markdown ? table.markdown() : table.text(); };
    return (boost::format(
                "%s: density %.2f %%, block cycle of %d clocks (%d of them overhead), %.1f ns at %.1f MHz, %.0f "
                "inputs/s without stalls%s\n\n%s\n%s\n%s\n%s\n%s\n") %
            configuration.name % sparsity::density_percent(figures.network.shapes) % figures.clocks % figures.overhead %
            figures.nanoseconds() % (figures.clock_hz / 1e6) % (1e9 / figures.nanoseconds()) %
            epoch_in_words(configuration, figures) % shown(junction_table(figures)) % shown(resource_table(figures)) %
            what_binds(figures) % how_good(figures) % in_words(roofline_of(configuration, figures)))
        .str();
}

ordered_json in_json(const Configuration& configuration, const Figures& figures) {
    ordered_json junctions = ordered_json::array();
    for (std::size_t j = 0; j < figures.network.shapes.size(); ++j) {
        const mapping::JunctionShape& shape = figures.network.shapes[j];
        junctions.push_back({{"junction", j + 1},
                             {"left", shape.left},
                             {"right", shape.right},
                             {"edges", shape.edges},
                             {"parallelism", shape.parallelism},
                             {"unit", figures.network.units[j]},
                             {"clocks", shape.clocks()},
                             {"idle_percent", figures.idle_percent(j)}});
    }
    ordered_json limits = ordered_json::array();
    for (const Resource& resource : figures.resources) {
        limits.push_back({{"name", resource.name},
                          {"needed", resource.needed},
                          {"there", resource.there},
                          {"binds", resource.clocks_without.has_value()},
                          {"block_cycle_clocks_without",
                           resource.clocks_without ? ordered_json(*resource.clocks_without) : ordered_json(nullptr)}});
    }
    const std::uint64_t inputs = configuration.training.inputs; // all where it is 0
    return {{"name", configuration.name},
            {"block_cycle_clocks", figures.clocks},
            {"overhead_clocks", figures.overhead},
            {"block_cycle_ns", figures.nanoseconds()},
            {"epoch_seconds", inputs == 0 ? ordered_json(nullptr) : ordered_json(figures.seconds_of(inputs))},
            {"proven_shortest", figures.network.choice == mapping::Choice::optimal},
            {"roofline", in_json(roofline_of(configuration, figures))},
            {"junctions", junctions},
            {"limits", limits}};
}

} // namespace

std::string fit(const Configuration& configuration, const std::optional<FpgaPart>& part,
                const std::optional<CostTable>& costs, const std::string& format) {
    if (format != "text" && format != "md" && format != "json") {
        throw UserError("fit: format '" + format + "'; allowed is one of text, md, json");
    }
    if (!configuration.has_network()) {
        throw UserError(configuration.name + ": network.layers: missing; there is nothing to fit");
    }
    Configuration fitted = configuration;
    const auto placement = part ? std::optional(place(fitted, *part)) : std::nullopt;
    const Figures found = figures(fitted);
    const auto energy = costs ? std::optional(energy_of_input(fitted, found.network, *costs, features_of(fitted),
                                                              roofline_of(fitted, found).clocks()))
                              : std::nullopt;
    if (format == "json") {
        ordered_json json = in_json(fitted, found);
        if (placement) {
            json["part"] = in_json(*placement);
        }
        if (energy) {
            json["energy"] = in_json(*energy, *costs);
            json["area"] = in_json(area_of(fitted, found.network, *costs), *costs);
        }
        return json.dump(2) + "\n";
    }
    const bool markdown = format == "md";
    return in_words(fitted, found, markdown) + (placement ? "\n" + in_words(*placement, markdown) : "") +
           (energy ? "\n" + in_words(*energy, *costs, markdown) + "\n" +
                         in_words(area_of(fitted, found.network, *costs), *costs, markdown)
                   : "");
}

} // namespace edgeloom::platform
