#include "accelerator/block_timing.hpp"

#include <algorithm>
#include <numeric>

namespace edgeloom::accelerator {

namespace {

constexpr std::int64_t write_distance = 2; // clocks from a delta's read to the first read that sees its write

} // namespace

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

std::uint32_t hazard_clocks(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left) {
    const std::uint32_t z = shape.parallelism;
    std::vector<std::int64_t> last_read(shape.left, -write_distance);
    std::int64_t clock = 0;
    std::int64_t stalled = 0;
    for (std::size_t first = 0; first < left.size(); first += z, ++clock) {
        const auto now = left.subspan(first, std::min<std::size_t>(z, left.size() - first));
        std::int64_t start = clock;
        for (const std::uint32_t neuron : now) {
            start = std::max(start, last_read[neuron] + write_distance);
        }
        stalled += start - clock;
        clock = start;
        for (const std::uint32_t neuron : now) {
            last_read[neuron] = clock;
        }
    }
    return static_cast<std::uint32_t>(stalled);
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
    return {ideal + hardware.overhead, with_clashes - ideal, longest(&Load::with_all) - with_clashes};
}

} // namespace edgeloom::accelerator
