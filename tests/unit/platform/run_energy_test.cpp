// What a run has taken in energy, by its counters.
#include "accelerator/tally.hpp"
#include "platform/energy/energy_shares.hpp"
#include "platform/energy/run_energy.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace edgeloom::platform {
namespace {

using accelerator::Counters;
using accelerator::Tally;

constexpr std::uint32_t features = 784;
constexpr double block_cycle_ns = 340;

const CostTable& costs() {
    static const CostTable table({}, {});
    return table;
}

Configuration configuration() {
    Configuration given;
    given.network.layers = {1024, 64, 32};
    given.network.fan_out = {4, 16};
    return given;
}

accelerator::Network network() {
    return {.format = {12, 3},
            .junctions = {{.shape = {1024, 64, 4096, 128}}, {.shape = {64, 32, 1024, 32}, .unit = 1}}};
}

std::vector<Counters> count(const Tally& tally) {
    std::vector<accelerator::JunctionFacts> facts;
    for (const accelerator::MappedJunction& junction : network().junctions) {
        facts.push_back({.shape = junction.shape, .connected = junction.shape.right, .stalls = {}});
    }
    return accelerator::count(facts, std::vector(facts.size(), tally));
}

RunEnergy run(const std::vector<Counters>& counters, std::uint64_t block_cycles) {
    return energy_of_run(configuration(), costs(),
                         {.network = network(),
                          .counters = counters,
                          .features = features,
                          .nanoseconds = 1e6,
                          .nanoseconds_of_phases = static_cast<double>(block_cycles) * block_cycle_ns});
}

void expect_same(const Energy& energy, const Energy& closed_form, std::uint64_t inputs) {
    ASSERT_EQ(energy.items.size(), closed_form.items.size());
    for (std::size_t i = 0; i < energy.items.size(); ++i) {
        EXPECT_EQ(energy.items[i].name, closed_form.items[i].name);
        EXPECT_EQ(energy.items[i].junction, closed_form.items[i].junction);
        EXPECT_EQ(energy.items[i].reads, inputs * closed_form.items[i].reads) << energy.items[i].name;
        EXPECT_EQ(energy.items[i].writes, inputs * closed_form.items[i].writes) << energy.items[i].name;
    }
    EXPECT_EQ(energy.dram_bits, inputs * closed_form.dram_bits);
    EXPECT_DOUBLE_EQ(energy.picojoules(), static_cast<double>(inputs) * closed_form.picojoules());
}

// While the pipeline is full, whatever is classified besides.
RC_GTEST_PROP(RunEnergy, OfATrainingInputIsThatOfTheClosedForm, ()) {
    const auto learnt = *rc::gen::inRange<std::uint64_t>(1, 100'000);
    const auto classified = *rc::gen::inRange<std::uint64_t>(0, 100'000);
    const std::uint64_t all = learnt + classified;
    const RunEnergy energy = run(count({.fed = all,
                                        .fed_in_training = learnt,
                                        .learnt = learnt,
                                        .worked = all,
                                        .all = all,
                                        .in_training = learnt,
                                        .clocks = 34 * all}),
                                 learnt);
    RC_ASSERT(energy.trained);
    RC_ASSERT(energy.inputs == learnt);
    const Energy closed_form = energy_of_input(configuration(), mapped(network()), costs(), features, 34);
    expect_same(energy.phases, closed_form, learnt);
    RC_ASSERT(energy.all.dram_bits == all * features * 8);
    RC_ASSERT(energy.all.nanoseconds == 1e6);
}

TEST(RunEnergy, OfARunThatOnlyClassifiesIsByWhatItClassified) {
    const RunEnergy energy =
        run(count({.fed = 10, .fed_in_training = 0, .learnt = 0, .worked = 10, .all = 10, .clocks = 340}), 10);
    EXPECT_FALSE(energy.trained);
    EXPECT_EQ(energy.inputs, 10U);
    const EnergyShares shares = shares_of(energy.phases, 10);
    EXPECT_EQ(shares.update, 0);
    EXPECT_EQ(shares.backpropagation, 0);
    EXPECT_NEAR(shares.sum(), energy.per_input_picojoules() / 1000, 1e-9);
    for (const EnergyItem& item : energy.phases.items) {
        EXPECT_TRUE(item.name != "weights" ||
                    (item.reads == 10 * (item.junction == 0 ? 4096U : 1024U) && item.writes == 0));
    }
}

// Their biases are neither read nor written.
TEST(RunEnergy, KnowsNeuronsWithoutEdges) {
    constexpr std::uint32_t connected = 60;
    const auto junctions = network().junctions;
    const std::vector<accelerator::JunctionFacts> facts{
        {.shape = junctions[0].shape, .connected = connected, .stalls = {}},
        {.shape = junctions[1].shape, .connected = junctions[1].shape.right, .stalls = {}}};
    const Tally tally{
        .fed = 30, .fed_in_training = 10, .learnt = 10, .worked = 30, .all = 30, .in_training = 10, .clocks = 0};
    const RunEnergy energy = run(accelerator::count(facts, std::vector(2, tally)), 10);
    for (const EnergyItem& item : energy.phases.items) {
        EXPECT_TRUE(item.name != "biases" || item.junction != 0 || item.reads == std::uint64_t{10} * connected);
    }
}

TEST(RunEnergy, OfNothingIsNothing) {
    const RunEnergy energy = run(std::vector<Counters>(2), 0);
    EXPECT_FALSE(energy.trained);
    EXPECT_EQ(energy.per_input_picojoules(), 0);
}

} // namespace
} // namespace edgeloom::platform
