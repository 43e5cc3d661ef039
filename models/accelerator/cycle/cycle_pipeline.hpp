// Junction pipelining, clock by clock.
#pragma once

#include "accelerator/cycle/bank.hpp"
#include "accelerator/cycle/junction_unit.hpp"
#include "accelerator/cycle/schedule.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/engine.hpp"
#include "accelerator/hardware.hpp"
#include "accelerator/in_flight.hpp"
#include "accelerator/noise.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// The memories of spec section 4 and the junction units that use them. All units begin a block cycle in the same
/// clock; one that has several junctions works on them one after the other. How long the block cycle takes is what
/// comes out.
class CyclePipeline : public Engine {
public:
    /// @param ends of the edges of every junction of `network`
    CyclePipeline(const Network& network, const Hardware& hardware, std::span<const EdgeEnds> ends);

    void load(std::uint32_t junction, const Parameters& parameters) override;
    [[nodiscard]] Parameters parameters(std::uint32_t junction) const override;
    void begin(const Work& work) override;
    BlockCycle run(const Sample* sample) override;
    void watch(Watcher* watcher) override;
    [[nodiscard]] std::vector<Counters> counters() const override;

private:
    // An input in flight; what is known of its layers lies in the banks.
    struct Flight {
        bool occupied = false;
        std::uint32_t label = 0;
        std::uint32_t eta_shift = 0;
    };
    // Of a layer: a bank serves every `banks.size()`th input.
    struct Layer {
        std::vector<std::unique_ptr<Bank>> activations;
        std::vector<std::unique_ptr<Bank>> derivatives;
        std::vector<std::unique_ptr<Bank>> deltas;
    };

    void build_layer(std::uint32_t layer, std::uint32_t neurons, std::uint32_t memories);
    [[nodiscard]] RightMemories right_memories(std::uint32_t junction) const;
    void enter(const Sample* sample);
    void begin_junction(std::uint32_t junction);
    [[nodiscard]] Schedule scheduled() const;
    void walk();
    [[nodiscard]] BlockLength measured() const;
    [[nodiscard]] std::optional<Classification> classified();

    [[nodiscard]] static Bank* bank(const std::vector<std::unique_ptr<Bank>>& banks, std::uint64_t block_cycle) {
        return banks.empty() ? nullptr : banks[block_cycle % banks.size()].get();
    }

    Network network_;
    Hardware hardware_;
    std::uint32_t depth_;
    numerics::ActivationTable table_;
    Noise output_noise_;
    std::vector<Layer> layers_;                            // 0 to depth
    std::vector<std::unique_ptr<JunctionUnit>> junctions_; // from 0
    std::vector<std::vector<std::uint32_t>> units_;        // the junctions of each
    std::vector<Forward> forward_;
    std::vector<Backward> backward_;
    InFlight<Flight> flights_;
    KnownSchedules known_;
    Watcher* watcher_ = nullptr;
    Work work_;
    std::uint64_t clock_ = 0;  // at which the block cycle in work began
    std::uint64_t inputs_ = 0; // words written to the first layer
};

} // namespace edgeloom::accelerator::cycle
