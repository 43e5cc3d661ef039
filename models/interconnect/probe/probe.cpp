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
        outstanding_.push_back({.last = std::vector<Span>(2 * std::size_t{port.outstanding})});
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
        const std::uint64_t queueing = journey.waited_clocks();
        figures.queueing += queueing;
        figures.transfer += latency - queueing - (journey.ready - journey.requested);
        figures.request_channel += burst.request_clocks;
        figures.response_channel += burst.response_clocks;
        figures.data += burst.data_clocks();
        note_outstanding(outstanding_[burst.initiator], journey);
    }
}

void Probe::Outstanding::add(const Journey& journey) {
    last[next] = {journey.entered, journey.done};
    next = next + 1 == last.size() ? 0 : next + 1;
    in_order = journey.entered >= entered && journey.done >= done ? in_order + 1 : 0;
    entered = std::max(entered, journey.entered);
    done = std::max(done, journey.done);
}

// Not more than before are on their way when the burst that was just added enters, as one sees from when one was done.
bool Probe::Outstanding::is_below_peak(const Journey& journey) const {
    if (peak == 0 || in_order <= last.size()) {
        return false;
    }
    const std::size_t back = peak + 1;
    const Span& before = last[next >= back ? next - back : next + last.size() - back];
    return before.done <= journey.entered;
}

// The most bursts are on their way when one of them has just entered.
void Probe::note_outstanding(Outstanding& outstanding, const Journey& journey) {
    const std::uint64_t latest = outstanding.entered;
    outstanding.add(journey);
    if (outstanding.peak == outstanding.last.size() / 2 || outstanding.is_below_peak(journey)) {
        return; // more are not possible, or not so many
    }
    const auto count_at = [&outstanding](std::uint64_t clock) {
        const auto on_its_way = [clock](const Span& span) { return span.entered <= clock && clock < span.done; };
        const auto count = static_cast<std::uint32_t>(std::ranges::count_if(outstanding.last, on_its_way));
        outstanding.peak = std::max(outstanding.peak, count);
    };
    count_at(journey.entered);
    if (journey.entered < latest) { // it was on its way when others entered
        for (const Span& span : outstanding.last) {
            count_at(span.entered);
        }
    }
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
