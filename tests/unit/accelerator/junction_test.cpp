// A junction gives the same bits whatever way it works on its edges: row by row, all of them or in blocks, column by
// column, or on all pairs of neurons.
#include "accelerator/column_work.hpp"
#include "accelerator/dense_work.hpp"
#include "accelerator/junction.hpp"
#include "accelerator/row_work.hpp"
#include "unit/accelerator/instruction_sets.hpp"
#include "unit/accelerator/random_network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace edgeloom::test {
namespace {

using accelerator::Junction;
using accelerator::RowWork;
using numerics::Raw;

// Inputs that are fed forward one after the other, and learnt from some block cycles later.
class Inputs {
public:
    Inputs(const accelerator::Network& network, std::mt19937_64& random)
        : format_(network.format),
          shape_(network.junctions.front().shape),
          random_(random),
          delta_shift_(static_cast<int>(random() % 16)) {}

    // Many are zero, so that some inputs have few that are not.
    std::vector<Raw> activations() {
        const std::uint64_t share = 1 + random_() % 8;
        std::vector<Raw> values(shape_.left);
        std::ranges::generate(values, [&] { return below(random_() % share == 0 ? format_.one() : 1); });
        return values;
    }
    // Small ones, too, of whose steps many are taken before weights may leave the format.
    std::vector<Raw> deltas() {
        std::vector<Raw> values(shape_.right);
        std::ranges::generate(values, [&] {
            const int delta = random_() % 3 == 0 ? 0 : below(format_.max() - format_.min() + 1) + format_.min();
            return static_cast<Raw>(delta >> delta_shift_);
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
    int delta_shift_;
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

// The first junction of a network, with what it is made of.
struct Drawn {
    accelerator::Network network;
    accelerator::EdgeEnds ends;
    accelerator::Parameters parameters;

    [[nodiscard]] Results trained(std::unique_ptr<accelerator::EdgeWork> edges, std::uint64_t seed) const {
        Junction junction(network, 0, std::move(edges));
        junction.load(parameters);
        return train(junction, network, seed);
    }
    [[nodiscard]] Results trained_by_row(std::uint64_t seed) const {
        return trained(std::make_unique<RowWork>(network, 0, ends), seed);
    }
};

Drawn any_junction(std::mt19937_64& random) {
    const RandomNetwork network = random_network(random, 3, 1);
    const RandomJunction& first = network.junctions.front();
    Drawn drawn{
        .network = {.format = {network.width, network.integer, static_cast<numerics::Rounding>(network.rounding)},
                    .activation = static_cast<numerics::Activation>(network.activation),
                    .junctions = {}},
        .ends = {{first.edge_left.begin(), first.edge_left.end()}, {first.edge_right.begin(), first.edge_right.end()}},
        .parameters = {{first.weights.begin(), first.weights.end()}, {first.biases.begin(), first.biases.end()}}};
    for (const RandomJunction& j : network.junctions) {
        drawn.network.junctions.push_back(
            {.shape = {.left = j.left, .right = j.right, .edges = j.edges, .parallelism = j.parallelism}});
    }
    return drawn;
}

// Columns of 1, 2, 4 or 8 words, each sweep with starts of its own. Several right neurons a row, or several rows a
// right neuron, which may go on in the next sweep. Weights that reach through the format or are small.
Drawn rotating_junction(std::mt19937_64& random) {
    const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
    Drawn drawn = any_junction(random);
    if (drawn.network.format.rounding == numerics::Rounding::stochastic) {
        drawn.network.format.rounding = numerics::Rounding::half_up;
    }
    const std::uint32_t rows = 1U << below(4);
    const std::uint32_t group = 32 / rows * (1 + below(below(2) == 0 ? 3 : 16));
    const std::uint32_t sweeps = 1 + below(9);
    const bool several_rights = below(2) == 0;
    mapping::JunctionShape shape{.parallelism = several_rights ? group * (1 + below(3)) : group};
    shape.left = shape.parallelism * rows;
    shape.edges = shape.left * sweeps;
    const std::uint32_t rows_of_right = several_rights ? 1 : std::gcd(rows * sweeps, 1 + below(6));
    const std::uint32_t fan_in = (several_rights ? group : shape.parallelism) * rows_of_right;
    shape.right = shape.edges / fan_in;
    drawn.network.junctions.front().shape = shape;
    drawn.ends = {};
    drawn.parameters = {};
    std::vector<std::uint32_t> starts;
    for (std::uint32_t edge = 0; edge < shape.edges; ++edge) {
        const std::uint32_t lane = edge % shape.parallelism;
        const std::uint32_t row = edge / shape.parallelism;
        if (row % rows == 0) {
            starts.resize(shape.parallelism);
            starts[lane] = below(rows);
        }
        drawn.ends.left.push_back((starts[lane] + row) % rows * shape.parallelism + lane);
        drawn.ends.right.push_back(edge / fan_in);
    }
    const numerics::Format& format = drawn.network.format;
    const std::int32_t reach = std::max(1, format.max() >> below(8));
    const auto values = [&](std::size_t count) {
        std::vector<Raw> list(count);
        std::ranges::generate(list, [&] {
            return static_cast<Raw>(static_cast<std::int32_t>(below(static_cast<std::uint32_t>(2 * reach))) - reach);
        });
        return list;
    };
    drawn.parameters = {values(shape.edges), values(shape.right)};
    return drawn;
}

TEST(Junctions, GiveTheSameInBlocks) {
    std::mt19937_64 random(20261127);
    std::size_t divided = 0;
    for (int round = 0; round < 300 && !HasFailure(); ++round) {
        const Drawn drawn = any_junction(random);
        auto blocks = std::make_unique<RowWork>(drawn.network, 0, drawn.ends, 1 + random() % drawn.ends.left.size());
        divided += blocks->blocks() > 1 ? 1U : 0U;
        const std::uint64_t seed = random();
        EXPECT_EQ(drawn.trained_by_row(seed), drawn.trained(std::move(blocks), seed)) << "round " << round;
    }
    EXPECT_GT(divided, 100U);
}

TEST(Junctions, GiveTheSameByColumn) {
    for (const std::int64_t set : instruction_sets()) {
        const WithInstructionSet used(set);
        std::mt19937_64 random(20261128);
        for (int round = 0; round < 150 && !HasFailure(); ++round) {
            const Drawn drawn = rotating_junction(random);
            auto columns = accelerator::ColumnWork::make(drawn.network, 0, drawn.ends);
            ASSERT_TRUE(columns) << "round " << round;
            const std::uint64_t seed = random();
            EXPECT_EQ(drawn.trained_by_row(seed), drawn.trained(std::move(columns), seed))
                << hwy::TargetName(set) << ", round " << round;
        }
    }
}

TEST(Junctions, GiveTheSameByPair) {
    for (const std::int64_t set : instruction_sets()) {
        const WithInstructionSet used(set);
        std::mt19937_64 random(20261201);
        std::size_t dense = 0;
        for (int round = 0; round < 1000 && !HasFailure(); ++round) {
            const Drawn drawn = any_junction(random);
            const std::uint64_t seed = random();
            if (auto pairs = accelerator::DenseWork::make(drawn.network, 0, drawn.ends)) {
                EXPECT_EQ(drawn.trained_by_row(seed), drawn.trained(std::move(pairs), seed))
                    << hwy::TargetName(set) << ", round " << round;
                ++dense;
            }
        }
        EXPECT_GT(dense, 100U) << hwy::TargetName(set);
    }
}

TEST(Junctions, WorkByPairWhereManyPairsHaveOneEdge) {
    std::mt19937_64 random(20261202);
    Drawn drawn = any_junction(random);
    mapping::JunctionShape& shape = drawn.network.junctions.front().shape;
    shape = {.left = 64, .right = 32, .edges = 32 * 16, .parallelism = 64};
    drawn.network.format = {12, 3};
    drawn.ends = {};
    for (std::uint32_t edge = 0; edge < shape.edges; ++edge) {
        drawn.ends.left.push_back((7 * (edge % 16) + edge / 16) % 64);
        drawn.ends.right.push_back(edge / 16);
    }
    ASSERT_TRUE(accelerator::DenseWork::make(drawn.network, 0, drawn.ends));
    drawn.network.format.rounding = numerics::Rounding::stochastic;
    EXPECT_FALSE(accelerator::DenseWork::make(drawn.network, 0, drawn.ends));
    drawn.network.format.rounding = numerics::Rounding::half_up;
    drawn.ends.left[1] = drawn.ends.left[0];
    EXPECT_FALSE(accelerator::DenseWork::make(drawn.network, 0, drawn.ends)) << "two edges";
    drawn.ends.left[1] = 7;
    shape.left = 1024;
    EXPECT_FALSE(accelerator::DenseWork::make(drawn.network, 0, drawn.ends)) << "few pairs have an edge";
}

TEST(Junctions, WorkByRowWhereColumnsDoNotRotate) {
    std::mt19937_64 random(20261129);
    Drawn drawn = rotating_junction(random);
    while (drawn.network.junctions.front().shape.sweep_clocks() < 4) {
        drawn = rotating_junction(random);
    }
    std::swap(drawn.ends.left[0], drawn.ends.left[1]); // dithered
    EXPECT_FALSE(accelerator::ColumnWork::make(drawn.network, 0, drawn.ends));
    std::swap(drawn.ends.left[0], drawn.ends.left[1]);
    ASSERT_TRUE(accelerator::ColumnWork::make(drawn.network, 0, drawn.ends));
    drawn.network.format.rounding = numerics::Rounding::stochastic;
    EXPECT_FALSE(accelerator::ColumnWork::make(drawn.network, 0, drawn.ends));
}

} // namespace
} // namespace edgeloom::test
