// Junction pipelining: every junction does feedforward, backpropagation and update at once, on different inputs.
#pragma once

#include "accelerator/delta_sample.hpp"
#include "accelerator/engine.hpp"
#include "accelerator/in_flight.hpp"
#include "accelerator/junction.hpp"
#include "accelerator/network.hpp"
#include "accelerator/noise.hpp"
#include "accelerator/tally.hpp"
#include "numerics/activation_table.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Works a block cycle at a time: what every operation gives, without the clocks that it takes them from.
class Pipeline : public Engine {
public:
    /// What a pattern makes a block cycle last.
    struct Lengths {
        BlockLength training;
        BlockLength inference;
    };

    /// @param junctions, facts, samples one per junction of `network`
    Pipeline(const Network& network, std::vector<Junction> junctions, std::vector<JunctionFacts> facts,
             std::vector<DeltaSample> samples, const Lengths& lengths);

    void load(std::uint32_t junction, const Parameters& parameters) override { junctions_[junction].load(parameters); }
    [[nodiscard]] Parameters parameters(std::uint32_t junction) const override {
        return junctions_[junction].parameters();
    }
    void begin(const Work& work) override;
    BlockCycle run(const Sample* sample) override;
    [[nodiscard]] std::vector<Counters> counters() const override;

private:
    // An input in flight: what the memory banks of spec section 4 hold of it. Layer 0 is the input layer.
    struct Flight {
        bool occupied = false;
        std::uint32_t label = 0;
        std::uint32_t eta_shift = 0;
        std::vector<std::vector<numerics::Raw>> activations; // of layers 0..J
        std::vector<std::vector<numerics::Raw>> derivatives; // of layers 1..J
        std::vector<std::vector<numerics::Raw>> deltas;      // of layers 1..J
    };

    void enter(const Sample* sample);
    void tally(const BlockLength& length);
    void work(std::uint32_t junction);
    [[nodiscard]] std::span<const numerics::Raw> sampled(std::uint32_t junction, std::span<const numerics::Raw> deltas);
    void begin_backpropagation(Flight& flight);

    std::uint32_t depth_;
    numerics::Format format_;
    numerics::ActivationTable table_;
    Noise output_noise_;
    std::vector<Junction> junctions_;
    std::vector<JunctionFacts> facts_;
    std::vector<DeltaSample> samples_;
    std::vector<Tally> tallies_;
    Lengths lengths_;
    Work work_;
    InFlight<Flight> flights_;
    std::vector<std::int32_t> sums_; // of the layer in work
};

} // namespace edgeloom::accelerator
