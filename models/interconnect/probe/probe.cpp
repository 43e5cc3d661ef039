#include "interconnect/probe/probe.hpp"

#include <algorithm>

namespace edgeloom::interconnect {

Probe::Probe(const Crossbar& crossbar, bool timed)
    : crossbar_(crossbar),
      timed_(timed),
      paths_(crossbar.initiators.size() * crossbar.targets.size()),
      strays_(crossbar.initiators.size()),
      bandwidth_(2 * paths_.size()) {
    for (const PortConfig& port : crossbar.initiators) {
        outstanding_.push_back({.done = std::vector<std::uint64_t>(port.outstanding)});
    }
}

void Probe::record(const Journey& journey, bool failed) {
    const Burst& burst = journey.burst;
    const std::size_t way = path(burst.initiator, burst.target);
    if (!paths_[way]) {
        paths_[way] = std::make_unique<TrafficFigures>();
    }
    TrafficFigures& figures = *paths_[way];
    const std::uint64_t latency = journey.done - journey.arrived;
    (burst.write ? figures.writes : figures.reads) += 1;
    (burst.write ? figures.written_bytes : figures.read_bytes) += burst.bytes;
    (burst.write ? figures.write_latency : figures.read_latency).add(latency);
    figures.errors += failed ? 1 : 0;
    figures.longest = std::max(figures.longest, latency);
    figures.service += journey.ready - journey.requested;
    bandwidth_.add(flow(way, burst.write), burst.write ? journey.requested : journey.done, burst.bytes);
    if (timed_) {
        const std::uint64_t queueing = crossbar_.waited_clocks(journey);
        figures.queueing += queueing;
        figures.transfer += latency - queueing - (journey.ready - journey.requested);
        figures.request_channel += crossbar_.request_clocks(burst);
        figures.response_channel += crossbar_.response_clocks(burst);
        figures.data += crossbar_.data_clocks(burst);
        note_outstanding(journey);
    }
}

// Answers come back in the order of the requests: the ones that are still on their way are the last ones.
void Probe::note_outstanding(const Journey& journey) {
    Outstanding& outstanding = outstanding_[journey.burst.initiator];
    const std::size_t most = outstanding.done.size();
    std::uint32_t others = 0;
    while (others + 1 < most && outstanding.done[(outstanding.next + most - 1 - others) % most] > journey.entered) {
        ++others;
    }
    outstanding.peak = std::max(outstanding.peak, others + 1);
    outstanding.done[outstanding.next] = journey.done;
    outstanding.next = (outstanding.next + 1) % most;
}

TrafficFigures Probe::of_initiator(std::size_t initiator) const {
    TrafficFigures sum;
    for (std::size_t target = 0; target < crossbar_.targets.size(); ++target) {
        if (const TrafficFigures* const figures = of_path(initiator, target)) {
            sum += *figures;
        }
    }
    sum.errors += strays_[initiator];
    return sum;
}

TrafficFigures Probe::of_target(std::size_t target) const {
    TrafficFigures sum;
    for (std::size_t initiator = 0; initiator < crossbar_.initiators.size(); ++initiator) {
        if (const TrafficFigures* const figures = of_path(initiator, target)) {
            sum += *figures;
        }
    }
    return sum;
}

std::uint64_t Probe::transactions_to(std::size_t target) const {
    std::uint64_t sum = 0;
    for (std::size_t initiator = 0; initiator < crossbar_.initiators.size(); ++initiator) {
        const TrafficFigures* const figures = of_path(initiator, target);
        sum += figures == nullptr ? 0 : figures->transactions();
    }
    return sum;
}

} // namespace edgeloom::interconnect
