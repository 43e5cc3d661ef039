// The hart on a timeline.
#pragma once

#include "platform/trace/timeline.hpp"

#include <cstdint>

namespace edgeloom::platform {

/// A track that shows when the hart is asleep in wfi.
class HartTimeline {
public:
    HartTimeline(Timeline& timeline, std::uint32_t group) : timeline_(timeline), track_{group, 1} {
        timeline_.name_group(group, "hart");
        timeline_.name_track(track_, "asleep");
    }

    void slept(const sc_core::sc_time& begin, const sc_core::sc_time& end) {
        timeline_.slice(track_, "wfi", begin, end - begin, Timeline::Arguments::object());
    }

private:
    Timeline& timeline_;
    Timeline::Track track_;
};

} // namespace edgeloom::platform
