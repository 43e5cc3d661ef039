#include "platform/trace/trace.hpp"

#include "platform/soc/picoseconds.hpp"

namespace edgeloom::platform {

namespace {

// Groups of tracks, from the top.
constexpr std::uint32_t hart_group = 1;
constexpr std::uint32_t bus_group = 2; // and 3
constexpr std::uint32_t accelerator_group = 4;

std::optional<GrowingFile> open_waveform(const Soc& soc, const OutputFolder& folder) {
    if (soc.accelerator.fidelity() != accelerator::Fidelity::cycle) {
        return std::nullopt;
    }
    return std::optional<GrowingFile>(std::in_place, folder, Trace::waveform_file);
}

} // namespace

Trace::Trace(insight::TimeWindow window, Soc& soc, const OutputFolder& folder)
    : window_(window),
      interconnect_(soc.interconnect),
      timeline_text_(folder, timeline_file),
      waveform_text_(open_waveform(soc, folder)),
      timeline_([this](std::string_view text) { timeline_text_.append(text); }),
      hart_(timeline_, hart_group),
      bus_(timeline_, bus_group, soc.interconnect),
      transactions_(folder.path(), soc.interconnect),
      accelerator_(window, timeline_, accelerator_group,
                   waveform_text_ ? [this](std::string_view text) { waveform_text_->append(text); }
                                  : Waveform::Sink()) {
    soc.accelerator.observe(&accelerator_, accelerator_.watcher());
    soc.interconnect.on_burst([this](const interconnect::Journey& journey,
                                     const tlm::tlm_generic_payload& transaction) { burst(journey, transaction); });
    soc.hart.on_sleep([this](const sc_core::sc_time& begin, const sc_core::sc_time& end) {
        if (window_.contains(in_picoseconds(begin))) {
            hart_.slept(begin, end);
        }
    });
}

void Trace::burst(const interconnect::Journey& journey, const tlm::tlm_generic_payload& transaction) {
    ++bursts_seen_;
    if (!window_.contains(in_picoseconds(interconnect_.crossbar().grid.at(journey.arrived)))) {
        return;
    }
    ++bursts_written_;
    const bool failed = transaction.is_response_error();
    bus_.burst(bursts_seen_, journey, transaction.get_address(), failed);
    transactions_.burst(bursts_seen_, journey, transaction.get_address(), failed);
}

void Trace::complete() {
    bus_.finish();
    accelerator_.finish();
    timeline_.finish();
    timeline_text_.complete();
    if (waveform_text_) {
        waveform_text_->complete();
    }
    transactions_.complete();
}

std::string Trace::in_words() const {
    return "trace: " + std::to_string(bursts_written_) + " of " + std::to_string(bursts_seen_) + " transactions, " +
           accelerator_.in_words();
}

} // namespace edgeloom::platform
