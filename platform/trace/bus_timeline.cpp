#include "platform/trace/bus_timeline.hpp"

#include <boost/format.hpp>

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
    Curves& curves = curves_[journey.burst.initiator];
    ++curves.outstanding[journey.entered];
    --curves.outstanding[journey.done];
    curves.bytes[journey.done / window_clocks] += journey.burst.bytes;
}

void BusTimeline::draw_channels(std::uint64_t number, const Journey& journey, std::uint64_t address, bool failed) {
    const interconnect::Burst& burst = journey.burst;
    const std::string name =
        (boost::format("%s %d B at 0x%08x") % (burst.write ? "write" : "read") % burst.bytes % address).str();
    const std::uint64_t request = timed_ ? burst.request_clocks : 0;
    const std::uint64_t response = timed_ ? burst.response_clocks : 0;
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

void BusTimeline::draw_outstanding(const std::string& initiator, const Curves& curves) {
    std::int64_t outstanding = 0;
    for (const auto& [clock, change] : curves.outstanding) {
        outstanding += change;
        if (change != 0) {
            timeline_.counter(initiators_group_, initiator + " outstanding", time(clock),
                              static_cast<double>(outstanding));
        }
    }
}

void BusTimeline::draw_bandwidth(const std::string& initiator, const Curves& curves) {
    constexpr double million = 1e6;
    const double seconds = time(window_clocks).to_seconds();
    const auto draw = [&](std::uint64_t window, std::uint64_t bytes) {
        timeline_.counter(initiators_group_, initiator + " MB/s", time(window * window_clocks),
                          static_cast<double>(bytes) / seconds / million);
    };
    for (const auto& [window, bytes] : curves.bytes) {
        draw(window, bytes);
        if (!curves.bytes.contains(window + 1)) {
            draw(window + 1, 0);
        }
    }
}

void BusTimeline::finish() {
    for (std::size_t initiator = 0; initiator < curves_.size(); ++initiator) {
        const std::string& name = interconnect_.config().initiators[initiator].name;
        draw_outstanding(name, curves_[initiator]);
        draw_bandwidth(name, curves_[initiator]);
    }
}

} // namespace edgeloom::platform
