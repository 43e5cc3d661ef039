#include "platform/explore/progress.hpp"

#include "platform/explore/expression.hpp"

#include <boost/format.hpp>
#include <unistd.h>

namespace edgeloom::platform::explore {

namespace {

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

Progress::Progress(std::uint64_t points, std::optional<Objective> objective)
    : all_(points),
      objective_(std::move(objective)) {}

void Progress::point(const Point& point, bool at_once) {
    ++done_;
    at_once_ += at_once ? 1 : 0;
    if (objective_ && point.done()) {
        const auto figure = point.figures.find(objective_->figure);
        if (figure != point.figures.end() && (!best_ || objective_->cost(figure->second) < objective_->cost(*best_))) {
            best_ = figure->second;
        }
    }
    show();
}

void Progress::round(std::uint64_t number, std::uint64_t trainings) {
    round_ = number;
    trainings_ = trainings;
    trained_ = 0;
    round_begin_ = Clock::now();
}

void Progress::trained() {
    ++trained_;
    show();
}

std::string Progress::words() const {
    const bool in_round = round_ != 0 && done_ < all_;
    const double seconds = seconds_since(in_round ? round_begin_ : begin_);
    const auto fresh = static_cast<double>(in_round ? trained_ : done_ - at_once_);
    const auto left = static_cast<double>(in_round ? trainings_ - trained_ : all_ - done_);
    const double rate = seconds > 0 ? fresh / seconds : 0;
    std::string text = (boost::format("%.1f %s/s") % rate % (in_round ? "trainings" : "points")).str();
    if (best_) {
        text += (boost::format(", %s %.4g") % objective_->figure % *best_).str();
    }
    if (rate > 0) {
        text += (boost::format(", %.0f s left") % (left / rate)).str();
    }
    return text;
}

void Progress::show() {
    const std::string what = round_ == 0 ? "exploring" : "round " + std::to_string(round_);
    const bool in_round = round_ != 0 && done_ < all_;
    const std::uint64_t done = in_round ? trained_ : done_;
    const std::uint64_t all = in_round ? trainings_ : all_;
    if (bar_.is_due()) {
        bar_.show({.before = what, .done = done, .all = all, .after = words()});
    }
    constexpr double between_lines = 30; // seconds
    if (isatty(STDERR_FILENO) == 0 && seconds_since(last_line_) > between_lines) {
        last_line_ = Clock::now();
        std::fprintf(stderr, "%s: %llu of %llu, %s\n", what.c_str(), static_cast<unsigned long long>(done),
                     static_cast<unsigned long long>(all), words().c_str());
    }
}

} // namespace edgeloom::platform::explore
