// Runs the system on chip until the firmware ends, or the run has to be given up.
#pragma once

#include "hart/elf_image.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/soc/soc.hpp"

#include <systemc>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace edgeloom::platform {

/// How a run ended.
struct Outcome {
    enum class Status : std::uint8_t { passed, failed, interrupted };
    Status status = Status::passed;
    std::string message; ///< unless passed: why, without a newline at the end
};

/// Advances simulated time a slice at a time; between slices it looks for Ctrl-C and for progress.
class Simulation {
public:
    /// `image` is the firmware, for the names of its symbols.
    Simulation(Soc& soc, const WatchdogConfiguration& watchdog, const ElfImage& image);

    /// Calls `between` after every slice. Where nothing can happen any more, `stuck` may help: the run goes on if it
    /// says true. Where the firmware has a last word to say about its failure (`reason`, may be empty), it becomes part
    /// of the outcome's message.
    [[nodiscard]] Outcome run(const std::function<bool()>& interrupted, const std::function<void()>& between,
                              const std::function<bool()>& stuck);

    /// The firmware's own reason for failing, as the mailbox delivered it.
    void set_reason(std::string reason) { reason_ = std::move(reason); }
    /// The firmware has ended, though not by the finisher. The caller stops SystemC.
    void end(Outcome outcome) { end_ = std::move(outcome); }
    [[nodiscard]] bool has_end() const { return end_.has_value(); }
    /// Something was done that is no device's work.
    void note_progress() { ++noted_; }
    /// The firmware ended by itself: the run was neither given up nor interrupted.
    [[nodiscard]] bool firmware_ended() const { return has_end() || soc_.finisher.outcome(); }

private:
    [[nodiscard]] std::uint64_t progress() const;
    [[nodiscard]] Outcome finished() const;
    [[nodiscard]] Outcome give_up(const std::string& why) const;
    [[nodiscard]] std::string who_waits_for_what() const;
    [[nodiscard]] std::string last_bus_error() const;
    [[nodiscard]] std::string place(std::uint32_t pc) const;

    Soc& soc_;
    sc_core::sc_time idle_limit_;
    sc_core::sc_time limit_;
    const ElfImage& image_;
    std::string reason_;
    std::optional<Outcome> end_;
    std::uint64_t noted_ = 0;
};

} // namespace edgeloom::platform
