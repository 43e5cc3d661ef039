// The accelerator's schedule on the hart.
#pragma once

#include "abi/job.hpp"
#include "numerics/activation_rule.hpp"
#include "runtime/heap.hpp"
#include "soft/junction.hpp"
#include "training/network_setup.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace edgeloom::firmware::soft {

/// Block cycle by block cycle what the accelerator computes (spec section 4): the input that enters in block cycle T
/// has its feedforward in junction i (from 1) in T+i-1 and its backpropagation and update there in T+2J-i; every
/// operation sees the weights as they stood at the start of its block cycle. The hart does one after the other what the
/// accelerator does at once, to the same bits.
class Pipeline {
public:
    /// Takes the network out of the accelerator, into which `network` has brought it.
    Pipeline(const abi::Job& job, const NetworkSetup& network, const Accelerator& accelerator, Heap& heap);
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Writes weights and biases back into the accelerator.
    void store(const Accelerator& accelerator) const;

    /// A phase begins. `seed`: of stochastic rounding.
    void seed(std::uint32_t seed);
    /// One block cycle of training. The packet, if any, enters with learning rate 2^-eta_shift. Returns whether the
    /// input that left the last junction, if any, was classified as labelled.
    std::optional<bool> train(const abi::accelerator::PacketHeader* packet, std::uint32_t eta_shift);
    /// Takes the packet through all junctions. Returns whether it is classified as labelled. Nothing may be in flight.
    [[nodiscard]] bool classify(const abi::accelerator::PacketHeader& packet);
    /// Block cycles of training without an input until all has drained.
    [[nodiscard]] std::uint32_t latency() const { return 2 * depth_; }

private:
    static constexpr std::uint32_t max_layers = abi::accelerator::max_junctions + 1;

    struct Layer {
        Values activations;
        Values derivatives;
        Values deltas;
    };
    // An input in flight.
    struct Flight {
        bool occupied;
        std::uint32_t label;
        std::uint32_t eta_shift;
        std::array<Layer, max_layers> layers; // from the input layer on, which has activations alone
    };

    [[nodiscard]] Flight& entered(std::uint32_t block_cycles_ago);
    void enter(Flight& flight, const abi::accelerator::PacketHeader& packet) const;
    void feedforward(std::uint32_t junction, Flight& flight);
    void backpropagate_and_update(std::uint32_t junction, Flight& flight);
    void output_delta(Flight& flight);
    [[nodiscard]] bool as_labelled(const Flight& flight) const;

    const abi::Job& job_;
    std::uint32_t depth_; // J
    numerics::Format format_;
    numerics::Multiplier mul_;
    numerics::ActivationRule activation_;
    std::span<numerics::ActivationEntry> table_;
    std::array<Junction, abi::accelerator::max_junctions> junctions_;
    numerics::Noise<NoiseWords> output_noise_;
    std::span<Flight> flights_; // ring by block cycle of entry
    std::uint32_t newest_ = 0;
};

} // namespace edgeloom::firmware::soft
