#include "platform/run/run.hpp"

#include "platform/configuration/load.hpp"
#include "platform/output/output_folder.hpp"
#include "platform/run/console.hpp"
#include "platform/run/interruption.hpp"
#include "platform/run/plan.hpp"
#include "platform/run/run_record.hpp"
#include "platform/run/simulation.hpp"
#include "platform/run/summary.hpp"
#include "platform/state/capture.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>

namespace edgeloom::platform {

namespace {

using abi::mailbox::Event;

// Files of --out, so that none of an earlier run stays behind.
constexpr const char* configuration_file = "config.yaml";
constexpr const char* summary_file = "summary.json";
constexpr const char* epochs_file = "epochs.csv";
constexpr const char* uart_file = "uart.log";
constexpr const char* predictions_file = "predictions.csv";
constexpr const char* state_folder = "state";

// The results folder of a run, if one is wanted.
class Results {
public:
    explicit Results(const RunOptions& options) : dump_state_(options.dump_state) {
        if (!options.out) {
            return;
        }
        folder_.emplace(*options.out);
        for (const char* const name : {configuration_file, summary_file, epochs_file, uart_file, predictions_file}) {
            folder_->remove(name);
        }
        folder_->remove(state_folder);
        uart_.emplace(*folder_, uart_file);
    }

    void uart(char character) {
        if (uart_) {
            uart_->append({&character, 1});
        }
    }

    void state(Soc& soc, const Plan& plan, const char* name, std::uint32_t epochs) {
        if (dump_state_) {
            save_state(capture_state(soc, epochs), plan.configuration().network, *folder_,
                       std::string(state_folder) + "/" + name);
        }
    }

    void complete(const Plan& plan, const RunFigures& figures, const std::vector<std::uint32_t>& predictions) {
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
        folder_->write(summary_file, summary(figures).dump(2) + "\n");
    }

private:
    bool dump_state_;
    std::optional<OutputFolder> folder_;
    std::optional<GrowingFile> uart_;
};

void load(Soc& soc, const ElfImage& image) {
    for (const ElfImage::Segment& segment : image.segments) {
        const bool in_dram = segment.address >= abi::memory_map::dram.base;
        Memory& memory = in_dram ? soc.dram : soc.sram;
        const std::uint32_t base = in_dram ? abi::memory_map::dram.base : abi::memory_map::sram.base;
        std::memcpy(memory.bytes().subspan(segment.address - base).data(), segment.bytes.data(), segment.bytes.size());
    }
}

RunRecord record_of(const Plan& plan) {
    if (plan.job() == nullptr) {
        return {0, 0, 0, 0};
    }
    const abi::Job& job = plan.job()->job();
    return {job.first_epoch, job.epochs, job.train.inputs, job.test.inputs};
}

} // namespace

int run(const RunOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    const Plan plan(options);
    Results results(options);
    Console console;
    console.line(plan.description());

    const JobImage* const job = plan.job();
    Soc soc("soc", plan.configuration(),
            {.pc = plan.firmware().entry, .argument = job == nullptr ? 0 : job->address()});
    load(soc, plan.firmware());
    if (job != nullptr) {
        job->place(soc.dram.bytes());
    }

    RunRecord record = record_of(plan);
    Simulation simulation(soc, plan.configuration().platform.watchdog, plan.firmware());
    const auto epochs_trained = [&] {
        return job == nullptr ? 0
                              : job->job().first_epoch +
                                    static_cast<std::uint32_t>(job->epochs(soc.dram.bytes()).size());
    };
    soc.uart.on_send([&](char character) {
        console.put(character);
        results.uart(character);
    });
    soc.mailbox.on_event([&](Event event, const Mailbox::Arguments& arguments) {
        switch (event) {
        case Event::initialised:
            results.state(soc, plan, "initial", epochs_trained());
            break;
        case Event::phase_started:
            record.phase_started(arguments[0] != 0, arguments[1], arguments[2], soc.accelerator.inputs());
            break;
        case Event::failed:
            simulation.set_reason(failure_in_words(arguments[0], arguments[1]));
            break;
        default:
            record.phase_ended();
        }
    });
    const Interruption interruption;
    const Outcome outcome = simulation.run([&] { return interruption.requested(); },
                                           [&] { console.show(record.progress(soc.accelerator.inputs())); });
    record.phase_ended();

    const bool passed = outcome.status == Outcome::Status::passed;
    if (passed) {
        results.state(soc, plan, "final", epochs_trained());
    }
    const RunFigures figures{
        .configuration = plan.configuration(),
        .soc = soc,
        .outcome = outcome,
        .record = record,
        .results = job == nullptr ? std::nullopt : job->results(soc.dram.bytes()),
        .epochs = job == nullptr ? std::vector<abi::EpochResult>() : job->epochs(soc.dram.bytes()),
        .wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
    const bool predicted = passed && job != nullptr && plan.configuration().training.infer;
    results.complete(plan, figures, predicted ? job->predictions(soc.dram.bytes()) : std::vector<std::uint32_t>());
    console.line(closing_lines(figures));
    if (!passed) {
        std::fprintf(stderr, "edgeloom: %s\n", outcome.message.c_str());
    }
    return passed ? 0 : 1;
}

} // namespace edgeloom::platform
