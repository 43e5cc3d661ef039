// A junction that works on its edges in blocks, against one that works on all of them at once.
#include "accelerator/junction.hpp"
#include "unit/accelerator/random_network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace edgeloom::test {
namespace {

using accelerator::Junction;
using numerics::Raw;

// Inputs that are fed forward one after the other, and learnt from some block cycles later.
class Inputs {
public:
    Inputs(const accelerator::Network& network, std::mt19937_64& random)
        : format_(network.format),
          shape_(network.junctions.front().shape),
          random_(random) {}

    // Many are zero, so that some inputs have few that are not.
    std::vector<Raw> activations() {
        const std::uint64_t share = 1 + random_() % 8;
        std::vector<Raw> values(shape_.left);
        std::ranges::generate(values, [&] { return below(random_() % share == 0 ? format_.one() : 1); });
        return values;
    }
    std::vector<Raw> deltas() {
        std::vector<Raw> values(shape_.right);
        std::ranges::generate(values, [&] {
            return static_cast<Raw>(random_() % 3 == 0 ? 0 : below(format_.max() - format_.min() + 1) + format_.min());
        });
        return values;
    }
    std::vector<Raw> derivatives(std::int32_t highest) {
        std::vector<Raw> values(shape_.left);
        std::ranges::generate(values, [&] { return below(highest + 1); });
        return values;
    }
    std::uint32_t eta_shift() { return static_cast<std::uint32_t>(random_() % 6); }

private:
    Raw below(std::int32_t limit) { return static_cast<Raw>(random_() % static_cast<std::uint64_t>(limit)); }

    numerics::Format format_;
    mapping::JunctionShape shape_;
    std::mt19937_64& random_;
};

struct Results {
    std::vector<std::vector<std::int32_t>> sums;
    std::vector<std::vector<Raw>> deltas;
    std::vector<Raw> weights;
    std::vector<Raw> biases;
    std::uint64_t saturations = 0;

    friend bool operator==(const Results&, const Results&) = default;
};

// The first junction of three, so that an input is learnt from five block cycles after it was fed.
Results train(Junction& junction, const accelerator::Network& network, std::uint64_t seed) {
    constexpr std::uint64_t block_cycles = 12;
    constexpr std::uint64_t distance = 5;
    std::mt19937_64 random(seed);
    Inputs inputs(network, random);
    const std::int32_t highest = numerics::ActivationRule(network.format, network.activation).highest_derivative();
    std::vector<std::vector<Raw>> activations;
    Results results;
    junction.seed(static_cast<std::uint32_t>(seed));
    for (std::uint64_t now = 0; now < block_cycles; ++now) {
        activations.push_back(inputs.activations());
        std::vector<std::int32_t> sums(network.junctions.front().shape.right);
        const accelerator::Feed feed{.left = {now, activations.back()}, .sums = sums};
        const std::vector<Raw> right_deltas = inputs.deltas();
        const std::vector<Raw> derivatives = inputs.derivatives(highest);
        std::vector<Raw> left_deltas(derivatives.size());
        const accelerator::Lesson lesson{.left = {now - distance, activations[now < distance ? 0 : now - distance]},
                                         .right_deltas = right_deltas,
                                         .eta_shift = inputs.eta_shift(),
                                         .left_derivatives = derivatives,
                                         .left_deltas = left_deltas};
        const bool feeds = now % 7 != 3; // a gap
        const bool learns = now >= distance;
        junction.work(feeds ? &feed : nullptr, learns ? &lesson : nullptr);
        results.sums.push_back(sums);
        results.deltas.push_back(left_deltas);
    }
    results.weights = junction.parameters().weights;
    results.biases = junction.parameters().biases;
    results.saturations = junction.values().delta_saturations + junction.values().weight_saturations;
    return results;
}

TEST(Junctions, DoNotDependOnTheirBlocks) {
    std::mt19937_64 random(20261127);
    std::size_t divided = 0;
    for (int round = 0; round < 300 && !HasFailure(); ++round) {
        const RandomNetwork drawn = random_network(random, 3, 1);
        const RandomJunction& first = drawn.junctions.front();
        accelerator::Network network{
            .format = {drawn.width, drawn.integer, static_cast<numerics::Rounding>(drawn.rounding)},
            .activation = static_cast<numerics::Activation>(drawn.activation),
            .junctions = {}};
        for (const RandomJunction& j : drawn.junctions) {
            network.junctions.push_back(
                {.shape = {.left = j.left, .right = j.right, .edges = j.edges, .parallelism = j.parallelism}});
        }
        const accelerator::EdgeEnds ends{{first.edge_left.begin(), first.edge_left.end()},
                                         {first.edge_right.begin(), first.edge_right.end()}};
        Junction whole(network, 0, ends);
        Junction in_blocks(network, 0, ends, 1 + random() % first.edges);
        for (Junction* const junction : {&whole, &in_blocks}) {
            junction->load({{first.weights.begin(), first.weights.end()}, {first.biases.begin(), first.biases.end()}});
        }
        const std::uint64_t seed = random();
        EXPECT_EQ(train(whole, network, seed), train(in_blocks, network, seed)) << "round " << round;
        divided += in_blocks.blocks() > 1 ? 1U : 0U;
    }
    EXPECT_GT(divided, 100U);
}

} // namespace
} // namespace edgeloom::test
