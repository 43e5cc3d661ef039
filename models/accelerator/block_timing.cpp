#include "accelerator/block_timing.hpp"

#include <algorithm>
#include <numeric>

namespace edgeloom::accelerator {

std::uint32_t clash_clocks(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left) {
    const std::uint32_t z = shape.parallelism;
    std::vector<std::uint32_t> accesses(z);
    std::uint32_t extra = 0;
    for (std::size_t first = 0; first < left.size(); first += z) {
        std::ranges::fill(accesses, 0);
        std::uint32_t fullest = 0;
        for (std::size_t edge = first; edge < std::min<std::size_t>(first + z, left.size()); ++edge) {
            fullest = std::max(fullest, ++accesses[left[edge] % z]);
        }
        extra += fullest - 1;
    }
    return extra;
}

namespace {

// The left neurons of every clock in which a junction gets edges: of a row whose edges clash first the first access of
// every memory, then the second, ...
std::vector<std::vector<std::uint32_t>> neurons_by_clock(const mapping::JunctionShape& shape,
                                                         std::span<const std::uint32_t> left) {
    const std::uint32_t z = shape.parallelism;
    std::vector<std::vector<std::uint32_t>> clocks;
    std::vector<std::uint32_t> accesses(z);
    for (std::size_t first = 0; first < left.size(); first += z) {
        const std::size_t row = clocks.size();
        std::ranges::fill(accesses, 0);
        for (const std::uint32_t neuron : left.subspan(first, std::min<std::size_t>(z, left.size() - first))) {
            const std::size_t clock = row + accesses[neuron % z]++;
            clocks.resize(std::max(clocks.size(), clock + 1));
            clocks[clock].push_back(neuron);
        }
    }
    return clocks;
}

// Terms that miss in the sum of a neuron that is read at `reads` where a read sees only what was written for reads
// `distance` before it.
std::uint32_t lost_terms(std::span<const std::uint32_t> reads, std::uint32_t distance) {
    std::vector<std::uint32_t> kept; // terms in what is written for a read
    kept.reserve(reads.size());
    std::size_t visible = 0; // so many reads have their writes done
    for (const std::uint32_t read : reads) {
        while (visible < kept.size() && reads[visible] + distance <= read) {
            ++visible;
        }
        kept.push_back(1 + (visible == 0 ? 0 : kept[visible - 1]));
    }
    return kept.empty() ? 0 : static_cast<std::uint32_t>(reads.size()) - kept.back();
}

} // namespace

DeltaHazards delta_hazards(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left,
                           std::uint32_t distance, DeltaHazard treatment) {
    const auto clocks = neurons_by_clock(shape, left);
    std::vector<std::vector<std::uint32_t>> reads(shape.left); // clocks without stalls
    std::vector<std::uint64_t> readable(shape.left);           // from this clock on
    DeltaHazards found;
    std::uint64_t clock = 0;
    for (std::uint32_t unstalled = 0; unstalled < clocks.size(); ++unstalled, ++clock) {
        std::uint64_t ready = clock;
        std::uint32_t forwards = 0;
        for (const std::uint32_t neuron : clocks[unstalled]) {
            ready = std::max(ready, readable[neuron]);
            forwards += static_cast<std::uint32_t>(readable[neuron] > clock);
            reads[neuron].push_back(unstalled);
        }
        if (treatment == DeltaHazard::stall) {
            found.clocks += static_cast<std::uint32_t>(ready - clock);
            clock = ready;
        } else {
            found.forwards += forwards;
        }
        for (const std::uint32_t neuron : clocks[unstalled]) {
            readable[neuron] = clock + distance;
        }
    }
    for (const auto& of_neuron : reads) {
        found.losses += lost_terms(of_neuron, distance);
    }
    return found;
}

BlockLength block_length(const Network& network, const Hardware& hardware, std::span<const JunctionStalls> stalls) {
    struct Load {
        std::uint32_t ideal = 0;
        std::uint32_t with_clashes = 0;
        std::uint32_t with_all = 0;
    };
    std::vector<Load> units(hardware.units);
    for (std::size_t j = 0; j < network.junctions.size(); ++j) {
        const MappedJunction& junction = network.junctions[j];
        const JunctionStalls extra = stalls.empty() ? JunctionStalls{} : stalls[j];
        Load& unit = units[junction.unit];
        unit.ideal += junction.shape.clocks();
        unit.with_clashes += junction.shape.clocks() + extra.clash;
        unit.with_all += junction.shape.clocks() + extra.clash + extra.hazard;
    }
    const auto longest = [&](auto part) { return std::ranges::max(units, {}, part).*part; };
    const std::uint32_t ideal = longest(&Load::ideal);
    const std::uint32_t with_clashes = longest(&Load::with_clashes);
    return {ideal + hardware.overhead(), with_clashes - ideal, longest(&Load::with_all) - with_clashes};
}

} // namespace edgeloom::accelerator
