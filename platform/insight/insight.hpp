// What a firmware developer can learn from a run, instruction by instruction.
#pragma once

#include "hart/observer.hpp"
#include "platform/insight/code_map.hpp"
#include "platform/insight/coverage.hpp"
#include "platform/insight/instruction_trace.hpp"
#include "platform/insight/line_table.hpp"
#include "platform/insight/observer_list.hpp"
#include "platform/insight/recorder.hpp"
#include "platform/insight/time_window.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom::insight {

struct Options {
    bool profile = false;
    bool coverage = false;
    bool stack = false; ///< on its own; otherwise it comes with profile and coverage
    std::optional<TimeWindow> instructions;

    [[nodiscard]] bool any() const { return profile || coverage || stack || instructions.has_value(); }
};

/// Everything that was asked for, behind one observer.
///
///     Insight insight(options, elf, "train.elf", 10'000);
///     insight.trace_to([&](std::string_view text) { trace_file.append(text); });
///     hart.observe(insight.observer());
///     ... run ...
///     insight.write([&](const std::string& name, std::string_view bytes) { folder.write(name, bytes); });
///     summary.update(insight.summary());
class Insight {
public:
    /// Puts a file in its place.
    using Place = std::function<void(const std::string& name, std::string_view bytes)>;

    /// The files that write() and the trace can leave behind.
    static constexpr const char* trace_file = "instructions.txt";
    [[nodiscard]] static const std::vector<std::string>& file_names();

    /// `elf` is the firmware's file, which is needed only here; `name` is for messages; `clock_ps` is the period of the
    /// hart's clock. Throws ElfError, and UserError where the file lacks what the answer to a question needs.
    Insight(const Options& options, std::span<const std::uint8_t> elf, const std::string& name, std::uint64_t clock_ps);
    Insight(const Insight&) = delete;
    Insight& operator=(const Insight&) = delete;

    /// Where the instruction trace goes while the hart runs; nowhere by default.
    void trace_to(InstructionTrace::Sink sink);
    /// The one for the hart; null if nothing is asked for.
    [[nodiscard]] hart::Observer* observer() { return observers_.observer(); }

    /// At the end of a run: hands over the rest of the trace and writes the files. The run may go on afterwards.
    void write(const Place& place);
    /// Objects `profile`, `coverage`, `stack`, `instruction_trace` for summary.json, those that were asked for.
    [[nodiscard]] nlohmann::ordered_json summary();

private:
    Insight(const Options& options, const ElfImage& image, std::span<const std::uint8_t> elf, const std::string& name,
            std::uint64_t clock_ps);
    void check(const ElfImage& image) const;
    void write_profile(const Place& place);
    [[nodiscard]] Coverage coverage() const;
    [[nodiscard]] nlohmann::ordered_json profile_summary();
    [[nodiscard]] nlohmann::ordered_json coverage_summary() const;

    Options options_;
    std::string name_;
    std::uint64_t clock_ps_;
    CodeMap code_;
    LineTable lines_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<InstructionTrace> trace_;
    ObserverList observers_;
};

} // namespace edgeloom::insight
