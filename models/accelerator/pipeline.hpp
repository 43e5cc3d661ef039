// Junction pipelining: every junction does feedforward, backpropagation and update at once, on different inputs.
#pragma once

#include "accelerator/junction.hpp"
#include "accelerator/network.hpp"
#include "numerics/activation_table.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

enum class Cost : std::uint8_t { cross_entropy, quadratic };

/// An input as it enters junction 1.
struct Sample {
    std::vector<std::int32_t> activations; ///< raw values of the first layer
    std::uint32_t label = 0;
    std::uint32_t eta_shift = 0; ///< travels with the input
};

/// What is known of an input once the last junction has seen it.
struct Classification {
    std::uint32_t label;
    std::uint32_t prediction;
};

/// The schedule of spec section 4, a block cycle at a time. The input that enters in block cycle T has its
/// feedforward in junction i (from 1) in T+i-1 and its backpropagation and update there in T+2J-i; every operation
/// sees the weights as they stood at the start of its block cycle.
class Pipeline {
public:
    /// @param junctions one per junction of `network`
    Pipeline(const Network& network, std::vector<Junction> junctions);

    [[nodiscard]] std::span<Junction> junctions() { return junctions_; }
    [[nodiscard]] std::span<const Junction> junctions() const { return junctions_; }

    /// Forgets whatever is in flight.
    void clear();

    /// One block cycle of training. `sample`, if any, enters; returns what the last junction classified.
    std::optional<Classification> train(const Sample* sample, std::uint32_t classes, Cost cost);
    /// One block cycle of inference: feedforward alone.
    std::optional<Classification> infer(const Sample* sample, std::uint32_t classes);

    /// Block cycles without an input until all has drained.
    [[nodiscard]] std::uint32_t training_latency() const { return 2 * depth_; }
    [[nodiscard]] std::uint32_t inference_latency() const { return depth_; }

private:
    // An input in flight: what the memory banks of spec section 4 hold of it. Layer 0 is the input layer.
    struct Flight {
        bool occupied = false;
        std::uint32_t label = 0;
        std::uint32_t eta_shift = 0;
        std::vector<std::vector<std::int32_t>> activations; // of layers 0..J
        std::vector<std::vector<std::int32_t>> derivatives; // of layers 1..J
        std::vector<std::vector<std::int32_t>> deltas;      // of layers 1..J
    };

    [[nodiscard]] Flight& entered(std::uint32_t block_cycles_ago);
    void enter(const Sample* sample);
    std::optional<Classification> feedforward(std::uint32_t classes);
    void feedforward(std::uint32_t junction, Flight& flight);
    void backpropagate_and_update(std::uint32_t junction, Flight& flight);
    void output_delta(Flight& flight, Cost cost) const;
    [[nodiscard]] static std::uint32_t prediction(const Flight& flight, std::uint32_t classes);

    std::uint32_t depth_;
    numerics::Format format_;
    numerics::ActivationTable table_;
    std::vector<Junction> junctions_;
    std::vector<Flight> flights_; // ring by block cycle of entry
    std::uint32_t newest_ = 0;
};

} // namespace edgeloom::accelerator
