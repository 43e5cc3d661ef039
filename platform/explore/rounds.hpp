// Successive halving.
#pragma once

#include "platform/explore/sweep.hpp"
#include "platform/explore/task.hpp"
#include "platform/explore/training.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace edgeloom::platform::explore {

/// Points that train for longer and longer, and are fewer and fewer.
class Rounds {
public:
    /// @param folder whose subfolders, named by key, receive the runs
    Rounds(std::vector<Training> trainings, const Halving& halving, std::filesystem::path folder);

    [[nodiscard]] bool done() const { return racers_.empty(); }
    /// Begins a round: what has to be run. The runs of a round but the last are in subfolders of their own.
    [[nodiscard]] std::vector<Task> next();
    /// From 1.
    [[nodiscard]] std::uint64_t number() const { return number_; }
    /// How a task of this round ended.
    void take(std::size_t task, const TaskResult& result);
    /// Ends the round, all of whose tasks have ended: returns the points that are trained to the end, have failed or
    /// are stopped.
    [[nodiscard]] std::vector<Point> judge();

private:
    struct Racer {
        Training training;
        std::uint64_t trained = 0; // epochs
        double seconds = 0;        // simulated
        std::filesystem::path state;
        std::filesystem::path now; // folder of this round

        [[nodiscard]] bool at_end() const { return trained >= training.epochs || !training.point.done(); }
    };

    [[nodiscard]] Task task_of(Racer& racer) const;
    [[nodiscard]] std::vector<std::uint64_t> best_variants() const;

    std::vector<Racer> racers_; // by variant
    Halving halving_;
    std::filesystem::path folder_;
    std::uint64_t number_ = 0;
    std::uint64_t epochs_ = 0; // until the end of this round
};

} // namespace edgeloom::platform::explore
