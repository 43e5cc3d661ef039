// The accelerator's pipeline on a timeline.
#pragma once

#include "accelerator/observer.hpp"
#include "platform/trace/timeline.hpp"

#include <cstdint>

namespace edgeloom::platform {

/// A track for every operation of every junction, with a slice for every block cycle that has an input, named after it:
/// Perfetto gives slices of the same name the same colour. Two more tracks show block cycles, with their stalls, and
/// what the accelerator waits for.
class AcceleratorTimeline : public accelerator::Observer {
public:
    /// @param group of its tracks
    AcceleratorTimeline(Timeline& timeline, std::uint32_t group);

    void block_cycle(const accelerator::BlockActivity& activity) override;
    void waited(accelerator::WaitCause cause, const sc_core::sc_time& begin, const sc_core::sc_time& end) override;

private:
    void name_junctions(std::uint32_t junctions);
    [[nodiscard]] Timeline::Track track(std::uint32_t row) const { return {group_, row}; }

    Timeline& timeline_;
    std::uint32_t group_;
    std::uint32_t named_junctions_ = 0;
};

} // namespace edgeloom::platform
