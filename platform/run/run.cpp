#include "platform/run/run.hpp"

#include "platform/run/console.hpp"
#include "platform/run/guest_services.hpp"
#include "platform/run/interruption.hpp"
#include "platform/run/plan.hpp"
#include "platform/run/results_folder.hpp"
#include "platform/run/run_record.hpp"
#include "platform/run/signature_file.hpp"
#include "platform/run/simulation.hpp"
#include "platform/run/summary.hpp"
#include "platform/soc/picoseconds.hpp"
#include "platform/state/capture.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

namespace edgeloom::platform {

namespace {

using abi::mailbox::Event;

RunRecord record_of(const Plan& plan) {
    if (plan.job() == nullptr) {
        return {0, 0, 0, 0};
    }
    const abi::Job& job = plan.job()->job();
    const std::uint32_t train = job.train.inputs;
    return {job.first_epoch, job.epochs, job.selection.classified(train) + job.selection.trained(train),
            job.test.inputs};
}

Reset reset_of(const Plan& plan) {
    return {.pc = plan.firmware().entry, .argument = plan.job() == nullptr ? 0 : plan.job()->address()};
}

std::optional<SignatureFile> signature_file(const RunOptions& options, const Plan& plan) {
    if (!options.signature) {
        return std::nullopt;
    }
    const std::string name = options.firmware.value_or("the program's own firmware");
    return SignatureFile(Signature(plan.firmware(), plan.configuration().platform, name), *options.signature);
}

// A planned run: the system on chip with firmware and job in its memory, and whoever watches it.
class Run {
public:
    /// Throws UserError, before it touches the results of an earlier run.
    Run(const RunOptions& options, const Plan& plan)
        : plan_(plan),
          record_(record_of(plan)),
          soc_("soc", plan.configuration(), reset_of(plan)),
          simulation_(soc_, plan.configuration().platform.watchdog, plan.firmware()),
          services_(options, plan.configuration(), plan.firmware(), soc_, simulation_,
                    [this](char character) { on_character(character); }),
          debugger_(debugger(options)),
          insight_(insight(options)),
          results_(options),
          trace_(results_.trace(options, soc_)) {
        load_memory();
        soc_.uart.on_send([this](char character) { on_character(character); });
        soc_.mailbox.on_event([this](Event event, const Mailbox::Arguments& arguments) { on_event(event, arguments); });
        soc_.hart.on_halt([this] { on_halt(); });
        if (debugger_) {
            console_.line("waiting for gdb: target remote :" + std::to_string(debugger_->port()));
        }
        if (insight_) {
            results_.take_trace(*insight_);
            soc_.hart.observe(insight_->observer());
        }
    }

    Outcome simulate() {
        if (debugger_) {
            debugger_->begin();
        }
        Outcome outcome = simulation_.run([this] { return interruption_.requested() || killed(); },
                                          [this] { between(); }, [this] { return debugger_ && debugger_->stuck(); });
        record_.phase_ended(now());
        if (debugger_) {
            debugger_->exited(outcome.status == Outcome::Status::passed ? 0 : 1);
        }
        return outcome;
    }

    void report(const Outcome& outcome, double wall_seconds) {
        const bool passed = outcome.status == Outcome::Status::passed;
        if (initial_) {
            results_.write_state(*initial_, plan_.configuration().network, "initial");
        }
        if (passed && results_.wants_state()) {
            results_.write_state(capture_state(soc_, epochs_trained()), plan_.configuration().network, "final");
        }
        if (insight_) {
            results_.write_insight(*insight_);
        }
        if (trace_) {
            trace_->complete();
        }
        const RunFigures figures{.configuration = plan_.configuration(),
                                 .costs = plan_.costs(),
                                 .job = job() ? &job()->job() : nullptr,
                                 .soc = soc_,
                                 .outcome = outcome,
                                 .record = record_,
                                 .results = job() ? job()->results(soc_.dram.bytes()) : std::nullopt,
                                 .epochs = epochs(),
                                 .bottleneck = find_bottleneck(plan_.configuration(), soc_, sc_core::sc_time_stamp()),
                                 .insight = insight_ ? insight_->summary() : nlohmann::ordered_json::object(),
                                 .wall_seconds = wall_seconds};
        const bool predicted = passed && job() != nullptr && plan_.configuration().training.infer;
        results_.complete(plan_, figures,
                          predicted ? job()->predictions(soc_.dram.bytes()) : std::vector<std::uint32_t>());
        console_.line(closing_lines(figures));
        if (trace_) {
            console_.line(trace_->in_words());
        }
    }

