#include "platform/explore/rounds.hpp"

#include "platform/explore/expression.hpp"
#include "platform/explore/run_figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace edgeloom::platform::explore {

Rounds::Rounds(std::vector<Training> trainings, const Halving& halving, std::filesystem::path folder)
    : halving_(halving),
      folder_(std::move(folder)) {
    racers_.reserve(trainings.size());
    for (Training& training : trainings) {
        racers_.push_back({.training = std::move(training), .state = {}, .now = {}});
    }
}

std::vector<Task> Rounds::next() {
    epochs_ = number_ == 0 ? halving_.first_epochs : 2 * epochs_;
    ++number_;
    std::vector<Task> tasks;
    tasks.reserve(racers_.size());
    for (Racer& racer : racers_) {
        tasks.push_back(task_of(racer));
    }
    return tasks;
}

Task Rounds::task_of(Racer& racer) const {
    const std::uint64_t until = std::min(epochs_, racer.training.epochs);
    const std::filesystem::path of_point = folder_ / racer.training.point.key;
    const bool last = until == racer.training.epochs;
    racer.now = last ? of_point : of_point / ("round-" + std::to_string(number_));
    Task task{.folder = racer.now,
              .configuration = racer.training.point.configuration,
              .arguments = {"--set", "training.epochs=" + std::to_string(until - racer.trained)}};
    if (!racer.state.empty()) {
        task.arguments.insert(task.arguments.end(), {"--load-state", racer.state.string()});
    }
    if (!last) {
        task.arguments.emplace_back("--dump-state");
    }
    racer.trained = until;
    return task;
}

void Rounds::take(std::size_t task, const TaskResult& result) {
    Racer& racer = racers_[task];
    take_result(result, racer.now, racer.training.point);
    if (racer.training.point.done()) {
        racer.seconds += racer.training.point.figures["training_seconds"];
        racer.training.point.figures["training_seconds"] = racer.seconds;
        racer.state = racer.now;
    }
}

// Of those that have not come to their end, by accuracy.
std::vector<std::uint64_t> Rounds::best_variants() const {
    struct Score {
        double sum = 0;
        int points = 0;
    };
    std::map<std::uint64_t, Score> scores;
    for (const Racer& racer : racers_) {
        if (!racer.at_end()) {
            const auto accuracy = racer.training.point.figures.find("accuracy");
            Score& score = scores[racer.training.point.variant];
            score.sum += accuracy == racer.training.point.figures.end() ? 0 : accuracy->second;
            ++score.points;
        }
    }
    std::vector<std::uint64_t> variants;
    variants.reserve(scores.size());
    for (const auto& [variant, score] : scores) {
        variants.push_back(variant);
    }
    std::ranges::stable_sort(variants, std::greater(),
                             [&](std::uint64_t each) { return scores[each].sum / scores[each].points; });
    variants.resize(static_cast<std::size_t>(std::ceil(halving_.keep * static_cast<double>(variants.size()))));
    return variants;
}

std::vector<Point> Rounds::judge() {
    const std::vector<std::uint64_t> best = best_variants();
    std::vector<Point> known;
    std::erase_if(racers_, [&](Racer& racer) {
        Point& point = racer.training.point;
        const bool stopped = !racer.at_end() && std::ranges::find(best, point.variant) == best.end();
        if (stopped) {
            point.outcome = PointOutcome::stopped;
            point.reason = "accuracy " + to_text(point.figures["accuracy"]) + " % after " +
                           std::to_string(racer.trained) + " epochs, not among the best";
        }
        const bool ends = stopped || racer.at_end();
        if (ends) {
            known.push_back(std::move(point));
        }
        return ends;
    });
    return known;
}

} // namespace edgeloom::platform::explore
