#include "platform/run/results_folder.hpp"

#include "platform/configuration/load.hpp"
#include "platform/measure/bus_figures.hpp"
#include "platform/output/run_files.hpp"

namespace edgeloom::platform {

namespace {

constexpr const char* state_folder = "state";

} // namespace

ResultsFolder::ResultsFolder(const RunOptions& options) : dump_state_(options.dump_state) {
    if (!options.out) {
        return;
    }
    folder_.emplace(*options.out);
    for (const char* const name :
         {summary_file, configuration_file, bus_file, epochs_file, uart_file, predictions_file, report_file,
          state_folder, Trace::timeline_file, Trace::waveform_file, TransactionTable::file}) {
        folder_->remove(name);
    }
    for (const std::string& name : insight::Insight::file_names()) {
        folder_->remove(name);
    }
    uart_.emplace(*folder_, uart_file);
    if (options.insight.instructions) {
        trace_.emplace(*folder_, insight::Insight::trace_file);
    }
}

void ResultsFolder::take_trace(insight::Insight& insight) {
    if (trace_) {
        insight.trace_to([this](std::string_view text) { trace_->append(text); });
    }
}

std::unique_ptr<Trace> ResultsFolder::trace(const RunOptions& options, Soc& soc) const {
    return options.trace ? std::make_unique<Trace>(*options.trace, soc, *folder_) : nullptr;
}

void ResultsFolder::write_insight(insight::Insight& insight) {
    insight.write([this](const std::string& name, std::string_view bytes) { folder_->write(name, bytes); });
    if (trace_) {
        trace_->complete();
    }
}

void ResultsFolder::append_uart(char character) {
    if (uart_) {
        uart_->append({&character, 1});
    }
}

void ResultsFolder::write_state(const State& state, const NetworkConfiguration& network,
                                const std::string& name) const {
    save_state(state, network, *folder_, std::string(state_folder) + "/" + name);
}

void ResultsFolder::complete(const Plan& plan, const RunFigures& figures,
                             const std::vector<std::uint32_t>& predictions) {
    if (!folder_) {
        return;
    }
    uart_->complete();
    folder_->write(configuration_file, to_yaml(plan.configuration()));
    if (plan.job() != nullptr) {
        folder_->write(epochs_file, epochs_csv(figures.epochs));
    }
    if (!predictions.empty()) {
        folder_->write(predictions_file, predictions_csv(predictions));
    }
    folder_->write(bus_file, bus_series(figures.soc.interconnect).dump() + "\n");
    folder_->write(summary_file, summary(figures).dump(2) + "\n");
}

} // namespace edgeloom::platform
