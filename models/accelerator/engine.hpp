// What works on the network, whatever the fidelity: an input in, a block cycle on.
#pragma once

#include "abi/accelerator.hpp"
#include "accelerator/block_timing.hpp"
#include "accelerator/counters.hpp"
#include "accelerator/network.hpp"
#include "numerics/format.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace edgeloom::accelerator {

namespace cycle {
class Watcher;
}

enum class Cost : std::uint8_t { cross_entropy, quadratic };

/// An input as it enters junction 1.
struct Sample {
    std::vector<numerics::Raw> activations; ///< raw values of the first layer
    std::uint32_t label = 0;
    std::uint32_t eta_shift = 0; ///< travels with the input
};

/// What is known of an input once the last junction has seen it.
struct Classification {
    std::uint32_t label;
    std::uint32_t prediction;
    std::uint32_t margin; ///< of Work::margins; 0 without
};

/// What a phase does with its inputs.
struct Work {
    bool train = false; ///< feedforward, backpropagation and update; otherwise feedforward alone
    std::uint32_t classes = 0;
    Cost cost = Cost::cross_entropy;
    std::uint32_t rounding_seed = 0; ///< of stochastic rounding
    bool margins = false;            ///< classifications have one
    /// Of each junction, see DeltaSample::set_size().
    std::array<std::uint32_t, abi::accelerator::max_junctions> backpropagation_samples{};
};

/// What came of a block cycle.
struct BlockCycle {
    BlockLength length;
    std::optional<Classification> classified; ///< the input that the last junction has seen
};

/// The schedule of spec section 4: the input that enters in block cycle T has its feedforward in junction i (from 1) in
/// T+i-1 and its backpropagation and update there in T+2J-i; every operation sees the weights as they stood at the
/// start of its block cycle. All engines give the same bits and the same clocks.
class Engine {
public:
    Engine() = default;
    virtual ~Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    virtual void load(std::uint32_t junction, const Parameters& parameters) = 0;
    [[nodiscard]] virtual Parameters parameters(std::uint32_t junction) const = 0;

    /// Forgets whatever is in flight.
    virtual void begin(const Work& work) = 0;
    /// One block cycle. `sample`, if any, enters. Throws PortConflict where the model itself is at fault.
    virtual BlockCycle run(const Sample* sample) = 0;

    /// Shows every clock to `watcher` from now on (null: to nobody). Only an engine that goes by clocks has any to
    /// show.
    virtual void watch(cycle::Watcher* /*watcher*/) {}

    /// Of all block cycles so far, by junction.
    [[nodiscard]] virtual std::vector<Counters> counters() const = 0;
};

/// Block cycles without an input until all has drained.
[[nodiscard]] constexpr std::uint32_t latency(std::uint32_t depth, const Work& work) {
    return work.train ? 2 * depth : depth;
}

} // namespace edgeloom::accelerator
