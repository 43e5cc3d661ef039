#include "interconnect/loosely_timed.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::interconnect {

LooselyTimed::LooselyTimed(Crossbar crossbar)
    : crossbar_(std::move(crossbar)),
      initiators_(crossbar_.initiators.size()),
      targets_(crossbar_.targets.size()) {
    for (const PortConfig& port : crossbar_.initiators) {
        outstanding_.push_back({.done = std::vector<std::uint64_t>(port.outstanding)});
    }
}

sc_core::sc_time LooselyTimed::request(Journey& journey, const sc_core::sc_time& arrival) {
    const Burst& burst = journey.burst;
    Channels& initiator = initiators_[burst.initiator];
    Channels& target = targets_[burst.target];
    const Outstanding& outstanding = outstanding_[burst.initiator];
    const std::uint64_t clocks = crossbar_.request_clocks(burst);
    journey.arrived = crossbar_.grid.edge_from(arrival);
    journey.entered = std::max({journey.arrived, initiator.request_free, outstanding.done[outstanding.oldest]});
    initiator.request_free = journey.entered + clocks;
    journey.granted = std::max(journey.entered + crossbar_.head_clocks(burst), target.request_free);
    target.request_free = journey.granted + clocks;
    journey.requested = journey.granted + clocks;
    return crossbar_.grid.at(journey.requested);
}

sc_core::sc_time LooselyTimed::answer(Journey& journey, const sc_core::sc_time& ready) {
    const Burst& burst = journey.burst;
    Channels& initiator = initiators_[burst.initiator];
    Channels& target = targets_[burst.target];
    Outstanding& outstanding = outstanding_[burst.initiator];
    const std::uint64_t clocks = crossbar_.response_clocks(burst);
    journey.ready = crossbar_.grid.edge_from(ready);
    journey.answered = std::max(journey.ready, target.response_free);
    target.response_free = journey.answered + clocks;
    journey.returning = std::max(journey.answered + crossbar_.head_clocks(burst), initiator.response_free);
    initiator.response_free = journey.returning + clocks;
    journey.done = journey.returning + clocks;
    outstanding.done[outstanding.oldest] = journey.done;
    outstanding.oldest = (outstanding.oldest + 1) % outstanding.done.size();
    return crossbar_.grid.at(journey.done);
}

} // namespace edgeloom::interconnect
