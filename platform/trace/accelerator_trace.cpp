#include "platform/trace/accelerator_trace.hpp"

#include "platform/soc/picoseconds.hpp"

namespace edgeloom::platform {

AcceleratorTrace::AcceleratorTrace(insight::TimeWindow window, Timeline& timeline, std::uint32_t group,
                                   Waveform::Sink waveform)
    : window_(window),
      timeline_(timeline, group) {
    if (waveform) {
        waveform_.emplace(std::move(waveform));
    }
}

void AcceleratorTrace::block_cycle(const accelerator::BlockActivity& activity) {
    const bool wanted = window_.contains(in_picoseconds(activity.begin));
    first_ = seen_ == 0 ? activity.begin : first_;
    last_ = activity.begin;
    ++seen_;
    if (wanted) {
        ++written_;
        timeline_.block_cycle(activity);
    }
    if (waveform_) {
        wanted ? waveform_->block_cycle(activity) : waveform_->skip();
    }
}

void AcceleratorTrace::finish() {
    if (waveform_) {
        waveform_->finish();
    }
}

std::string AcceleratorTrace::in_words() const {
    const std::string text = std::to_string(written_) + " of " + std::to_string(seen_) + " block cycles";
    return seen_ == 0 ? text : text + ", which began from " + first_.to_string() + " to " + last_.to_string();
}

void AcceleratorTrace::waited(accelerator::WaitCause cause, const sc_core::sc_time& begin,
                              const sc_core::sc_time& end) {
    if (window_.contains(in_picoseconds(begin))) {
        timeline_.waited(cause, begin, end);
    }
}

} // namespace edgeloom::platform
