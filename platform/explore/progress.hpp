// What the person at the terminal sees of a sweep.
#pragma once

#include "platform/output/progress_bar.hpp"
#include "platform/recorded_sweep/objective.hpp"
#include "platform/recorded_sweep/point.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace edgeloom::platform::explore {

/// A bar with rate, the best so far of an objective, and the time left; where standard error is no terminal, a line now
/// and then.
class Progress {
public:
    /// @param points   in all
    /// @param objective whose best is shown; none: nothing is
    Progress(std::uint64_t points, std::optional<Objective> objective);

    /// `at_once`: it was known from an earlier try, or ruled out before it was trained, and says nothing of the rate.
    void point(const Point& point, bool at_once);
    /// Of training in rounds: so many trainings, which are not points.
    void round(std::uint64_t number, std::uint64_t trainings);
    void trained();
    void show();
    /// Rate, best and time left, as far as they are known.
    [[nodiscard]] std::string words() const;
    /// Removes the bar.
    void end() { bar_.erase(); }

private:
    using Clock = std::chrono::steady_clock;

    std::uint64_t all_;
    std::optional<Objective> objective_;
    std::uint64_t done_ = 0;
    std::uint64_t at_once_ = 0; // of these
    std::optional<double> best_;
    std::uint64_t round_ = 0; // 0: none
    std::uint64_t trainings_ = 0;
    std::uint64_t trained_ = 0;
    ProgressBar bar_{stderr};
    Clock::time_point begin_ = Clock::now();
    Clock::time_point last_line_ = begin_;
    Clock::time_point round_begin_ = begin_;
};

} // namespace edgeloom::platform::explore
