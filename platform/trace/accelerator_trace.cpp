#include "platform/trace/accelerator_trace.hpp"

#include "platform/soc/picoseconds.hpp"

namespace edgeloom::platform {

AcceleratorTrace::AcceleratorTrace(insight::TimeWindow window, Sink timeline, Sink waveform)
    : window_(window),
      timeline_(std::move(timeline)) {
    if (waveform) {
        waveform_.emplace(std::move(waveform));
    }
}

bool AcceleratorTrace::within_window(const sc_core::sc_time& begin) const {
    const std::uint64_t moment = in_picoseconds(begin);
    return moment >= window_.begin_ps && moment < window_.end_ps;
}

void AcceleratorTrace::block_cycle(const accelerator::BlockActivity& activity) {
    const bool wanted = within_window(activity.begin);
    if (wanted) {
        timeline_.block_cycle(activity);
    }
    if (waveform_) {
        wanted ? waveform_->block_cycle(activity) : waveform_->skip();
    }
}

void AcceleratorTrace::waited(accelerator::WaitCause cause, const sc_core::sc_time& begin,
                              const sc_core::sc_time& end) {
    if (within_window(begin)) {
        timeline_.waited(cause, begin, end);
    }
}

} // namespace edgeloom::platform
