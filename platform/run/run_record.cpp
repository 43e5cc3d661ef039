#include "platform/run/run_record.hpp"

namespace edgeloom::platform {

RunRecord::RunRecord(std::uint32_t first_epoch, std::uint32_t epochs, std::uint64_t train_inputs,
                     std::uint64_t test_inputs)
    : first_epoch_(first_epoch),
      epochs_(epochs),
      train_inputs_(train_inputs),
      test_inputs_(test_inputs) {}

void RunRecord::phase_started(bool training, std::uint32_t epoch, std::uint64_t inputs_of_phase, const Moment& now) {
    phase_ended(now);
    running_ = true;
    training_ = training;
    epoch_ = epoch;
    phase_inputs_ = inputs_of_phase;
    before_phase_ = now.accelerator_inputs + software_inputs_;
    software_before_phase_ = software_inputs_;
    phase_begin_ = Clock::now();
    simulated_begin_ = now.time;
}

void RunRecord::phase_ended(const Moment& now) {
    if (running_ && (training_ || epochs_ == 0)) {
        seconds_ += std::chrono::duration<double>(Clock::now() - phase_begin_).count();
        simulated_ += now.time - simulated_begin_;
        inputs_ += now.accelerator_inputs + software_inputs_ - before_phase_;
    }
    running_ = false;
}

Progress RunRecord::progress(std::uint64_t accelerator_inputs) const {
    if (!running_) {
        return {};
    }
    const std::uint64_t inputs = accelerator_inputs + software_inputs_;
    const std::string what = training_ ? "training" : "testing";
    return {.phase = epochs_ == 0 ? what
                                  : "epoch " + std::to_string(epoch_ + 1) + " of " +
                                        std::to_string(first_epoch_ + epochs_) + ", " + what,
            .done = inputs - before_phase_,
            .inputs = phase_inputs_,
            .run_done = inputs,
            .run_inputs = epochs_ == 0 ? test_inputs_ : epochs_ * (train_inputs_ + test_inputs_)};
}

std::string failure_in_words(std::uint32_t failure, std::uint32_t detail) {
    using enum abi::mailbox::Failure;
    const std::string number = std::to_string(detail);
    switch (static_cast<abi::mailbox::Failure>(failure)) {
    case job:
        return "its job block is missing or damaged";
    case accelerator:
        return "the accelerator recorded error code " + number;
    case dma:
        return "a DMA channel stopped with error code " + number;
    case pattern:
        return "no pattern without duplicate edges for junction " + std::to_string(detail + 1);
    case memory:
        return "out of memory, " + number + " bytes wanted";
    case trap:
        return "unexpected trap, mcause " + number;
    case mapping:
        return detail == 0 ? "no legal parallelism"
                           : "no legal parallelism; with " + number + " of what the firmware names there is one";
    }
    return "reason " + std::to_string(failure) + ", detail " + number;
}

} // namespace edgeloom::platform
