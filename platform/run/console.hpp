// What the person at the terminal sees while a run goes on.
#pragma once

#include "platform/output/progress_bar.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace edgeloom::platform {

/// How far a run is.
struct Progress {
    std::string phase;            ///< such as "epoch 3 of 15, training"
    std::uint64_t done = 0;       ///< inputs of the phase
    std::uint64_t inputs = 0;     ///< of the phase; 0: nothing to show
    std::uint64_t run_done = 0;   ///< inputs of the run
    std::uint64_t run_inputs = 0; ///< of the run
};

/// Firmware text on standard output, and below it a progress bar with rate and time left where that is a terminal.
/// Elsewhere there is no bar: the firmware's own lines tell.
class Console {
public:
    Console() = default;
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    void put(char character);
    void line(const std::string& text);
    /// Draws the bar, some times a second at most.
    void show(const Progress& progress);

private:
    using Clock = std::chrono::steady_clock;

    ProgressBar bar_{stdout};
    std::string text_; // of a line that is not complete
    Clock::time_point begin_ = Clock::now();
};

} // namespace edgeloom::platform
