#include "platform/explore/trainer.hpp"

#include "platform/explore/rounds.hpp"
#include "platform/explore/run_figures.hpp"

namespace edgeloom::platform::explore {

Trainer::Trainer(std::filesystem::path folder, std::vector<std::string> arguments, Executor& executor,
                 Executor::Interrupted interrupted, Progress& progress)
    : folder_(std::move(folder)),
      arguments_(std::move(arguments)),
      executor_(executor),
      interrupted_(std::move(interrupted)),
      progress_(progress) {}

void Trainer::run(const std::vector<Task>& tasks, const Executor::Finished& finished) {
    std::vector<Task> missing;
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (tasks[i].passed()) {
            finished(i, {.passed = true, .reason = {}});
        } else {
            missing.push_back(tasks[i]);
            missing.back().arguments.insert(missing.back().arguments.end(), arguments_.begin(), arguments_.end());
            indices.push_back(i);
        }
    }
    executor_.run(
        missing,
        [&](std::size_t task, const TaskResult& result) {
            if (!result.passed) {
                missing[task].require_room();
            }
            finished(indices[task], result);
        },
        [this] {
            progress_.show();
            return interrupted_();
        });
}

void Trainer::train(std::vector<Training> trainings, const Known& known) {
    std::vector<Task> tasks;
    tasks.reserve(trainings.size());
    for (const Training& each : trainings) {
        tasks.push_back(
            {.folder = folder_ / each.point.key, .configuration = each.point.configuration, .arguments = {}});
    }
    run(tasks, [&](std::size_t i, const TaskResult& result) {
        Point& point = trainings[i].point;
        take_result(result, tasks[i].folder, point);
        known(std::move(point));
    });
}

void Trainer::train(std::vector<Training> trainings, const Halving& halving, const Known& known) {
    Rounds rounds(std::move(trainings), halving, folder_);
    while (!rounds.done()) {
        const std::vector<Task> tasks = rounds.next();
        progress_.round(rounds.number(), tasks.size());
        std::size_t ended = 0;
        run(tasks, [&](std::size_t i, const TaskResult& result) {
            rounds.take(i, result);
            ++ended;
            progress_.trained();
        });
        if (ended < tasks.size()) {
            return; // interrupted
        }
        for (Point& point : rounds.judge()) {
            known(std::move(point));
        }
    }
}

} // namespace edgeloom::platform::explore
