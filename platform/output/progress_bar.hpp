// A bar at the bottom of a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace edgeloom::platform {

/// How much of something is done.
struct BarContent {
    std::string before; ///< such as "epoch 3 of 15, training"
    std::uint64_t done = 0;
    std::uint64_t all = 0; ///< 0: nothing to show
    std::string after;     ///< such as "1200 inputs/s  3 s left"
};

/// Drawn where the stream is a terminal, and nowhere else.
class ProgressBar {
public:
    explicit ProgressBar(std::FILE* stream);
    ~ProgressBar() { erase(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// It is worth while to make up what would be shown: some times a second at most.
    [[nodiscard]] bool is_due();
    void show(const BarContent& content);
    /// Before anything else is written to the terminal.
    void erase();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] unsigned columns() const;

    std::FILE* stream_;
    bool terminal_;
    bool drawn_ = false;
    Clock::time_point last_drawn_;
};

} // namespace edgeloom::platform
