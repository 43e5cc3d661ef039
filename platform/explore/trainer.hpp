// Trains the points of a sweep.
#pragma once

#include "platform/explore/executor.hpp"
#include "platform/explore/progress.hpp"
#include "platform/explore/sweep.hpp"
#include "platform/explore/training.hpp"

#include <filesystem>
#include <functional>
#include <vector>

namespace edgeloom::platform::explore {

/// Has the runs of points made, and takes their figures.
class Trainer {
public:
    /// What is known of a point for good.
    using Known = std::function<void(Point)>;

    /// @param folder    whose subfolders, named by key, receive the runs
    /// @param arguments of all runs
    Trainer(std::filesystem::path folder, std::vector<std::string> arguments, Executor& executor,
            Executor::Interrupted interrupted, Progress& progress);

    /// Trains all of them. Those of which a run has been made and passed are not run again.
    void train(std::vector<Training> trainings, const Known& known);
    /// In rounds, each of which trains twice as long as the one before: after a round, the share `halving.keep` of the
    /// variants with the best accuracy goes on, the others are stopped.
    void train(std::vector<Training> trainings, const Halving& halving, const Known& known);

private:
    /// Runs what has not been run.
    void run(const std::vector<Task>& tasks, const Executor::Finished& finished);

    std::filesystem::path folder_;
    std::vector<std::string> arguments_;
    Executor& executor_;
    Executor::Interrupted interrupted_;
    Progress& progress_;
};

} // namespace edgeloom::platform::explore
