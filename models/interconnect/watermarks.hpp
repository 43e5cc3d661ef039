// Bursts of one initiator while nobody else's are under way: of every channel it is known until when it is taken.
#pragma once

#include "interconnect/crossbar.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace edgeloom::interconnect {

/// Latencies add up, occupied channels make wait: the times are those of a Fabric. All times are clocks.
class Watermarks {
public:
    explicit Watermarks(Crossbar crossbar)
        : crossbar_(std::move(crossbar)),
          initiators_(crossbar_.initiators.size()),
          targets_(crossbar_.targets.size()) {
        for (const PortConfig& port : crossbar_.initiators) {
            done_.push_back({.clocks = std::vector<std::uint64_t>(port.outstanding)});
        }
    }

    /// Fills in all up to Journey::requested.
    void request(Journey& journey, std::uint64_t arrived) {
        const Burst& burst = journey.burst;
        Channels& initiator = initiators_[burst.initiator];
        Channels& target = targets_[burst.target];
        const Done& done = done_[burst.initiator];
        const std::uint64_t clocks = crossbar_.request_clocks(burst);
        journey.arrived = arrived;
        journey.entered = std::max({arrived, initiator.request_free, done.clocks[done.oldest]});
        initiator.request_free = journey.entered + clocks;
        journey.granted = std::max(journey.entered + crossbar_.head_clocks(burst), target.request_free);
        journey.requested = target.request_free = journey.granted + clocks;
    }
    /// Fills in the rest.
    void answer(Journey& journey, std::uint64_t ready) {
        const Burst& burst = journey.burst;
        Channels& initiator = initiators_[burst.initiator];
        Channels& target = targets_[burst.target];
        const std::uint64_t clocks = crossbar_.response_clocks(burst);
        journey.ready = ready;
        journey.answered = std::max(ready, target.response_free);
        target.response_free = journey.answered + clocks;
        journey.returning = std::max(journey.answered + crossbar_.head_clocks(burst), initiator.response_free);
        journey.done = initiator.response_free = journey.returning + clocks;
        Done& done = done_[burst.initiator];
        done.clocks[done.oldest] = journey.done;
        done.oldest = (done.oldest + 1) % done.clocks.size();
    }
    /// Whatever there was is over by `clock`.
    void restart(std::uint64_t clock) {
        std::ranges::fill(initiators_, Channels{clock, clock});
        std::ranges::fill(targets_, Channels{clock, clock});
        for (Done& done : done_) {
            std::ranges::fill(done.clocks, clock);
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

    Crossbar crossbar_;
    std::vector<Channels> initiators_;
    std::vector<Channels> targets_;
    std::vector<Done> done_; // by initiator
};

} // namespace edgeloom::interconnect
