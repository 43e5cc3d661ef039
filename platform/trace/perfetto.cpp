#include "platform/trace/perfetto.hpp"

#include "platform/soc/picoseconds.hpp"

#include <array>
#include <utility>

namespace edgeloom::platform {

using nlohmann::ordered_json;

namespace {

constexpr std::uint32_t block_cycle_track = 1;
constexpr std::uint32_t waiting_track = 2;
constexpr std::uint32_t first_junction_track = 3;
constexpr std::array operations{"feedforward", "backpropagation", "update"};

std::uint32_t track_of(std::size_t junction, std::size_t operation) {
    return first_junction_track + static_cast<std::uint32_t>(junction * operations.size() + operation);
}

double microseconds(const sc_core::sc_time& time) {
    constexpr double picoseconds_per_microsecond = 1e6;
    return static_cast<double>(in_picoseconds(time)) / picoseconds_per_microsecond;
}

} // namespace

Perfetto::Perfetto(Sink sink) : sink_(std::move(sink)) {
    sink_("{\"displayTimeUnit\": \"ns\", \"traceEvents\": [\n");
    write({{"ph", "M"}, {"pid", 1}, {"name", "process_name"}, {"args", {{"name", "accelerator"}}}});
    name_track(block_cycle_track, "block cycles");
    name_track(waiting_track, "waiting");
}

void Perfetto::write(const ordered_json& event) {
    sink_((first_ ? "" : ",\n") + event.dump());
    first_ = false;
}

void Perfetto::name_track(std::uint32_t track, const std::string& name) {
    write({{"ph", "M"}, {"pid", 1}, {"tid", track}, {"name", "thread_name"}, {"args", {{"name", name}}}});
    write({{"ph", "M"}, {"pid", 1}, {"tid", track}, {"name", "thread_sort_index"}, {"args", {{"sort_index", track}}}});
}

void Perfetto::name_junctions(std::uint32_t junctions) {
    for (; named_junctions_ < junctions; ++named_junctions_) {
        for (std::size_t operation = 0; operation < operations.size(); ++operation) {
            if (named_junctions_ == 0 && operation == 1) {
                continue; // no backpropagation to the inputs
            }
            name_track(track_of(named_junctions_, operation),
                       "junction " + std::to_string(named_junctions_ + 1) + " " + operations[operation]);
        }
    }
}

void Perfetto::slice(std::uint32_t track, const std::string& name, const sc_core::sc_time& begin,
                     const sc_core::sc_time& duration, ordered_json arguments) {
    write({{"ph", "X"},
           {"pid", 1},
           {"tid", track},
           {"name", name},
           {"ts", microseconds(begin)},
           {"dur", microseconds(duration)},
           {"args", std::move(arguments)}});
}

void Perfetto::block_cycle(const accelerator::BlockActivity& activity) {
    name_junctions(static_cast<std::uint32_t>(activity.junctions.size()));
    const accelerator::BlockLength& length = activity.length;
    const sc_core::sc_time duration = activity.clock * length.clocks();
    slice(block_cycle_track, "block cycle", activity.begin, duration,
          {{"number", activity.number},
           {"clocks", length.clocks()},
           {"clash_clocks", length.clash},
           {"hazard_clocks", length.hazard}});
    const auto show = [&](std::size_t junction, std::size_t operation, const std::optional<std::uint64_t>& input) {
        if (input) {
            slice(track_of(junction, operation), "input " + std::to_string(*input), activity.begin, duration,
                  {{"block_cycle", activity.number}});
        }
    };
    for (std::size_t j = 0; j < activity.junctions.size(); ++j) {
        show(j, 0, activity.junctions[j].fed);
        if (j > 0) {
            show(j, 1, activity.junctions[j].learnt);
        }
        show(j, 2, activity.junctions[j].learnt);
    }
}

void Perfetto::waited(accelerator::WaitCause cause, const sc_core::sc_time& begin, const sc_core::sc_time& end) {
    slice(waiting_track, cause == accelerator::WaitCause::input ? "for an input" : "for room at the result port", begin,
          end - begin, ordered_json::object());
}

void Perfetto::finish() {
    sink_("\n]}\n");
}

} // namespace edgeloom::platform
