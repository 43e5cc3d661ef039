#include "platform/measure/bus_figures.hpp"

#include "platform/measure/percent.hpp"
#include "platform/soc/picoseconds.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace edgeloom::platform {

using interconnect::LatencyHistogram;
using interconnect::TrafficFigures;
using nlohmann::ordered_json;

namespace {

constexpr double million = 1e6;

// Turns figures of the interconnect, in its clocks, into JSON.
class Scale {
public:
    Scale(const Interconnect& interconnect, const sc_core::sc_time& end)
        : clock_(interconnect.config().clock),
          clock_ps_(static_cast<double>(in_picoseconds(interconnect.config().clock))),
          seconds_(end.to_seconds()),
          timed_(interconnect.config().kind != Interconnect::Kind::untimed) {}

    [[nodiscard]] double nanoseconds(double clocks) const {
        constexpr double picoseconds_per_nanosecond = 1e3;
        return clocks * clock_ps_ / picoseconds_per_nanosecond;
    }
    [[nodiscard]] ordered_json figures(const TrafficFigures& traffic) const {
        return {{"transactions", traffic.transactions()},
                {"reads", traffic.reads},
                {"writes", traffic.writes},
                {"bytes", traffic.bytes()},
                {"read_bytes", traffic.read_bytes},
                {"written_bytes", traffic.written_bytes},
                {"errors", traffic.errors},
                {"busy_ns", nanoseconds(static_cast<double>(traffic.data))},
                {"contention_ns", nanoseconds(static_cast<double>(traffic.queueing))},
                {"megabytes_per_second", ratio(static_cast<double>(traffic.bytes()) / million, seconds_)},
                {"request_channel_percent", of_run(traffic.request_channel)},
                {"response_channel_percent", of_run(traffic.response_channel)},
                {"outstanding", {{"mean", of_run(traffic.latency()) / percent_of_one}}},
                {"latency_ns", latency(traffic)}};
    }

private:
    static constexpr double percent_of_one = 100;

    [[nodiscard]] double of_run(std::uint64_t clocks) const {
        return percent(static_cast<double>(clocks) * clock_.to_seconds(), seconds_);
    }
    [[nodiscard]] ordered_json latency(const TrafficFigures& traffic) const {
        if (!timed_ || traffic.transactions() == 0) {
            return nullptr;
        }
        LatencyHistogram all = traffic.read_latency;
        all += traffic.write_latency;
        const auto mean = [&](std::uint64_t sum) {
            return nanoseconds(static_cast<double>(sum) / static_cast<double>(traffic.transactions()));
        };
        const auto percentile = [&](std::uint64_t percent) { // a bin may end behind the longest
            return nanoseconds(static_cast<double>(std::min(all.percentile(percent), traffic.longest)));
        };
        return {{"mean", mean(traffic.latency())},
                {"queueing_mean", mean(traffic.queueing)},
                {"transfer_mean", mean(traffic.transfer)},
                {"service_mean", mean(traffic.service)},
                {"p50", percentile(50)},
                {"p90", percentile(90)},
                {"p99", percentile(99)},
                {"max", nanoseconds(static_cast<double>(traffic.longest))}};
    }

