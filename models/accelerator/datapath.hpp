// The network that the accelerator is configured for, its parameters, and the engine that works on it.
#pragma once

#include "accelerator/counters.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/engine.hpp"
#include "accelerator/hardware.hpp"
#include "accelerator/network.hpp"
#include "accelerator/parameter_memory.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace edgeloom::accelerator {

/// Between phases the parameter memory holds what has been learnt, during one the engine.
class Datapath {
public:
    explicit Datapath(const Hardware& hardware) : hardware_(hardware) {}

    /// As after power-on: nothing is configured.
    void reset();
    /// A network that was checked. Its parameters are zero, its counters too.
    void configure(Network network);
    /// What was checked holds no longer: there is no network to work on before the next configure().
    void invalidate() { network_.reset(); }

    [[nodiscard]] const std::optional<Network>& network() const { return network_; }
    [[nodiscard]] ParameterMemory& memory() { return memory_; }
    /// Clocks of a block cycle without stalls; 0 without a network.
    [[nodiscard]] std::uint32_t block_clocks() const;
    /// What the patterns cost in every block cycle, by junction; empty before the first phase.
    [[nodiscard]] const std::vector<JunctionStalls>& stalls() const { return stalls_; }
    /// What every junction did since configure(); empty before.
    [[nodiscard]] std::vector<Counters> counters() const;

    /// A phase begins: builds the engine where pattern words were written, and gives it the parameters. Says what is
    /// wrong with the pattern words.
    [[nodiscard]] std::optional<Fault> begin(const Work& work);
    /// See Engine::run().
    BlockCycle run(const Sample* sample) { return engine_->run(sample); }
    /// Copies what has been learnt into the parameter memory.
    void store();

    /// Null: nobody.
    void watch(cycle::Watcher* watcher);

private:
    [[nodiscard]] std::variant<std::vector<EdgeEnds>, Fault> edges() const;
    [[nodiscard]] std::optional<Fault> build_engine();

    Hardware hardware_;
    std::optional<Network> network_;
    ParameterMemory memory_;
    std::unique_ptr<Engine> engine_; // for the pattern words of the last phase
    std::vector<JunctionStalls> stalls_;
    std::vector<Counters> counted_; // by earlier engines, with other patterns
    cycle::Watcher* watcher_ = nullptr;
};

} // namespace edgeloom::accelerator
