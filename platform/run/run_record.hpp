// What is noted while a run goes on.
#pragma once

#include "abi/mailbox.hpp"
#include "platform/run/console.hpp"

#include <systemc>

#include <chrono>
#include <cstdint>
#include <string>

namespace edgeloom::platform {

/// Follows the firmware's mailbox events: which phase runs, how long phases took.
class RunRecord {
public:
    /// `epochs` of `train_inputs` inputs each, tests of `test_inputs` inputs.
    RunRecord(std::uint32_t first_epoch, std::uint32_t epochs, std::uint64_t train_inputs, std::uint64_t test_inputs);

    /// When something happens.
    struct Moment {
        std::uint64_t accelerator_inputs; ///< that the accelerator has taken so far
        sc_core::sc_time time;            ///< simulated
    };
    void phase_started(bool training, std::uint32_t epoch, std::uint64_t inputs_of_phase, const Moment& now);
    /// Software itself has taken so many inputs of the phase: they count like those of the accelerator.
    void inputs_entered(std::uint64_t inputs_of_phase) { software_inputs_ = software_before_phase_ + inputs_of_phase; }
    void phase_ended(const Moment& now);

    /// How far the run is when the accelerator has taken so many inputs.
    [[nodiscard]] Progress progress(std::uint64_t accelerator_inputs) const;

    /// Seconds of the host and simulated time in phases that train (or, in a run that does not train, classify), and
    /// their inputs.
    [[nodiscard]] double seconds() const { return seconds_; }
    [[nodiscard]] const sc_core::sc_time& simulated() const { return simulated_; }
    [[nodiscard]] std::uint64_t inputs() const { return inputs_; }
    /// Inputs of all phases that software took.
    [[nodiscard]] std::uint64_t software_inputs() const { return software_inputs_; }

private:
    using Clock = std::chrono::steady_clock;

    std::uint32_t first_epoch_;
    std::uint32_t epochs_;
    std::uint64_t train_inputs_;
    std::uint64_t test_inputs_;

    bool running_ = false;
    bool training_ = false;
    std::uint32_t epoch_ = 0;
    std::uint64_t phase_inputs_ = 0;
    std::uint64_t before_phase_ = 0;
    std::uint64_t software_before_phase_ = 0;
    Clock::time_point phase_begin_;
    sc_core::sc_time simulated_begin_;
    double seconds_ = 0;
    sc_core::sc_time simulated_;
    std::uint64_t inputs_ = 0;
    std::uint64_t software_inputs_ = 0;
};

/// The reason in a mailbox event Event::failed, in words.
[[nodiscard]] std::string failure_in_words(std::uint32_t failure, std::uint32_t detail);

} // namespace edgeloom::platform