    sc_core::sc_time clock_;
    double clock_ps_;
    double seconds_;
    bool timed_;
};

const char* name_of(Interconnect::Kind kind) {
    switch (kind) {
    case Interconnect::Kind::untimed:
        return "untimed";
    case Interconnect::Kind::loosely_timed:
        return "lt";
    default:
        return "at";
    }
}

ordered_json named(std::string_view name, const ordered_json& figures) {
    ordered_json entry{{"name", name}};
    entry.update(figures);
    return entry;
}

// Calls visit(initiator, target, names) for every path that was used.
template <class Visit>
void for_each_path(const Interconnect& interconnect, Visit visit) {
    const Interconnect::Config& config = interconnect.config();
    for (std::size_t initiator = 0; initiator < config.initiators.size(); ++initiator) {
        for (std::size_t target = 0; target < config.targets.size(); ++target) {
            if (interconnect.probe().of_path(initiator, target) != nullptr) {
                visit(initiator, target,
                      ordered_json{{"initiator", config.initiators[initiator].name},
                                   {"target", config.targets[target].region.name}});
            }
        }
    }
}

ordered_json histogram(const LatencyHistogram& histogram, const Scale& scale) {
    ordered_json upper = ordered_json::array();
    ordered_json count = ordered_json::array();
    for (std::size_t bin = 0; bin < LatencyHistogram::size(); ++bin) {
        if (histogram.count(bin) != 0) {
            upper.push_back(scale.nanoseconds(static_cast<double>(LatencyHistogram::upper(bin))));
            count.push_back(histogram.count(bin));
        }
    }
    return {{"upper_ns", std::move(upper)}, {"count", std::move(count)}};
}

std::size_t windows_of(const Interconnect& interconnect) {
    std::size_t windows = 0;
    for_each_path(interconnect, [&](std::size_t initiator, std::size_t target, const ordered_json&) {
        for (const bool write : {false, true}) {
            windows = std::max(windows, interconnect.probe().bandwidth(initiator, target, write).size());
        }
    });
    return windows;
}

} // namespace

ordered_json bus_summary(const Interconnect& interconnect, const sc_core::sc_time& end) {
    const Interconnect::Config& config = interconnect.config();
    const interconnect::Probe& probe = interconnect.probe();
    const Scale scale(interconnect, end);
    ordered_json initiators = ordered_json::array();
    for (std::size_t i = 0; i < config.initiators.size(); ++i) {
        initiators.push_back(named(config.initiators[i].name, scale.figures(probe.of_initiator(i))));
        initiators.back()["outstanding"]["peak"] = probe.peak_outstanding(i);
    }
    ordered_json targets = ordered_json::array();
    for (std::size_t t = 0; t < config.targets.size(); ++t) {
        targets.push_back(named(config.targets[t].region.name, scale.figures(probe.of_target(t))));
    }
    ordered_json paths = ordered_json::array();
    for_each_path(interconnect, [&](std::size_t initiator, std::size_t target, ordered_json entry) {
        entry.update(scale.figures(*probe.of_path(initiator, target)));
        paths.push_back(std::move(entry));
    });
    return {{"timing", name_of(config.kind)},
            {"clock_mhz", 1.0 / config.clock.to_seconds() / million},
            {"initiators", std::move(initiators)},
            {"targets", std::move(targets)},
            {"paths", std::move(paths)}};
}

ordered_json bus_series(const Interconnect& interconnect) {
    const interconnect::Probe& probe = interconnect.probe();
    const Scale scale(interconnect, sc_core::SC_ZERO_TIME);
    const std::size_t windows = windows_of(interconnect);
    ordered_json bandwidth = ordered_json::array();
    ordered_json latency = ordered_json::array();
    for_each_path(interconnect, [&](std::size_t initiator, std::size_t target, const ordered_json& names) {
        const auto bytes = [&](bool write) {
            std::vector<std::uint64_t> padded = probe.bandwidth(initiator, target, write);
            padded.resize(windows);
            return padded;
        };
        bandwidth.push_back(names);
        bandwidth.back().update(ordered_json{{"read_bytes", bytes(false)}, {"written_bytes", bytes(true)}});
        const TrafficFigures& figures = *probe.of_path(initiator, target);
        for (const bool write : {false, true}) {
            if ((write ? figures.writes : figures.reads) != 0) {
                latency.push_back(names);
                latency.back()["write"] = write;
                latency.back().update(histogram(write ? figures.write_latency : figures.read_latency, scale));
            }
        }
    });
    return {{"window_ns", scale.nanoseconds(static_cast<double>(probe.window_clocks()))},
            {"windows", windows},
            {"bandwidth", std::move(bandwidth)},
            {"latency", std::move(latency)}};
}

} // namespace edgeloom::platform
