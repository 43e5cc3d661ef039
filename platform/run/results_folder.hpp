// The files that a run leaves behind.
#pragma once

#include "platform/insight/insight.hpp"
#include "platform/output/output_folder.hpp"
#include "platform/run/plan.hpp"
#include "platform/run/summary.hpp"
#include "platform/state/state.hpp"
#include "platform/trace/trace.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// The folder of --out, or nothing at all where none is wanted. Files of an earlier run are gone once it is opened.
class ResultsFolder {
public:
    explicit ResultsFolder(const RunOptions& options);

    /// A character that the firmware sent.
    void append_uart(char character);
    /// --dump-state was given.
    [[nodiscard]] bool wants_state() const { return dump_state_; }
    /// Writes state/<name>.
    void write_state(const State& state, const NetworkConfiguration& network, const std::string& name) const;
    /// Takes the instruction trace while the run goes on.
    void take_trace(insight::Insight& insight);
    /// Opens the files of --trace and watches the system on chip. Null where they are not wanted.
    [[nodiscard]] std::unique_ptr<Trace> trace(const RunOptions& options, Soc& soc) const;
    /// Writes what was found out about the firmware.
    void write_insight(insight::Insight& insight);
    /// Everything else, summary.json last. `predictions` are result words, empty for a run that trains.
    void complete(const Plan& plan, const RunFigures& figures, const std::vector<std::uint32_t>& predictions);

private:
    bool dump_state_;
    std::optional<OutputFolder> folder_;
    std::optional<GrowingFile> uart_;
    std::optional<GrowingFile> trace_;
};

} // namespace edgeloom::platform
