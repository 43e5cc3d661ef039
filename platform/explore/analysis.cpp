#include "platform/explore/analysis.hpp"

#include "mapping/constraints.hpp"
#include "platform/configuration/mapped_network.hpp"
#include "platform/data/features.hpp"
#include "platform/energy/area.hpp"
#include "platform/energy/energy.hpp"
#include "platform/energy/energy_shares.hpp"
#include "platform/explore/scatter.hpp"
#include "platform/fit/placement.hpp"
#include "platform/fit/roofline.hpp"
#include "platform/user_error.hpp"
#include "sparsity/analysis.hpp"

#include <algorithm>
#include <string>

namespace edgeloom::platform::explore {

namespace {

// That of the sweep, or the values of the axis that it names.
std::map<std::string, FpgaPart> parts_of(const Sweep& sweep) {
    std::map<std::string, FpgaPart> parts;
    const auto axis = std::ranges::find(sweep.space.axes(), sweep.part, &Axis::name);
    if (axis != sweep.space.axes().end()) {
        for (const std::string& name : axis->values) {
            parts.emplace(name, find_part(name, std::nullopt));
        }
    } else if (!sweep.part.empty()) {
        parts.emplace(sweep.part, find_part(sweep.part, std::nullopt));
    }
    return parts;
}

void add_shape(const MappedNetwork& network, Figures& figures) {
    double edges = 0;
    double all = 0; // of the fully connected network
    double multipliers = 0;
    for (std::size_t j = 0; j < network.shapes.size(); ++j) {
        const mapping::JunctionShape& shape = network.shapes[j];
        edges += shape.edges;
        all += static_cast<double>(shape.left) * shape.right;
        multipliers += mapping::multipliers(shape, j == 0);
    }
    figures["edges"] = edges;
    figures["density_percent"] = sparsity::density_percent(network.shapes);
    figures["complexity_ratio"] = all / edges;
    figures["multipliers"] = multipliers;
    figures["storage_words"] = static_cast<double>(mapping::storage_words(network.shapes));
}

void add_time(const Configuration& configuration, const MappedNetwork& network, Figures& figures) {
    constexpr double nano = 1e9;
    const AcceleratorConfiguration& accelerator = configuration.platform.accelerator;
    const double work = mapping::longest_unit(network.shapes, network.units);
    const double clocks = work + accelerator.overhead_clocks();
    const double nanoseconds = nano / static_cast<double>(accelerator.clock_hz);
    const double of_input = roofline(configuration, features_of(configuration), clocks).clocks();
    double used = 0;  // multiplications
    double there = 0; // that the multipliers could do
    for (const mapping::JunctionShape& shape : network.shapes) {
        used += static_cast<double>(shape.edges);
        there += static_cast<double>(shape.parallelism) * clocks;
    }
    figures["block_cycle_clocks"] = clocks;
    figures["block_cycle_ns"] = clocks * nanoseconds;
    figures["clocks_per_input"] = of_input;
    figures["time_per_input_ns"] = of_input * nanoseconds;
    figures["idle_percent"] = 100 * (1 - used / there);
}

void add_energy(const Configuration& configuration, const MappedNetwork& network, const CostTable& costs,
                Figures& figures) {
    constexpr double picojoules_of_nano = 1000;
    const Energy energy =
        energy_of_input(configuration, network, costs, features_of(configuration), figures.at("clocks_per_input"));
    figures["energy_per_input_nj"] = energy.picojoules() / picojoules_of_nano;
    for (const EnergyShares::Share& share : shares_of(energy).list()) {
        figures["energy_" + std::string(share.name) + "_nj"] = share.nanojoules;
    }
    figures["area_mm2"] = area_of(configuration, network, costs).square_millimetres();
}

void add_part(const PartUse& use, Figures& figures) {
    for (const PartResource& resource : use.resources) {
        const std::string name = resource.name == "DSP" ? "dsp" : resource.name == "LUT" ? "lut" : "bram36";
        figures[name] = resource.used;
    }
}

bool asks_for(const Sweep& sweep, const std::string& figure) {
    return std::ranges::find(sweep.objectives, figure, &Objective::figure) != sweep.objectives.end() ||
           std::ranges::find(sweep.more_figures, figure) != sweep.more_figures.end() ||
           std::ranges::any_of(sweep.constraints, [&](const Constraint& constraint) {
               return names_in(constraint.expression).contains(figure);
           });
}

} // namespace

Analysis::Analysis(const Sweep& sweep)
    : costs_(sweep.costs, sweep.node),
      part_(sweep.part),
      parts_(parts_of(sweep)),
      fits_(sweep.fits),
      with_scatter_(asks_for(sweep, "scatter")) {}

const FpgaPart& Analysis::part_of(const Variant& variant) const {
    return variant.axes.contains(part_) ? parts_.at(variant.axes.at(part_).get<std::string>()) : parts_.at(part_);
}

Figures Analysis::figures(Configuration& configuration, const Variant& variant) const {
    Figures figures;
    if (fits_) {
        add_part(place(configuration, part_of(variant)).use, figures);
    }
    const auto network = map_network(configuration, limits(configuration));
    if (!network) {
        throw UserError("nothing legal fits the accelerator's limits");
    }
    add_shape(*network, figures);
    add_time(configuration, *network, figures);
    add_energy(configuration, *network, costs_, figures);
    if (!part_.empty() && !fits_) {
        add_part(use_of(part_of(variant), *network, configuration.network), figures);
    }
    if (with_scatter_) {
        figures["scatter"] = scatter_of(configuration.network, *network);
    }
    return figures;
}

} // namespace edgeloom::platform::explore
