#include "accelerator/tally.hpp"

namespace edgeloom::accelerator {

using abi::accelerator::Counter;

namespace {

// All but the memories that neighbours share. Deltas, and so hazards, there are in training alone.
Counters own_counters(const JunctionFacts& facts, const Tally& tally, bool first) {
    const std::uint64_t edges = facts.shape.edges;
    const std::uint64_t right = facts.shape.right;
    const std::uint64_t rows = facts.shape.clocks();
    const std::uint64_t learnt_deltas = first ? 0 : tally.learnt;
    Counters counters;
    const std::uint64_t fed_stalled = tally.fed * facts.stalls.clash + tally.fed_in_training * facts.stalls.hazard;
    counters[Counter::feedforward_active] = tally.fed * rows;
    counters[Counter::feedforward_stalled] = fed_stalled;
    counters[Counter::feedforward_idle] = tally.clocks - tally.fed * rows - fed_stalled;
    counters[Counter::feedforward_multiplies] = counters[Counter::feedforward_adds] = tally.fed * edges;
    counters[Counter::feedforward_lookups] = tally.fed * right;
    const std::uint64_t stalled = facts.stalls.clash + std::uint64_t{facts.stalls.hazard};
    counters[Counter::backpropagation_active] = learnt_deltas * rows;
    counters[Counter::backpropagation_stalled] = learnt_deltas * stalled;
    counters[Counter::backpropagation_idle] = tally.clocks - learnt_deltas * (rows + stalled);
    const std::uint64_t terms = learnt_deltas * edges - tally.spared_edges;
    counters[Counter::backpropagation_multiplies] = 2 * terms;
    counters[Counter::backpropagation_adds] = terms;
    counters[Counter::update_active] = tally.learnt * rows;
    counters[Counter::update_stalled] = tally.learnt * stalled;
    counters[Counter::update_idle] = tally.clocks - tally.learnt * (rows + stalled);
    counters[Counter::update_multiplies] = tally.learnt * edges;
    counters[Counter::update_adds] = tally.learnt * (edges + right);
    counters[Counter::clash_clocks] = tally.all * facts.stalls.clash;
    counters[Counter::hazard_clocks] = tally.in_training * facts.stalls.hazard;
    counters[Counter::delta_forwards] = learnt_deltas * facts.stalls.forwards;
    counters[Counter::weight_reads] = tally.worked * edges;
    counters[Counter::weight_writes] = tally.learnt * edges;
    counters[Counter::bias_reads] = tally.worked * facts.connected;
    counters[Counter::bias_writes] = tally.learnt * facts.connected;
    return counters;
}

} // namespace

std::vector<Counters> count(std::span<const JunctionFacts> facts, std::span<const Tally> tallies) {
    std::vector<Counters> counters;
    counters.reserve(facts.size());
    for (std::size_t j = 0; j < facts.size(); ++j) {
        counters.push_back(own_counters(facts[j], tallies[j], j == 0));
        const std::uint64_t edges = facts[j].shape.edges;
        const bool last = j + 1 == facts.size();
        counters[j][Counter::activation_reads] = (tallies[j].fed + tallies[j].learnt) * edges;
        counters[j][Counter::delta_reads] = tallies[j].learnt * facts[j].connected;
        if (j == 0) {
            counters[j][Counter::activation_writes] = tallies[j].fed * facts[j].shape.left;
        } else {
            counters[j][Counter::activation_writes] = tallies[j - 1].fed * facts[j - 1].connected;
            counters[j][Counter::derivative_reads] = tallies[j].learnt * edges;
            counters[j][Counter::derivative_writes] = tallies[j - 1].fed_in_training * facts[j - 1].connected;
        }
        if (last) {
            counters[j][Counter::delta_writes] = tallies[j].fed_in_training * facts[j].connected;
        } else {
            const std::uint64_t accumulated = tallies[j + 1].learnt * facts[j + 1].shape.edges;
            counters[j][Counter::delta_reads] += accumulated;
            counters[j][Counter::delta_writes] = accumulated + tallies[j].learnt * facts[j].connected;
        }
    }
    return counters;
}

} // namespace edgeloom::accelerator
