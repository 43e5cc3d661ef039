#include "platform/explore/evaluator.hpp"

#include "platform/configuration/load.hpp"
#include "platform/configuration/yaml_file.hpp"
#include "platform/data/load.hpp"
#include "platform/explore/expression.hpp"
#include "platform/explore/key.hpp"
#include "platform/recorded_sweep/recorded_variant.hpp"
#include "platform/user_error.hpp"

#include <boost/algorithm/string.hpp>

#include <algorithm>
#include <tuple>

namespace edgeloom::platform::explore {

namespace {

// What decides about a point's figures beyond its configuration.
std::string circumstances(const Sweep& sweep) {
    std::string text = "edgeloom " EDGELOOM_VERSION "\n" + std::string(in_words(sweep.level)) + "\n" + sweep.part +
                       "\n" + (sweep.costs ? read_text(*sweep.costs) : "") + "\n" +
                       std::to_string(sweep.node.value_or(0)) + "\n";
    for (const std::string& figure : sweep.more_figures) {
        text.append(figure).append("\n");
    }
    for (const Constraint& constraint : sweep.constraints) {
        text.append(constraint.expression).append("\n");
    }
    if (sweep.halving) {
        text += std::to_string(sweep.halving->first_epochs) + " " + to_text(sweep.halving->keep) + "\n";
    }
    return text;
}

// What went wrong in the base, without the folder, which has nothing to do with the results.
std::string without_folder(const std::string& message, const std::string& base) {
    const std::string folder = base.substr(0, base.rfind('/') + 1);
    return folder == "/" ? message : boost::erase_all_copy(message, folder);
}

} // namespace

Evaluator::Evaluator(const Sweep& sweep, Store& store, Trainer* trainer, Progress& progress, const Options& options)
    : sweep_(sweep),
      store_(store),
      trainer_(trainer),
      progress_(progress),
      options_(options),
      analysis_(sweep),
      circumstances_(circumstances(sweep)),
      known_(store.points()) {}

void Evaluator::take(Point point, Source source) {
    const bool needs_training = trainer_ != nullptr;
    progress_.point(point, source == Source::earlier_try || (needs_training && source == Source::analysis));
    if (source != Source::earlier_try) {
        fresh_.push_back(point);
    }
    point.configuration.clear(); // the store has it
    points_.push_back(std::move(point));
}

void Evaluator::check(Variables variables, bool measured, Point& point) const {
    variables.insert(point.figures.begin(), point.figures.end());
    for (const Constraint& constraint : sweep_.constraints) {
        if (constraint.measured == measured && !constraint.holds(variables)) {
            point.outcome = PointOutcome::infeasible;
            point.reason = constraint.expression;
            for (const std::string& name : names_in(constraint.expression)) {
                point.reason += ", where " + name + " is " + to_text(variables.at(name));
            }
            return;
        }
    }
}

void Evaluator::analyse(const Variant& variant, const std::optional<std::uint64_t>& seed,
                        std::vector<Training>& trainings) {
    Point point{.key = {},
                .variant = variant.number,
                .seed = seed.value_or(0),
                .level = std::string(in_words(sweep_.level)),
                .axes = variant.axes,
                .configuration = {},
                .reason = {},
                .figures = {}};
    TrainingConfiguration training;
    try {
        Configuration configuration = variant.configuration(sweep_, seed);
        if (trainer_ != nullptr) {
            configuration.training.dataset.kind = kind_of(configuration.training.dataset);
        }
        point.seed = configuration.network.seed;
        point.figures = analysis_.figures(configuration, variant);
        point.configuration = to_yaml(configuration);
        training = configuration.training;
        check(variant.variables, false, point);
    } catch (const UserError& error) {
        point.outcome = PointOutcome::infeasible;
        point.reason = without_folder(error.what(), sweep_.base);
    }
    point.key =
        key_of(circumstances_ + variant.axes.dump() + "\n" + std::to_string(point.seed) + "\n" + point.configuration);
    const auto known = known_.find(point.key);
    if (known != known_.end() && (!options_.retry || known->second.outcome != PointOutcome::failed)) {
        Point earlier = known->second;
        if (earlier.variant != point.variant) { // an edited sweep may count otherwise
            earlier.variant = point.variant;
            fresh_.push_back(earlier);
        }
        take(std::move(earlier), Source::earlier_try);
    } else if (point.done() && trainer_ != nullptr) {
        require_files_of(training.dataset); // it is no point's fault if they are not there
        trainings.push_back({std::move(point), training.epochs});
    } else {
        take(std::move(point), Source::analysis);
    }
}

std::vector<Training> Evaluator::analyse(const std::vector<Choices>& combinations) {
    constexpr std::size_t stored_together = 256;
    std::vector<Training> trainings;
    for (const Choices& choices : combinations) {
        if (options_.interrupted()) {
            store_fresh();
            throw Interrupted();
        }
        const Variant variant(sweep_, choices);
        variables_[variant.number] = variant.variables;
        if (sweep_.seeds.empty()) {
            analyse(variant, std::nullopt, trainings);
        }
        for (const std::uint64_t seed : sweep_.seeds) {
            analyse(variant, seed, trainings);
        }
        if (fresh_.size() >= stored_together) {
            store_fresh();
        }
    }
    store_fresh();
    return trainings;
}

void Evaluator::store_fresh() {
    if (!fresh_.empty()) {
        store_.put(fresh_);
        fresh_.clear();
    }
}

void Evaluator::train(std::vector<Training> trainings) {
    const Trainer::Known known = [&](Point point) {
        try {
            if (point.done()) {
                check(variables_.at(point.variant), true, point);
            }
        } catch (const UserError& error) { // no such figure, as of a run without test inputs
            point.outcome = PointOutcome::infeasible;
            point.reason = error.what();
        }
        take(std::move(point), Source::training);
        store_fresh();
    };
    if (sweep_.halving) {
        trainer_->train(std::move(trainings), *sweep_.halving, known);
    } else {
        trainer_->train(std::move(trainings), known);
    }
    if (options_.interrupted()) {
        throw Interrupted();
    }
}

std::vector<std::optional<Costs>> Evaluator::costs(const std::vector<Choices>& combinations) {
    const std::size_t before = points_.size();
    std::vector<Training> trainings = analyse(combinations);
    if (!trainings.empty()) {
        train(std::move(trainings));
    }
    const auto first = points_.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(first, points_.end(),
              [](const Point& a, const Point& b) { return std::tie(a.variant, a.seed) < std::tie(b.variant, b.seed); });
    std::map<std::uint64_t, std::optional<Costs>> by_number;
    for (const RecordedVariant& variant : by_variant({first, points_.end()})) {
        by_number[variant.number] = variant.costs(sweep_.objectives);
    }
    std::vector<std::optional<Costs>> costs(combinations.size());
    std::ranges::transform(combinations, costs.begin(),
                           [&](const Choices& choices) { return by_number.at(sweep_.space.number_of(choices)); });
    return costs;
}

} // namespace edgeloom::platform::explore
