// The memories of all junctions are those of the specification.
#include "mapping/constraints.hpp"
#include "mapping/memory_groups.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>
#include <vector>

namespace edgeloom::mapping {
namespace {

constexpr WordWidths widths{.value = 12, .fraction = 8};

std::uint64_t words(const std::vector<MemoryGroup>& groups) {
    return std::transform_reduce(groups.begin(), groups.end(), std::uint64_t{0}, std::plus(),
                                 [](const MemoryGroup& group) { return group.count * group.depth; });
}

const MemoryGroup& find(const std::vector<MemoryGroup>& groups, MemoryKind kind, std::size_t junction) {
    for (const MemoryGroup& group : groups) {
        if (group.kind == kind && group.junction == junction) {
            return group;
        }
    }
    throw std::out_of_range(std::string(name_of(kind)));
}

// Published: arXiv 1711.01343 for (800,100,10), fully connected and with d_out (20,10).
TEST(MemoryGroups, HoldAsManyWordsAsPublished) {
    EXPECT_EQ(words(memory_groups(std::vector<JunctionShape>{{800, 100, 80000, 100}, {100, 10, 1000, 10}}, widths)),
              85930);
    EXPECT_EQ(words(memory_groups(std::vector<JunctionShape>{{800, 100, 16000, 200}, {100, 10, 1000, 10}}, widths)),
              21930);
}

TEST(MemoryGroups, AreOnePerLaneAndBank) {
    const auto groups = memory_groups(std::vector<JunctionShape>{{1024, 64, 4096, 128}, {64, 32, 1024, 32}}, widths);
    const MemoryGroup& inputs = find(groups, MemoryKind::activations, 0);
    EXPECT_EQ(inputs.count, 5 * 128);
    EXPECT_EQ(inputs.depth, 8);
    EXPECT_EQ(inputs.width, 8);
    const MemoryGroup& deltas = find(groups, MemoryKind::deltas, 1);
    EXPECT_EQ(deltas.count, 2 * 32);
    EXPECT_EQ(deltas.depth, 2);
    EXPECT_EQ(deltas.ports, Ports::two);
    const MemoryGroup& weights = find(groups, MemoryKind::weights, 0);
    EXPECT_EQ(weights.bits(), 4096 * 12);
    EXPECT_TRUE(weights.share_address);
    EXPECT_EQ(find(groups, MemoryKind::biases, 0).count, 2); // right neurons of a clock
}

RC_GTEST_PROP(MemoryGroups, HoldTheWordsOfTheNetworkWhateverItsZ, ()) {
    std::vector<JunctionShape> shapes;
    auto left = 1U << *rc::gen::inRange(3U, 8U);
    const auto depth = *rc::gen::inRange(1, 6);
    for (int j = 0; j < depth; ++j) {
        const auto right = 1U << *rc::gen::inRange(3U, 8U);
        const auto fan_out = 1U << *rc::gen::inRange(0U, 4U);
        const std::uint32_t edges = std::max(left * std::min(fan_out, right), right);
        shapes.push_back({left, right, edges, std::min(left, 1U << *rc::gen::inRange(0U, 8U))});
        left = right;
    }
    RC_ASSERT(words(memory_groups(shapes, widths)) == storage_words(shapes));
}

} // namespace
} // namespace edgeloom::mapping
