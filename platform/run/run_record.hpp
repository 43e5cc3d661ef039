// What is noted while a run goes on.
#pragma once

#include "abi/mailbox.hpp"
#include "platform/run/console.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace edgeloom::platform {

/// Follows the firmware's mailbox events: which phase runs, how long phases took on the host, why the firmware gave up.
class RunRecord {
public:
    /// `epochs` of `train_inputs` inputs each, tests of `test_inputs` inputs.
    RunRecord(std::uint32_t first_epoch, std::uint32_t epochs, std::uint64_t train_inputs, std::uint64_t test_inputs);

    /// A phase begins when the accelerator has seen `inputs` inputs.
    void phase_started(bool training, std::uint32_t epoch, std::uint64_t inputs_of_phase, std::uint64_t inputs);
    void phase_ended();

    /// How far the run is when the accelerator has seen `inputs` inputs.
    [[nodiscard]] Progress progress(std::uint64_t inputs) const;

    /// Seconds of the host in phases that train (or, in a run that does not train, classify), and their inputs.
    [[nodiscard]] double seconds() const { return seconds_; }
    [[nodiscard]] std::uint64_t inputs() const { return inputs_; }

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
    Clock::time_point phase_begin_;
    double seconds_ = 0;
    std::uint64_t inputs_ = 0;
};

/// The reason in a mailbox event Event::failed, in words.
[[nodiscard]] std::string failure_in_words(std::uint32_t failure, std::uint32_t detail);

} // namespace edgeloom::platform
