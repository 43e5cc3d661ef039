#include "platform/trace/timeline.hpp"

#include "platform/soc/picoseconds.hpp"

#include <utility>

namespace edgeloom::platform {

using nlohmann::ordered_json;

namespace {

double microseconds(const sc_core::sc_time& time) {
    constexpr double picoseconds_per_microsecond = 1e6;
    return static_cast<double>(in_picoseconds(time)) / picoseconds_per_microsecond;
}

} // namespace

Timeline::Timeline(Sink sink) : sink_(std::move(sink)) {
    sink_("{\"displayTimeUnit\": \"ns\", \"traceEvents\": [\n");
}

void Timeline::write(const ordered_json& event) {
    sink_((first_ ? "" : ",\n") + event.dump());
    first_ = false;
}

void Timeline::name_group(std::uint32_t group, const std::string& name) {
    write({{"ph", "M"}, {"pid", group}, {"name", "process_name"}, {"args", {{"name", name}}}});
    write({{"ph", "M"}, {"pid", group}, {"name", "process_sort_index"}, {"args", {{"sort_index", group}}}});
}

void Timeline::name_track(const Track& track, const std::string& name) {
    const ordered_json base{{"ph", "M"}, {"pid", track.group}, {"tid", track.row}};
    ordered_json named = base;
    named.update({{"name", "thread_name"}, {"args", {{"name", name}}}});
    write(named);
    ordered_json sorted = base;
    sorted.update({{"name", "thread_sort_index"}, {"args", {{"sort_index", track.row}}}});
    write(sorted);
}

void Timeline::slice(const Track& track, const std::string& name, const sc_core::sc_time& begin,
                     const sc_core::sc_time& duration, Arguments arguments) {
    write({{"ph", "X"},
           {"pid", track.group},
           {"tid", track.row},
           {"name", name},
           {"ts", microseconds(begin)},
           {"dur", microseconds(duration)},
           {"args", std::move(arguments)}});
}

void Timeline::flow(const Track& track, std::uint64_t number, Step step, const sc_core::sc_time& time) {
    constexpr std::string_view phases = "stf";
    ordered_json event{{"ph", std::string(1, phases[static_cast<std::size_t>(step)])},
                       {"pid", track.group},
                       {"tid", track.row},
                       {"name", "transaction"},
                       {"cat", "transaction"},
                       {"id", number},
                       {"ts", microseconds(time)}};
    if (step == Step::last) {
        event["bp"] = "e"; // ends in the slice around it, not in the next one
    }
    write(event);
}

void Timeline::span(std::uint32_t group, const std::string& name, std::uint64_t number, const sc_core::sc_time& begin,
                    const sc_core::sc_time& end) {
    for (const auto& [phase, time] : {std::pair{"b", begin}, {"e", end}}) {
        write(
            {{"ph", phase}, {"pid", group}, {"name", name}, {"cat", name}, {"id", number}, {"ts", microseconds(time)}});
    }
}

void Timeline::counter(std::uint32_t group, const std::string& name, const sc_core::sc_time& time, double value) {
    write({{"ph", "C"}, {"pid", group}, {"name", name}, {"ts", microseconds(time)}, {"args", {{"value", value}}}});
}

void Timeline::finish() {
    sink_("\n]}\n");
}

} // namespace edgeloom::platform
