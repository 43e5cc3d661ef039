#include "platform/trace/bus_timeline.hpp"

#include <boost/format.hpp>

#include <limits>
#include <utility>

namespace edgeloom::platform {

using interconnect::Journey;

namespace {

constexpr std::uint64_t window_clocks = 128; // over which bandwidth is averaged

std::uint32_t requests_row(std::size_t port) {
    return static_cast<std::uint32_t>(2 * port + 1);
}
std::uint32_t answers_row(std::size_t port) {
    return static_cast<std::uint32_t>(2 * port + 2);
}

} // namespace

BusTimeline::BusTimeline(Timeline& timeline, std::uint32_t group, const Interconnect& interconnect)
    : timeline_(timeline),
      initiators_group_(group),
      targets_group_(group + 1),
      interconnect_(interconnect),
      timed_(interconnect.config().kind != Interconnect::Kind::untimed),
      curves_(interconnect.config().initiators.size()) {
    timeline_.name_group(initiators_group_, "bus: initiators");
    timeline_.name_group(targets_group_, "bus: targets");
    const Interconnect::Config& config = interconnect.config();
    for (std::size_t i = 0; i < config.initiators.size(); ++i) {
        timeline_.name_track({initiators_group_, requests_row(i)}, config.initiators[i].name + " requests");
        timeline_.name_track({initiators_group_, answers_row(i)}, config.initiators[i].name + " gets answers");
    }
    for (std::size_t t = 0; t < config.targets.size(); ++t) {
        const std::string name(config.targets[t].region.name);
        timeline_.name_track({targets_group_, requests_row(t)}, name + " gets requests");
        timeline_.name_track({targets_group_, answers_row(t)}, name + " answers");
    }
}

void BusTimeline::burst(std::uint64_t number, const Journey& journey, std::uint64_t address, bool failed) {
    draw_channels(number, journey, address, failed);
    const std::size_t initiator = journey.burst.initiator;
    InitiatorCurves& curves = curves_[initiator];
    draw_outstanding(initiator, journey.entered);
    curves.done.push_back(journey.done);
    timeline_.counter(initiators_group_, interconnect_.config().initiators[initiator].name + " outstanding",
                      time(journey.entered), static_cast<double>(curves.done.size()));
    draw_bandwidth(initiator, journey.done / window_clocks);
    curves.bytes += journey.burst.bytes;
}

void BusTimeline::draw_channels(std::uint64_t number, const Journey& journey, std::uint64_t address, bool failed) {
    const interconnect::Burst& burst = journey.burst;
    const std::string name =
        (boost::format("%s %d B at 0x%08x") % (burst.write ? "write" : "read") % burst.bytes % address).str();
    const std::uint64_t request = timed_ ? interconnect_.crossbar().request_clocks(burst) : 0;
    const std::uint64_t response = timed_ ? interconnect_.crossbar().response_clocks(burst) : 0;
    const Interconnect::Config& config = interconnect_.config();
    const std::string& initiator = config.initiators[burst.initiator].name;
    const std::string target(config.targets[burst.target].region.name);
    const auto draw = [&](const Timeline::Track& track, std::uint64_t begin, std::uint64_t clocks,
                          Timeline::Step step) {
        timeline_.slice(track, name, time(begin), time(clocks),
                        {{"transaction", number}, {"initiator", initiator}, {"target", target}, {"failed", failed}});
        timeline_.flow(track, number, step, time(begin));
    };
    draw({initiators_group_, requests_row(burst.initiator)}, journey.entered, request, Timeline::Step::first);
    draw({targets_group_, requests_row(burst.target)}, journey.granted, request, Timeline::Step::middle);
    draw({targets_group_, answers_row(burst.target)}, journey.answered, response, Timeline::Step::middle);
    draw({initiators_group_, answers_row(burst.initiator)}, journey.returning, response, Timeline::Step::last);
    if (journey.ready > journey.requested) {
        timeline_.span(targets_group_, target + " at work", number, time(journey.requested), time(journey.ready));
    }
}

// How the number of bursts on their way fell, up to a clock.
void BusTimeline::draw_outstanding(std::size_t initiator, std::uint64_t until) {
    std::deque<std::uint64_t>& done = curves_[initiator].done;
    while (!done.empty() && done.front() <= until) {
        const std::uint64_t clock = done.front();
        done.pop_front();
        timeline_.counter(initiators_group_, interconnect_.config().initiators[initiator].name + " outstanding",
                          time(clock), static_cast<double>(done.size()));
    }
}

// Answers of an initiator come in order: what moved before `window` is known.
void BusTimeline::draw_bandwidth(std::size_t initiator, std::uint64_t window) {
    InitiatorCurves& curves = curves_[initiator];
    if (window == curves.window) {
        return;
    }
    const std::string name = interconnect_.config().initiators[initiator].name + " MB/s";
    const auto draw = [&](std::uint64_t at, std::uint64_t bytes) {
        constexpr double million = 1e6;
        timeline_.counter(initiators_group_, name, time(at * window_clocks),
                          static_cast<double>(bytes) / time(window_clocks).to_seconds() / million);
    };
    draw(curves.window, curves.bytes);
    if (window > curves.window + 1) {
        draw(curves.window + 1, 0);
    }
    curves.window = window;
    curves.bytes = 0;
}

void BusTimeline::finish() {
    for (std::size_t initiator = 0; initiator < curves_.size(); ++initiator) {
        draw_outstanding(initiator, std::numeric_limits<std::uint64_t>::max());
        draw_bandwidth(initiator, curves_[initiator].window + 2);
    }
}

} // namespace edgeloom::platform
