// Transactions on a timeline.
#pragma once

#include "interconnect/interconnect.hpp"
#include "platform/trace/timeline.hpp"

#include <cstdint>
#include <deque>
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
    /// What is still to be drawn at the end.
    void finish();

private:
    // What is drawn of an initiator when later bursts tell how it went on.
    struct InitiatorCurves {
        std::deque<std::uint64_t> done; ///< of bursts on their way: clocks
        std::uint64_t window = 0;       ///< in which `bytes` moved
        std::uint64_t bytes = 0;
    };

    [[nodiscard]] sc_core::sc_time time(std::uint64_t clock) const { return interconnect_.crossbar().grid.at(clock); }
    void draw_channels(std::uint64_t number, const interconnect::Journey& journey, std::uint64_t address, bool failed);
    void draw_outstanding(std::size_t initiator, std::uint64_t until);
    void draw_bandwidth(std::size_t initiator, std::uint64_t window);

    Timeline& timeline_;
    std::uint32_t initiators_group_;
    std::uint32_t targets_group_;
    const Interconnect& interconnect_;
    bool timed_;
    std::vector<InitiatorCurves> curves_;
};

} // namespace edgeloom::platform
