#include "platform/configuration/mapped_network.hpp"

#include "sparsity/pattern_words.hpp"

#include <algorithm>

namespace edgeloom::platform {

namespace {

constexpr std::uint32_t unlimited = ~std::uint32_t{0};

} // namespace

GivenNetwork given_network(const Configuration& configuration) {
    GivenNetwork network{};
    const PatternConfiguration& pattern = configuration.network.pattern;
    const auto& parallelism = configuration.platform.accelerator.parallelism;
    for (std::size_t j = 0; j < configuration.network.junctions(); ++j) {
        network.shapes.push_back(configuration.network.shape(j));
        network.shapes.back().parallelism = parallelism.empty() ? 0 : parallelism[j];
        network.patterns.push_back(sparsity::traits(pattern.kind, pattern.dither, network.shapes.back()));
    }
    return network;
}

std::optional<MappedNetwork> map_network(const Configuration& configuration, const mapping::Limits& limits) {
    const GivenNetwork given = given_network(configuration);
    MappedNetwork network{.shapes = given.shapes, .units = std::vector<std::uint32_t>(given.shapes.size())};
    network.choice = mapping::choose_parallelism(network.shapes, given.patterns, limits, network.units);
    if (network.choice == mapping::Choice::none) {
        return std::nullopt;
    }
    return network;
}

mapping::Limits limits(const Configuration& configuration) {
    const AcceleratorConfiguration& accelerator = configuration.platform.accelerator;
    mapping::Limits limits{.units = static_cast<std::uint32_t>(accelerator.junction_units),
                           .multipliers = static_cast<std::uint32_t>(accelerator.multipliers),
                           .table_pairs = static_cast<std::uint32_t>(accelerator.table_pairs),
                           .pattern_words = static_cast<std::uint32_t>(accelerator.pattern_words)};
    if (limits.units == 0) {
        limits.units = configuration.has_network() ? static_cast<std::uint32_t>(configuration.network.junctions())
                                                   : abi::accelerator::max_junctions;
    }
    if (limits.multipliers == 0) {
        limits.multipliers = default_multipliers;
        if (!accelerator.parallelism.empty()) {
            const auto given = map_network(configuration, {limits.units, unlimited, limits.table_pairs});
            const std::uint32_t needed = given ? mapping::demand(given->shapes, given->units).multipliers : 0;
            limits.multipliers = std::max(default_multipliers, needed);
        }
    }
    return limits;
}

} // namespace edgeloom::platform