    void write_signature(const SignatureFile& file) {
        if (simulation_.firmware_ended()) {
            file.write([this](std::uint32_t address, std::span<std::uint8_t> bytes) {
                return soc_.peek(address, bytes) == bytes.size();
            });
        }
    }

private:
    [[nodiscard]] std::unique_ptr<Debugger> debugger(const RunOptions& options) {
        if (!options.debugger) {
            return nullptr;
        }
        return std::make_unique<Debugger>(
            soc_, *options.debugger, [this] { reset(); }, [this] { return interruption_.requested(); });
    }

    [[nodiscard]] std::unique_ptr<insight::Insight> insight(const RunOptions& options) {
        if (!options.insight.any()) {
            return nullptr;
        }
        return std::make_unique<insight::Insight>(options.insight, plan_.firmware_file(), plan_.firmware_name(),
                                                  in_picoseconds(soc_.hart.clock()));
    }

    [[nodiscard]] bool killed() const { return debugger_ && debugger_->killed(); }

    void between() {
        console_.show(record_.progress(soc_.accelerator.inputs()));
        if (debugger_ && !simulation_.firmware_ended()) {
            debugger_->poll();
        }
    }

    // In the hart's process.
    void on_halt() {
        if (debugger_ && !simulation_.has_end() && soc_.hart.difference().empty()) {
            debugger_->halted();
        }
        if (killed() || simulation_.has_end() || !soc_.hart.difference().empty()) {
            sc_core::sc_stop();
        }
    }

    void reset() {
        std::ranges::fill(soc_.sram.bytes(), std::uint8_t{0});
        std::ranges::fill(soc_.dram.bytes(), std::uint8_t{0});
        load_memory();
        soc_.reset();
        soc_.hart.reset();
    }

    void load_memory() {
        for (const ElfImage::Segment& segment : plan_.firmware().segments) {
            const bool in_dram = segment.address >= abi::memory_map::dram.base;
            const std::uint32_t base = in_dram ? abi::memory_map::dram.base : abi::memory_map::sram.base;
            const auto bytes = (in_dram ? soc_.dram : soc_.sram).bytes().subspan(segment.address - base);
            std::ranges::copy(segment.bytes, bytes.begin());
        }
        if (job() != nullptr) {
            job()->place(soc_.dram.bytes(), soc_.sram.bytes());
        }
    }

    void on_character(char character) {
        console_.put(character);
        results_.append_uart(character);
    }

    void on_event(Event event, const Mailbox::Arguments& arguments) {
        switch (event) {
        case Event::initialised:
            if (results_.wants_state()) {
                initial_ = capture_state(soc_, epochs_trained());
            }
            break;
        case Event::phase_started:
            record_.phase_started(arguments[0] != 0, arguments[1], arguments[2], now());
            break;
        case Event::inputs_entered:
            record_.inputs_entered(arguments[0]);
            break;
        case Event::failed:
            simulation_.set_reason(failure_in_words(arguments[0], arguments[1]));
            break;
        default:
            record_.phase_ended(now());
        }
    }

    [[nodiscard]] RunRecord::Moment now() const { return {soc_.accelerator.inputs(), sc_core::sc_time_stamp()}; }
    [[nodiscard]] const JobImage* job() const { return plan_.job(); }
    [[nodiscard]] std::vector<abi::EpochResult> epochs() {
        return job() == nullptr ? std::vector<abi::EpochResult>() : job()->epochs(soc_.dram.bytes());
    }
    [[nodiscard]] std::uint32_t epochs_trained() {
        return job() == nullptr ? 0 : job()->job().first_epoch + static_cast<std::uint32_t>(epochs().size());
    }

    const Plan& plan_;
    Console console_;
    RunRecord record_;
    const Interruption interruption_;
    Soc soc_;
    Simulation simulation_;
    GuestServices services_;
    std::unique_ptr<Debugger> debugger_;
    std::unique_ptr<insight::Insight> insight_;
    ResultsFolder results_;
    std::unique_ptr<Trace> trace_;
    std::optional<State> initial_; // written at the end: an error must not be thrown through the simulation
};

} // namespace

int run(const RunOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    const Plan plan(options);
    const std::optional<SignatureFile> signature = signature_file(options, plan);
    std::printf("%s\n", plan.description().c_str());
    std::fflush(stdout);

    Run run(options, plan);
    const Outcome outcome = run.simulate();
    run.report(outcome, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    if (signature) {
        run.write_signature(*signature);
    }
    if (outcome.status != Outcome::Status::passed) {
        std::fprintf(stderr, "edgeloom: %s\n", outcome.message.c_str());
        return 1;
    }
    return 0;
}

} // namespace edgeloom::platform
