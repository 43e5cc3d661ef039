#include "platform/report/warnings.hpp"

#include "platform/output/run_files.hpp"
#include "platform/report/figures.hpp"

#include <boost/algorithm/string.hpp>
#include <boost/format.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace edgeloom::report {

using nlohmann::ordered_json;
using Severity = Warning::Severity;
using Warnings = std::vector<Warning>;

namespace {

// What is worth a warning.
constexpr double waiting_percent = 10; // of the time an engine could have computed
constexpr double channel_percent = 90; // a channel of a port that has hardly any room left
constexpr double row_hit_percent = 50; // of the accesses to a DRAM
constexpr double forgotten_points = 1; // of test accuracy, from the best epoch to the last

std::string with_separators(double count) {
    constexpr int group = 3;
    std::string digits = (boost::format("%.0f") % count).str();
    for (int at = static_cast<int>(digits.size()) - group; at > 0; at -= group) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string name_of(const ordered_json& entry) {
    return text(entry, "/name").value_or("?");
}

void end_of_run(const RecordedRun& run, Warnings& found) {
    const std::string status = text(run.summary, "/status").value_or("unknown");
    if (status == "passed") {
        return;
    }
    const std::string reason = text(run.summary, "/message").value_or("no reason is recorded");
    found.push_back({status == "interrupted" ? Severity::warning : Severity::error,
                     "The run ended with status “" + status + "”: " + reason + ". Its figures are of a part of it."});
}

void bus_errors(const RecordedRun& run, Warnings& found) {
    for (const ordered_json& port : list(run.summary, "/bus/initiators")) {
        if (const double errors = number(port, "/errors").value_or(0); errors > 0) {
            found.push_back({Severity::warning, (boost::format("The initiator %s got %s bus error%s.") % name_of(port) %
                                                 with_separators(errors) % (errors == 1 ? "" : "s"))
                                                    .str()});
        }
    }
}

void stack_overflow(const RecordedRun& run, Warnings& found) {
    if (const auto beyond = number(run.summary, "/stack/overflow/bytes_beyond")) {
        found.push_back(
            {Severity::error,
             (boost::format("The firmware's stack overflowed by %.0f bytes (stack.txt).") % *beyond).str()});
    }
}

void waiting(const RecordedRun& run, Warnings& found) {
    struct Cause {
        const char* share;
        const char* text;
    };
    for (const Cause& cause :
         {Cause{"starved_percent", "The accelerator starved %.1f %% of the time: inputs did not come fast enough."},
          Cause{"blocked_percent", "The accelerator was blocked %.1f %% of the time: nobody took its results."},
          Cause{"stalled_percent", "The accelerator stalled %.1f %% of the time: memory clashes and hazards."}}) {
        if (const double share = accelerator_share(run, cause.share).value_or(0); share >= waiting_percent) {
            found.push_back({Severity::warning, (boost::format(cause.text) % share).str()});
        }
    }
}

void busy_channels(const RecordedRun& run, Warnings& found) {
    for (const char* const side : {"/bus/initiators", "/bus/targets"}) {
        for (const ordered_json& port : list(run.summary, side)) {
            for (const std::string channel : {"request", "response"}) {
                const double percent = number(port, "/" + channel + "_channel_percent").value_or(0);
                if (percent >= channel_percent) {
                    found.push_back(
                        {Severity::warning, (boost::format("The %s channel at %s is busy %.1f %% of the time.") %
                                             channel % name_of(port) % percent)
                                                .str()});
                }
            }
        }
    }
}

// Sums saturate by design: an activation is flat there. Parameters and deltas that saturate are wrong values.
void saturations(const RecordedRun& run, Warnings& found) {
    struct Kind {
        const char* key;
        const char* plural;
        Severity severity;
        const char* meaning;
    };
    constexpr const char* too_narrow = "the fixed-point format is too narrow for them";
    constexpr std::array kinds{Kind{"sums", "sums", Severity::note, "harmless where the activation is flat there"},
                               Kind{"deltas", "deltas", Severity::warning, too_narrow},
                               Kind{"weight_values", "weights", Severity::warning, too_narrow},
                               Kind{"bias_values", "biases", Severity::warning, too_narrow},
                               Kind{"steps", "update steps", Severity::warning, too_narrow}};
    for (const Kind& kind : kinds) {
        std::vector<std::string> places;
        for (const ordered_json& junction : list(run.summary, "/junctions")) {
            const double count = number(junction, "/" + std::string(kind.key) + "/saturations").value_or(0);
            if (count > 0) {
                places.push_back((boost::format("junction %.0f: %s times") % number(junction, "/junction").value_or(0) %
                                  with_separators(count))
                                     .str());
            }
        }
        if (!places.empty()) {
            found.push_back({kind.severity, "Saturated " + std::string(kind.plural) + " (" + boost::join(places, ", ") +
                                                "): " + kind.meaning + "."});
        }
    }
}

void accuracy(const RecordedRun& run, Warnings& found) {
    const ordered_json& epochs = list(run.summary, "/training/epochs");
    if (epochs.empty()) {
        return;
    }
    std::optional<double> best;
    double best_epoch = 0;
    for (const ordered_json& epoch : epochs) {
        const auto test = number(epoch, "/test_percent");
        if (test && (!best || *test > *best)) {
            best = test;
            best_epoch = number(epoch, "/epoch").value_or(0);
        }
    }
    if (!best) {
        found.push_back({Severity::note, "There is no test accuracy: no inputs were tested."});
        return;
    }
    const auto last = number(epochs.back(), "/test_percent");
    if (last && *best - *last >= forgotten_points) {
        found.push_back(
            {Severity::warning, (boost::format("Test accuracy fell from %.2f %% after epoch %.0f to %.2f %%.") % *best %
                                 best_epoch % *last)
                                    .str()});
    }
}

void no_training(const RecordedRun& run, Warnings& found) {
    if (!run.summary.contains("network")) {
        found.push_back({Severity::note, "This run had no network: nothing was trained or classified."});
    } else if (list(run.summary, "/training/epochs").empty() && !number(run.summary, "/training/test_percent")) {
        found.push_back({Severity::note, "No epoch was completed."});
    }
}

void memories(const RecordedRun& run, Warnings& found) {
    for (const ordered_json& memory : list(run.summary, "/memories")) {
        const auto hits = number(memory, "/row_hit_percent");
        const double accesses = number(memory, "/megabytes_per_second").value_or(0);
        if (hits && *hits < row_hit_percent && accesses > 0) {
            found.push_back(
                {Severity::warning,
                 (boost::format("Only %.1f %% of the accesses to %s found their row open.") % *hits % name_of(memory))
                     .str()});
        }
    }
}

void untimed(const RecordedRun& run, Warnings& found) {
    const auto configured = find(run.settings, "platform.interconnect.timing");
    if (text(run.summary, "/bus/timing").value_or(configured.value_or("")) == "untimed") {
        found.push_back({Severity::note,
                         "The bus was untimed: moving data took no time, so nothing here says whether a "
                         "real bus could feed the accelerator."});
    }
}

void missing_files(const RecordedRun& run, Warnings& found) {
    if (!run.missing.empty()) {
        found.push_back(
            {Severity::note, "Not in the folder, and so not in this report: " + boost::join(run.missing, ", ") + "."});
    }
}

} // namespace

Warnings warnings(const RecordedRun& run) {
    Warnings found;
    for (const auto rule : {end_of_run, stack_overflow, bus_errors, waiting, busy_channels, memories, saturations,
                            accuracy, no_training, untimed, missing_files}) {
        rule(run, found);
    }
    std::ranges::stable_sort(found, {}, &Warning::severity);
    return found;
}

std::string severity_name(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    default:
        return "note";
    }
}

} // namespace edgeloom::report
