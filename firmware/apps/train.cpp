// Trains the job's network: epochs over the training set, each followed by a test.
#include "abi/memory_map.hpp"
#include "drivers/accelerator.hpp"
#include "drivers/mailbox.hpp"
#include "runtime/app.hpp"
#include "runtime/heap.hpp"
#include "training/job.hpp"
#include "training/network_setup.hpp"
#include "training/phase_runner.hpp"

#include <algorithm>
#include <cstdio>

namespace {

using namespace edgeloom;
using namespace edgeloom::firmware;

enum PhaseKind : std::uint32_t { training = 1, testing = 0 }; // argument of Event::phase_started

template <class T>
T& at(std::uint32_t address) {
    return *reinterpret_cast<T*>(static_cast<std::uintptr_t>(address));
}

void print_percent(const char* what, std::uint32_t part, std::uint32_t whole) {
    const std::uint32_t hundredths = hundredths_of_percent(part, whole);
    std::printf(", %s %lu.%02lu %%", what, static_cast<unsigned long>(hundredths / 100),
                static_cast<unsigned long>(hundredths % 100));
}

void print(const abi::EpochResult& result) {
    std::printf("epoch %lu: eta 2^-%lu, %lu inputs", static_cast<unsigned long>(result.epoch + 1),
                static_cast<unsigned long>(result.eta_shift), static_cast<unsigned long>(result.inputs));
    print_percent("train", result.correct, result.inputs);
    std::printf(", last %lu", static_cast<unsigned long>(result.tail_inputs));
    const std::uint32_t tail = hundredths_of_percent(result.tail_correct, result.tail_inputs);
    std::printf(" %lu.%02lu %%", static_cast<unsigned long>(tail / 100), static_cast<unsigned long>(tail % 100));
    if (result.test_inputs != 0) {
        print_percent("test", result.test_correct, result.test_inputs);
    }
    std::printf("\n");
}

abi::EpochResult run_epoch(const abi::Job& job, PhaseRunner& runner, const Mailbox& mailbox, std::uint32_t epoch) {
    using abi::mailbox::Event;
    abi::EpochResult result{.epoch = epoch,
                            .eta_shift = eta_shift(job, epoch),
                            .inputs = job.train.inputs,
                            .tail_inputs = std::min(job.tail_inputs, job.train.inputs),
                            .test_inputs = job.test.inputs};
    mailbox.send(Event::phase_started, {training, epoch, result.inputs, result.eta_shift});
    const auto trained = runner.train(epoch, result.eta_shift);
    result.correct = trained.correct;
    result.tail_correct = trained.tail_correct;
    if (job.test.inputs != 0) {
        mailbox.send(Event::phase_started, {testing, epoch, result.test_inputs, result.eta_shift});
        result.test_correct = runner.test().correct;
    }
    return result;
}

} // namespace

int app_main(std::uint32_t job_address) {
    const abi::Job& job = checked_job(job_address);
    const Mailbox mailbox(abi::memory_map::mailbox.base);
    const Accelerator accelerator(abi::memory_map::accelerator.base, abi::memory_map::stream.base);
    Heap heap;
    NetworkSetup network(job, accelerator, heap);
    network.run();
    PhaseRunner runner(job, accelerator, heap);
    mailbox.send(abi::mailbox::Event::initialised);

    auto& results = at<abi::Results>(job.results_address);
    results = {.magic = abi::Results::magic_value, .block_clocks = accelerator.block_clocks()};
    for (std::uint32_t j = 0; j < job.junctions; ++j) {
        results.parallelism[j] = network.parallelism(j);
    }
    auto* const epochs = &at<abi::EpochResult>(job.epochs_address);
    for (std::uint32_t n = 0; n < job.epochs; ++n) {
        epochs[n] = run_epoch(job, runner, mailbox, job.first_epoch + n);
        results.epochs = n + 1;
        print(epochs[n]);
        mailbox.send(abi::mailbox::Event::epoch_done, {n});
    }
    mailbox.send(abi::mailbox::Event::finished);
    return 0;
}
