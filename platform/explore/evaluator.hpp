// From combinations to points.
#pragma once

#include "platform/explore/analysis.hpp"
#include "platform/explore/progress.hpp"
#include "platform/explore/search.hpp"
#include "platform/explore/trainer.hpp"
#include "platform/explore/variant.hpp"
#include "platform/recorded_sweep/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform::explore {

/// Finds out what a search asks for, unless an earlier try of the sweep has, and stores it.
class Evaluator {
public:
    struct Options {
        bool retry = false; ///< points that failed in an earlier try are tried again
        Executor::Interrupted interrupted;
    };

    /// @param trainer null where nothing is trained
    Evaluator(const Sweep& sweep, Store& store, Trainer* trainer, Progress& progress, const Options& options);

    /// Thrown where the user interrupts. What is known until then is stored.
    struct Interrupted {};

    /// The mean costs over the seeds; none where a point is not done.
    [[nodiscard]] std::vector<std::optional<Costs>> costs(const std::vector<Choices>& combinations);
    /// All that was asked for, without their configurations.
    [[nodiscard]] const std::vector<Point>& points() const { return points_; }

private:
    /// What told of a point.
    enum class Source : std::uint8_t { earlier_try, analysis, training };

    [[nodiscard]] std::vector<Training> analyse(const std::vector<Choices>& combinations);
    void analyse(const Variant& variant, const std::optional<std::uint64_t>& seed, std::vector<Training>& trainings);
    void check(Variables variables, bool measured, Point& point) const;
    void train(std::vector<Training> trainings);
    void take(Point point, Source source);
    void store_fresh();

    const Sweep& sweep_;
    Store& store_;
    Trainer* trainer_;
    Progress& progress_;
    Options options_;
    Analysis analysis_;
    std::string circumstances_;
    std::map<std::string, Point> known_;           // by key
    std::map<std::uint64_t, Variables> variables_; // by variant, of those that are being trained
    std::vector<Point> fresh_;                     // not stored yet
    std::vector<Point> points_;
};

} // namespace edgeloom::platform::explore
