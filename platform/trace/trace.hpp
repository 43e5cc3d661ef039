// What --trace writes.
#pragma once

#include "platform/insight/time_window.hpp"
#include "platform/output/output_folder.hpp"
#include "platform/soc/soc.hpp"
#include "platform/trace/accelerator_trace.hpp"
#include "platform/trace/bus_timeline.hpp"
#include "platform/trace/hart_timeline.hpp"
#include "platform/trace/timeline.hpp"
#include "platform/trace/transaction_table.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace edgeloom::platform {

/// What a system on chip does in a window of simulated time: hart, bus and accelerator on one timeline, every
/// transaction in a database, and, at cycle fidelity, the accelerator's waveforms. A transaction belongs to the window
/// in which it was issued, anything else to that in which it began.
class Trace {
public:
    static constexpr const char* timeline_file = "trace.json";
    static constexpr const char* waveform_file = "trace.vcd";

    /// Opens the files, and watches the system on chip from now on. Throws UserError where a file cannot be created.
    Trace(insight::TimeWindow window, Soc& soc, const OutputFolder& folder);

    /// At the end of the run: gives the files their names. Throws UserError where anything could not be written.
    void complete();
    /// How much of the run is in the files, for a person.
    [[nodiscard]] std::string in_words() const;

private:
    void burst(const interconnect::Journey& journey, const tlm::tlm_generic_payload& transaction);

    insight::TimeWindow window_;
    const Interconnect& interconnect_;
    GrowingFile timeline_text_;
    std::optional<GrowingFile> waveform_text_;
    Timeline timeline_;
    HartTimeline hart_;
    BusTimeline bus_;
    TransactionTable transactions_;
    AcceleratorTrace accelerator_;
    std::uint64_t bursts_seen_ = 0;
    std::uint64_t bursts_written_ = 0;
};

} // namespace edgeloom::platform
