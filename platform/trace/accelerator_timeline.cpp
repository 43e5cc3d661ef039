#include "platform/trace/accelerator_timeline.hpp"

#include <array>
#include <optional>
#include <string>

namespace edgeloom::platform {

namespace {

constexpr std::uint32_t block_cycle_row = 1;
constexpr std::uint32_t waiting_row = 2;
constexpr std::uint32_t first_junction_row = 3;
constexpr std::array operations{"feedforward", "backpropagation", "update"};

std::uint32_t row_of(std::size_t junction, std::size_t operation) {
    return first_junction_row + static_cast<std::uint32_t>(junction * operations.size() + operation);
}

} // namespace

AcceleratorTimeline::AcceleratorTimeline(Timeline& timeline, std::uint32_t group) : timeline_(timeline), group_(group) {
    timeline_.name_group(group_, "accelerator");
    timeline_.name_track(track(block_cycle_row), "block cycles");
    timeline_.name_track(track(waiting_row), "waiting");
}

void AcceleratorTimeline::name_junctions(std::uint32_t junctions) {
    for (; named_junctions_ < junctions; ++named_junctions_) {
        for (std::size_t operation = 0; operation < operations.size(); ++operation) {
            if (named_junctions_ == 0 && operation == 1) {
                continue; // no backpropagation to the inputs
            }
            timeline_.name_track(track(row_of(named_junctions_, operation)),
                                 "junction " + std::to_string(named_junctions_ + 1) + " " + operations[operation]);
        }
    }
}

void AcceleratorTimeline::block_cycle(const accelerator::BlockActivity& activity) {
    name_junctions(static_cast<std::uint32_t>(activity.junctions.size()));
    const accelerator::BlockLength& length = activity.length;
    const sc_core::sc_time duration = activity.clock * length.clocks();
    timeline_.slice(track(block_cycle_row), "block cycle", activity.begin, duration,
                    {{"number", activity.number},
                     {"clocks", length.clocks()},
                     {"clash_clocks", length.clash},
                     {"hazard_clocks", length.hazard}});
    const auto show = [&](std::size_t junction, std::size_t operation, const std::optional<std::uint64_t>& input) {
        if (input) {
            timeline_.slice(track(row_of(junction, operation)), "input " + std::to_string(*input), activity.begin,
                            duration, {{"block_cycle", activity.number}});
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

void AcceleratorTimeline::waited(accelerator::WaitCause cause, const sc_core::sc_time& begin,
                                 const sc_core::sc_time& end) {
    timeline_.slice(track(waiting_row),
                    cause == accelerator::WaitCause::input ? "for an input" : "for room at the result port", begin,
                    end - begin, Timeline::Arguments::object());
}

} // namespace edgeloom::platform
