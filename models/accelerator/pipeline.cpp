#include "accelerator/pipeline.hpp"

#include "accelerator/learning.hpp"
#include "accelerator/neuron_kernels.hpp"

#include <optional>

namespace edgeloom::accelerator {

Pipeline::Pipeline(const Network& network, std::vector<Junction> junctions, std::vector<JunctionFacts> facts,
                   std::vector<DeltaSample> samples, const Lengths& lengths)
    : depth_(network.depth()),
      format_(network.format),
      table_(network.format, network.activation),
      output_noise_(output_noise_of(network)),
      junctions_(std::move(junctions)),
      facts_(std::move(facts)),
      samples_(std::move(samples)),
      tallies_(depth_),
      lengths_(lengths),
      flights_(depth_) {
    for (Flight& flight : flights_.all()) {
        flight.activations.resize(depth_ + 1);
        flight.derivatives.resize(depth_ + 1);
        flight.deltas.resize(depth_ + 1);
        for (std::uint32_t layer = 1; layer <= depth_; ++layer) {
            const std::uint32_t neurons = network.junctions[layer - 1].shape.right;
            flight.activations[layer].resize(neurons);
            flight.derivatives[layer].resize(neurons);
            flight.deltas[layer].resize(neurons);
        }
    }
}

void Pipeline::begin(const Work& work) {
    work_ = work;
    output_noise_.seed(work.rounding_seed);
    for (Junction& junction : junctions_) {
        junction.seed(work.rounding_seed);
    }
    for (std::uint32_t j = 0; j < depth_; ++j) {
        samples_[j].set_size(work.backpropagation_samples[j]);
    }
    for (Flight& flight : flights_.all()) {
        flight.occupied = false;
    }
}

void Pipeline::enter(const Sample* sample) {
    Flight& flight = flights_.enter();
    flight.occupied = sample != nullptr;
    if (sample != nullptr) {
        flight.label = sample->label;
        flight.eta_shift = sample->eta_shift;
        flight.activations[0] = sample->activations;
    }
}

BlockCycle Pipeline::run(const Sample* sample) {
    enter(sample);
    const BlockLength& length = work_.train ? lengths_.training : lengths_.inference;
    tally(length);
    for (std::uint32_t junction = 1; junction <= depth_; ++junction) {
        work(junction);
    }
    const Flight& last = flights_.fed(depth_);
    if (!last.occupied) {
        return {length, std::nullopt};
    }
    if (work_.train) {
        begin_backpropagation(flights_.fed(depth_));
    }
    return {length, classification(last.label, last.activations.back(), work_)};
}

// What junctions leave for each other is of different inputs: their order within a block cycle does not matter.
void Pipeline::work(std::uint32_t junction) {
    Flight& fed = flights_.fed(junction);
    Flight& learnt = flights_.learnt(junction);
    const bool learns = work_.train && learnt.occupied;
    std::optional<Feed> feed;
    std::optional<Lesson> lesson;
    if (fed.occupied) {
        sums_.resize(fed.activations[junction].size());
        feed = {.left = {flights_.fed_at(junction), fed.activations[junction - 1]}, .sums = sums_};
    }
    if (learns) {
        lesson = {.left = {flights_.learnt_at(junction), learnt.activations[junction - 1]},
                  .right_deltas = learnt.deltas[junction],
                  .eta_shift = learnt.eta_shift,
                  .left_derivatives = learnt.derivatives[junction - 1],
                  .left_deltas = learnt.deltas[junction - 1],
                  .sampled_deltas = sampled(junction, learnt.deltas[junction])};
    }
    if (feed || lesson) {
        junctions_[junction - 1].work(feed ? &*feed : nullptr, lesson ? &*lesson : nullptr);
    }
    if (feed) {
        kernels::activate(table_, sums_, fed.activations[junction], fed.derivatives[junction]);
    }
}

// None where all take part, or where nothing is backpropagated.
std::span<const numerics::Raw> Pipeline::sampled(std::uint32_t junction, std::span<const numerics::Raw> deltas) {
    DeltaSample& sample = samples_[junction - 1];
    if (junction == 1 || sample.takes_all()) {
        return {};
    }
    sample.choose(deltas);
    tallies_[junction - 1].spared_edges += facts_[junction - 1].shape.edges - sample.edges();
    return sample.deltas();
}

void Pipeline::tally(const BlockLength& length) {
    for (std::uint32_t junction = 1; junction <= depth_; ++junction) {
        Tally& tally = tallies_[junction - 1];
        const bool fed = flights_.fed(junction).occupied;
        const bool learnt = work_.train && flights_.learnt(junction).occupied;
        tally.fed += fed ? 1 : 0;
        tally.fed_in_training += fed && work_.train ? 1 : 0;
        tally.learnt += learnt ? 1 : 0;
        tally.worked += fed || learnt ? 1 : 0;
        tally.all += 1;
        tally.in_training += work_.train ? 1 : 0;
        tally.clocks += length.clocks();
    }
}

std::vector<Counters> Pipeline::counters() const {
    std::vector<Counters> list = count(facts_, tallies_);
    for (std::size_t j = 0; j < list.size(); ++j) {
        const Parameters parameters = junctions_[j].parameters();
        count_values(junctions_[j].values(), parameters.weights, parameters.biases, list[j]);
    }
    return list;
}

void Pipeline::begin_backpropagation(Flight& flight) {
    output_noise_.draw();
    for (std::uint32_t neuron = 0; neuron < flight.deltas[depth_].size(); ++neuron) {
        flight.deltas[depth_][neuron] = static_cast<numerics::Raw>(
            output_delta(format_, work_.cost, neuron == flight.label, flight.activations[depth_][neuron],
                         flight.derivatives[depth_][neuron], output_noise_[neuron]));
    }
}

} // namespace edgeloom::accelerator
