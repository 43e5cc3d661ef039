// Bursts of one initiator while nobody else's are under way: of every channel it is known until when it is taken.
#pragma once

#include "interconnect/crossbar.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::interconnect {

/// Latencies add up, occupied channels make wait: the times are those of a Fabric. All times are clocks.
class Watermarks {
public:
    explicit Watermarks(const Crossbar& crossbar)
        : initiators_(crossbar.initiators.size()),
          targets_(crossbar.targets.size()) {
        for (const PortConfig& port : crossbar.initiators) {
            done_.push_back({.clocks = std::vector<std::uint64_t>(port.outstanding)});
        }
    }

    /// Fills in all up to Journey::requested.
    void request(Journey& journey, std::uint64_t arrived) {
        const Burst& burst = journey.burst;
        const std::uint64_t clocks = burst.request_clocks;
        journey.arrived = arrived;
        journey.entered = entered(burst, arrived);
        journey.granted = granted(burst, journey.entered);
        journey.requested = journey.granted + clocks;
        initiators_[burst.initiator].request_free = journey.entered + clocks;
        targets_[burst.target].request_free = journey.requested;
    }
    /// What that would be.
    [[nodiscard]] std::uint64_t requested(const Burst& burst, std::uint64_t arrived) const {
        return granted(burst, entered(burst, arrived)) + burst.request_clocks;
    }
    /// Fills in the rest.
    void answer(Journey& journey, std::uint64_t ready) {
        const Burst& burst = journey.burst;
        Channels& initiator = initiators_[burst.initiator];
        Channels& target = targets_[burst.target];
        const std::uint64_t clocks = burst.response_clocks;
        journey.ready = ready;
        journey.answered = std::max(ready, target.response_free);
        target.response_free = journey.answered + clocks;
        journey.returning = std::max(journey.answered + burst.head_clocks, initiator.response_free);
        journey.done = initiator.response_free = journey.returning + clocks;
        note_done(journey);
    }
    /// It turns out to be ready later. What was answered since stays as it was.
    void delay(Journey& journey, std::uint64_t ready) {
        const Burst& burst = journey.burst;
        Channels& initiator = initiators_[burst.initiator];
        Channels& target = targets_[burst.target];
        const std::uint64_t clocks = burst.response_clocks;
        const std::uint64_t foretold = journey.done;
        journey.ready = ready;
        journey.answered = std::max(ready, journey.answered);
        journey.returning = std::max(journey.answered + burst.head_clocks, journey.returning);
        journey.done = journey.returning + clocks;
        target.response_free = std::max(target.response_free, journey.answered + clocks);
        initiator.response_free = std::max(initiator.response_free, journey.done);
        std::ranges::replace(done_[burst.initiator].clocks, foretold, journey.done);
    }
    /// Whatever there was is over by `clock`, but for `bursts`, which are under way, in the order of issue.
    void restart(std::uint64_t clock, std::span<const Journey> bursts = {}) {
        std::ranges::fill(initiators_, Channels{clock, clock});
        std::ranges::fill(targets_, Channels{clock, clock});
        for (Done& done : done_) {
            std::ranges::fill(done.clocks, clock);
        }
        for (const Journey& journey : bursts) {
            const Burst& burst = journey.burst;
            initiators_[burst.initiator] = {journey.entered + burst.request_clocks, journey.done};
            targets_[burst.target] = {journey.requested, journey.answered + burst.response_clocks};
            note_done(journey);
        }
    }

private:
    // Clocks from which on a port's channels are free.
    struct Channels {
        std::uint64_t request_free = 0;
        std::uint64_t response_free = 0;
    };
    // When the last bursts of an initiator were done: as many as it may have outstanding.
    struct Done {
        std::vector<std::uint64_t> clocks;
        std::size_t oldest = 0;
    };

    [[nodiscard]] std::uint64_t entered(const Burst& burst, std::uint64_t arrived) const {
        const Done& done = done_[burst.initiator];
        return std::max({arrived, initiators_[burst.initiator].request_free, done.clocks[done.oldest]});
    }
    [[nodiscard]] std::uint64_t granted(const Burst& burst, std::uint64_t entered) const {
        return std::max(entered + burst.head_clocks, targets_[burst.target].request_free);
    }
    void note_done(const Journey& journey) {
        Done& done = done_[journey.burst.initiator];
        done.clocks[done.oldest] = journey.done;
        done.oldest = (done.oldest + 1) % done.clocks.size();
    }

    std::vector<Channels> initiators_;
    std::vector<Channels> targets_;
    std::vector<Done> done_; // by initiator
};

} // namespace edgeloom::interconnect
