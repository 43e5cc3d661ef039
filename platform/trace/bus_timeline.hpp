// Transactions on a timeline.
#pragma once

#include "interconnect/interconnect.hpp"
#include "platform/trace/timeline.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// Every channel of every port has a track, on which a slice is a burst that occupies it, and an arrow leads from slice
/// to slice along the way of a burst. What targets work on has rows of its own. Curves show how many bursts of each
/// initiator are on their way, and how many bytes it moves.
class BusTimeline {
public:
    /// @param group of the initiators' tracks; the targets' is the next one
    BusTimeline(Timeline& timeline, std::uint32_t group, const Interconnect& interconnect);

    void burst(std::uint64_t number, const interconnect::Journey& journey, std::uint64_t address, bool failed);
    /// At the end of the run.
    void finish();

private:
    // Of an initiator, drawn at the end: bursts are not done in the order in which they come and go.
    struct Curves {
        std::map<std::uint64_t, std::int64_t> outstanding; ///< how it changes, by clock
        std::map<std::uint64_t, std::uint64_t> bytes;      ///< that moved, by window
    };

    [[nodiscard]] sc_core::sc_time time(std::uint64_t clock) const { return interconnect_.crossbar().grid.at(clock); }
    void draw_channels(std::uint64_t number, const interconnect::Journey& journey, std::uint64_t address, bool failed);
    void draw_outstanding(const std::string& initiator, const Curves& curves);
    void draw_bandwidth(const std::string& initiator, const Curves& curves);

    Timeline& timeline_;
    std::uint32_t initiators_group_;
    std::uint32_t targets_group_;
    const Interconnect& interconnect_;
    bool timed_;
    std::vector<Curves> curves_;
};

} // namespace edgeloom::platform
