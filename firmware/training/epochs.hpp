// The epochs of a job, whoever trains: each a pass over the training set, followed by a test.
#pragma once

#include "abi/job.hpp"
#include "drivers/mailbox.hpp"
#include "training/job.hpp"
#include "training/network_setup.hpp"

#include <algorithm>
#include <cstdint>

namespace edgeloom::firmware {

/// Prints an epoch's result as a line.
void print(const abi::EpochResult& result);

/// Trains all epochs of `job`. Fills its results, prints a line and tells the host about each epoch.
/// @param trainer has `train(epoch, eta_shift)` and `test()`, which return Accelerator::Counts
template <class Trainer>
void train_epochs(const abi::Job& job, const NetworkSetup& network, const Mailbox& mailbox, Trainer& trainer) {
    using abi::mailbox::Event;
    enum PhaseKind : std::uint32_t { testing = 0, training = 1 }; // argument of Event::phase_started
    auto& results = at<abi::Results>(job.results_address);
    results = network.results();
    auto* const epochs = &at<abi::EpochResult>(job.epochs_address);
    for (std::uint32_t n = 0; n < job.epochs; ++n) {
        const std::uint32_t epoch = job.first_epoch + n;
        const std::uint32_t inputs = job.selection.trained(job.train.inputs);
        abi::EpochResult result{.epoch = epoch,
                                .eta_shift = eta_shift(job, epoch),
                                .inputs = inputs,
                                .tail_inputs = std::min(job.tail_inputs, inputs),
                                .test_inputs = job.test.inputs,
                                .classified = job.selection.classified(job.train.inputs)};
        mailbox.send(Event::phase_started, {training, epoch, result.classified + inputs, result.eta_shift});
        const auto trained = trainer.train(epoch, result.eta_shift);
        result.correct = trained.correct;
        result.tail_correct = trained.tail_correct;
        if (job.test.inputs != 0) {
            mailbox.send(Event::phase_started, {testing, epoch, result.test_inputs, result.eta_shift});
            result.test_correct = trainer.test().correct;
        }
        epochs[n] = result;
        results.epochs = n + 1;
        mailbox.send(Event::epoch_done, {n}); // before the line, which takes time
        print(result);
    }
}

} // namespace edgeloom::firmware
