#include "platform/fit/part_use.hpp"

#include "mapping/activation_tables.hpp"
#include "mapping/adders.hpp"
#include "mapping/divide_up.hpp"
#include "mapping/multiplier_arrays.hpp"

#include <algorithm>

namespace edgeloom::platform {

namespace {

constexpr std::uint64_t halves = 2; // of a block RAM

// A LUT a bit.
std::uint64_t adder_luts(const MappedNetwork& network, std::uint64_t width) {
    return mapping::adders(network.shapes) * width;
}

// A RAMB18 holds 1024 entries, sigma and its derivative in a word, and has two ports.
std::uint64_t table_ramb18(const MappedNetwork& network, std::uint64_t entries) {
    constexpr std::uint64_t entries_of_one = 1024;
    return mapping::activation_tables(network.shapes) * mapping::divide_up(entries, entries_of_one);
}

std::uint64_t less(std::uint64_t there, std::uint64_t taken) {
    return there - std::min(there, taken);
}

} // namespace

const PartResource* PartUse::shortage() const {
    const auto scarcest = std::ranges::max_element(
        resources, {}, [](const PartResource& each) { return each.used - each.there > 0 ? each.percent() : 0; });
    return scarcest == resources.end() || scarcest->suffices() ? nullptr : &*scarcest;
}

PartUse use_of(const FpgaPart& part, const MappedNetwork& network, const NetworkConfiguration& configuration) {
    const numerics::Format format{static_cast<int>(configuration.width), static_cast<int>(configuration.integer)};
    const auto width = static_cast<std::uint32_t>(configuration.width);
    PartUse use{
        .multipliers = place_multipliers(part, mapping::multiplier_arrays(network.shapes, network.units), width),
        .memories = {},
        .adder_luts = adder_luts(network, width),
        .table_ramb18 = table_ramb18(network, numerics::ActivationRule(format, configuration.activation).size()),
        .resources = {}};
    const std::uint64_t arithmetic_luts = use.multipliers.luts + use.adder_luts;
    use.memories =
        place_memories(mapping::memory_groups(
                           network.shapes, {.value = width, .fraction = static_cast<std::uint32_t>(format.fraction())}),
                       less(part.luts, arithmetic_luts), less(halves * part.block_rams, use.table_ramb18));
    const std::uint64_t luts = arithmetic_luts + sum_of(use.memories, &PlacedMemory::luts);
    const std::uint64_t ramb18 = use.table_ramb18 + sum_of(use.memories, &PlacedMemory::ramb18);
    const auto resource = [](const char* name, auto used, std::uint64_t there) {
        return PartResource{name, static_cast<double>(used), static_cast<double>(there)};
    };
    use.resources = {resource("DSP", use.multipliers.dsps, part.dsps), resource("LUT", luts, part.luts),
                     resource("BRAM36", static_cast<double>(ramb18) / halves, part.block_rams)};
    return use;
}

std::optional<OnPart> quickest_on(const FpgaPart& part, const Configuration& configuration) {
    Configuration free = configuration;
    free.platform.accelerator.parallelism.clear();
    mapping::Limits allowed = limits(configuration);
    std::optional<PartResource> binding;
    while (allowed.multipliers > 0) {
        auto network = map_network(free, allowed);
        if (!network) {
            return std::nullopt;
        }
        PartUse use = use_of(part, *network, configuration.network);
        const std::uint32_t needed = mapping::demand(network->shapes, network->units).multipliers;
        const PartResource* const shortage = use.shortage();
        if (shortage == nullptr) {
            return OnPart{std::move(*network), needed, std::move(use), binding};
        }
        binding = *shortage;
        allowed.multipliers = needed - 1;
    }
    return std::nullopt;
}

} // namespace edgeloom::platform
