// The accelerator's part of a trace.
#pragma once

#include "accelerator/observer.hpp"
#include "platform/insight/time_window.hpp"
#include "platform/trace/accelerator_timeline.hpp"
#include "platform/trace/timeline.hpp"
#include "platform/trace/waveform.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace edgeloom::platform {

/// Block cycles and waits that begin in a window of simulated time, as a timeline and, at cycle fidelity, as waveforms.
class AcceleratorTrace : public accelerator::Observer {
public:
    /// @param group    of its tracks on the timeline
    /// @param waveform empty: no waveforms
    AcceleratorTrace(insight::TimeWindow window, Timeline& timeline, std::uint32_t group, Waveform::Sink waveform);

    /// The one for single clocks; null if there are no waveforms.
    [[nodiscard]] accelerator::cycle::Watcher* watcher() { return waveform_ ? &*waveform_ : nullptr; }

    void block_cycle(const accelerator::BlockActivity& activity) override;
    void waited(accelerator::WaitCause cause, const sc_core::sc_time& begin, const sc_core::sc_time& end) override;
    /// At the end of the run.
    void finish();
    /// How much of the run was shown, for a person.
    [[nodiscard]] std::string in_words() const;

private:
    insight::TimeWindow window_;
    AcceleratorTimeline timeline_;
    std::optional<Waveform> waveform_;
    std::uint64_t seen_ = 0; // block cycles
    std::uint64_t written_ = 0;
    sc_core::sc_time first_; // begin of a block cycle
    sc_core::sc_time last_;
};

} // namespace edgeloom::platform
