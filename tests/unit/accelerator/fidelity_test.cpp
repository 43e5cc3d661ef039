// Fast and cycle fidelity: the same bits and the same clocks, for any network, pattern, pipeline and folding.
#include "accelerator/cycle/watcher.hpp"
#include "accelerator/make_engine.hpp"
#include "unit/accelerator/random_network.hpp"
#include "unit/accelerator/steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace edgeloom::test {
namespace {

using accelerator::BlockCycle;
using accelerator::DeltaHazard;
using accelerator::Engine;
using accelerator::Fidelity;
using accelerator::Hardware;

Hardware random_hardware(std::mt19937_64& random) {
    const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
    Hardware hardware{.units = 1 + below(4)};
    hardware.unpipelined_overhead = 2 + below(3);
    hardware.stages = {.memory = below(3), .multiplier = below(3), .adder = below(4), .table = below(2)};
    hardware.delta_hazard = below(2) == 0 ? DeltaHazard::forward : DeltaHazard::stall;
    return hardware;
}

accelerator::Network mapped(const RandomNetwork& network, const Hardware& hardware, std::mt19937_64& random) {
    accelerator::Network result{
        .format = {network.width, network.integer, static_cast<numerics::Rounding>(network.rounding)},
        .activation = static_cast<numerics::Activation>(network.activation),
        .junctions = {}};
    for (const RandomJunction& j : network.junctions) {
        result.junctions.push_back(
            {.shape = {.left = j.left, .right = j.right, .edges = j.edges, .parallelism = j.parallelism},
             .pattern_type = j.type,
             .dither = j.dither,
             .unit = static_cast<std::uint32_t>(random() % hardware.units)});
    }
    return result;
}

// Has every clock looked at, also of block cycles that are like earlier ones.
class Onlooker : public accelerator::cycle::Watcher {
public:
    void sees(const accelerator::cycle::Memory& /*memory*/) override {}
    void issued(std::uint32_t /*junction*/, std::uint64_t /*clock*/, accelerator::cycle::IssueState /*state*/,
                std::uint32_t /*row*/, std::uint32_t /*address*/) override {}
    void accessed(const accelerator::cycle::Memory& /*memory*/, std::uint64_t /*clock*/, std::uint32_t /*words*/,
                  bool /*write*/) override {}
};

// Both engines of one network.
class Both {
public:
    Both(const RandomNetwork& network, Hardware hardware, std::mt19937_64& random)
        : network_(mapped(network, hardware, random)) {
        std::vector<accelerator::EdgeEnds> ends;
        for (const RandomJunction& j : network.junctions) {
            ends.push_back({{j.edge_left.begin(), j.edge_left.end()}, {j.edge_right.begin(), j.edge_right.end()}});
        }
        const auto stalls = accelerator::stalls_of(network_, hardware, ends);
        fast_ = accelerator::make_engine(network_, hardware, ends, stalls);
        hardware.fidelity = Fidelity::cycle;
        cycle_ = accelerator::make_engine(network_, hardware, ends, stalls);
        for (std::uint32_t j = 0; j < network_.depth(); ++j) {
            const RandomJunction& from = network.junctions[j];
            for (Engine* const engine : {fast_.get(), cycle_.get()}) {
                engine->load(j, {{from.weights.begin(), from.weights.end()}, {from.biases.begin(), from.biases.end()}});
            }
        }
    }

    void watch(accelerator::cycle::Watcher* watcher) { cycle_->watch(watcher); }

    void run(const RandomNetwork& network, bool train) {
        accelerator::Work work{.train = train,
                               .classes = network.classes,
                               .cost =
                                   network.quadratic ? accelerator::Cost::quadratic : accelerator::Cost::cross_entropy,
                               .rounding_seed = network.rounding_seed,
                               .margins = true};
        for (std::size_t j = 0; j < network.junctions.size(); ++j) {
            work.backpropagation_samples[j] = network.junctions[j].sample;
        }
        fast_->begin(work);
        cycle_->begin(work);
        for (const reference::Input& input : network.inputs) {
            const accelerator::Sample sample = sample_of(input);
            expect_same(&sample);
        }
        for (std::uint32_t i = 0; i < accelerator::latency(network_.depth(), work); ++i) {
            expect_same(nullptr);
        }
        for (std::uint32_t j = 0; j < network_.depth(); ++j) {
            EXPECT_EQ(fast_->parameters(j).weights, cycle_->parameters(j).weights) << "junction " << j + 1;
            EXPECT_EQ(fast_->parameters(j).biases, cycle_->parameters(j).biases) << "junction " << j + 1;
        }
        const std::vector<accelerator::Counters> fast = fast_->counters();
        const std::vector<accelerator::Counters> cycle = cycle_->counters();
        for (std::uint32_t j = 0; j < network_.depth(); ++j) {
            for (std::size_t i = 0; i < abi::accelerator::counters.size(); ++i) {
                const auto counter = static_cast<abi::accelerator::Counter>(i);
                EXPECT_EQ(fast[j][counter], cycle[j][counter])
                    << "junction " << j + 1 << ": " << abi::accelerator::counters[i].operation << ' '
                    << abi::accelerator::counters[i].what;
            }
        }
    }

private:
    [[nodiscard]] accelerator::Sample sample_of(const reference::Input& input) const {
        accelerator::Sample sample{.activations = std::vector<numerics::Raw>(network_.inputs()),
                                   .label = static_cast<std::uint32_t>(input.label),
                                   .eta_shift = static_cast<std::uint32_t>(input.eta_shift)};
        std::ranges::transform(input.pixels, sample.activations.begin(), [this](std::uint8_t pixel) {
            return static_cast<numerics::Raw>(network_.format.from_pixel(pixel));
        });
        return sample;
    }

    void expect_same(const accelerator::Sample* sample) {
        const BlockCycle fast = fast_->run(sample);
        const BlockCycle cycle = cycle_->run(sample);
        EXPECT_EQ(fast.length.ideal, cycle.length.ideal);
        EXPECT_EQ(fast.length.clash, cycle.length.clash);
        EXPECT_EQ(fast.length.hazard, cycle.length.hazard);
        ASSERT_EQ(fast.classified.has_value(), cycle.classified.has_value());
        if (fast.classified) {
            EXPECT_EQ(fast.classified->label, cycle.classified->label);
            EXPECT_EQ(fast.classified->prediction, cycle.classified->prediction);
            EXPECT_EQ(fast.classified->margin, cycle.classified->margin);
        }
    }

    accelerator::Network network_;
    std::unique_ptr<Engine> fast_;
    std::unique_ptr<Engine> cycle_;
};

TEST(Fidelity, GivesTheSameBitsAndClocks) {
    std::mt19937_64 random(20261125);
    for (int round = 0; round < 1500 && !testing::Test::HasFailure(); ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        RandomNetwork network = random_network(random, 1 + static_cast<std::uint32_t>(random() % 5), 12);
        if (round % 3 == 0) {
            sample_backpropagation(network, random);
        }
        Both both(network, random_hardware(random), random);
        Onlooker onlooker;
        both.watch(random() % 2 == 0 ? &onlooker : nullptr);
        both.run(network, true);
        both.run(network, false);
        both.run(network, true); // what an earlier phase left in the memories does not matter
    }
}

} // namespace
} // namespace edgeloom::test
