// What a channel did with its time.
#pragma once

#include <systemc>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace edgeloom::dma {

/// What a channel is at. While it works it hands bursts to the bus, which takes time where the bus does not take them.
enum class Activity : std::uint8_t { idle, works, waits_for_read, waits_for_write };

/// Simulated time by activity: all of it, from the start of the simulation on.
class TimeSheet {
public:
    /// @param now the channel's time
    void begin(Activity activity, const sc_core::sc_time& now) {
        times_[static_cast<std::size_t>(activity_)] += now - since_;
        activity_ = activity;
        since_ = now;
    }
    [[nodiscard]] sc_core::sc_time operator[](Activity activity) const {
        const sc_core::sc_time& before = times_[static_cast<std::size_t>(activity)];
        const sc_core::sc_time now = std::max(since_, sc_core::sc_time_stamp());
        return activity == activity_ ? before + (now - since_) : before;
    }

private:
    static constexpr std::size_t activities = 4;

    Activity activity_ = Activity::idle;
    sc_core::sc_time since_;
    std::array<sc_core::sc_time, activities> times_;
};

} // namespace edgeloom::dma
