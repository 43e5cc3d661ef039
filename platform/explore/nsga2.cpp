#include "platform/explore/nsga2.hpp"

#include "platform/explore/draw.hpp"

#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/batch_evaluators/member_bfe.hpp>
#include <pagmo/bfe.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <pagmo/utils/multi_objective.hpp>

#include <algorithm>
#include <map>

namespace edgeloom::platform::explore {

namespace {

constexpr double worst = 1e30; // cost of what is infeasible, or was not looked at

// What is known of a space, and what may still be looked at.
class Archive {
public:
    Archive(const Space& space, const Evaluate& evaluate, std::uint64_t budget, std::size_t objectives)
        : space_(space),
          evaluate_(evaluate),
          budget_(budget),
          objectives_(objectives) {}

    [[nodiscard]] std::uint64_t left() const { return budget_ - known_.size(); }
    [[nodiscard]] std::size_t size() const { return known_.size(); }
    [[nodiscard]] std::size_t objectives() const { return objectives_; }
    [[nodiscard]] const Space& space() const { return space_; }
    [[nodiscard]] const std::map<std::uint64_t, Costs>& known() const { return known_; }

    // As many as the budget allows, each once.
    void look_at(const std::vector<Choices>& wanted) {
        std::vector<Choices> fresh;
        std::set<std::uint64_t> numbers;
        for (const Choices& choices : wanted) {
            const std::uint64_t number = space_.number_of(choices);
            if (fresh.size() < left() && !known_.contains(number) && numbers.insert(number).second) {
                fresh.push_back(choices);
            }
        }
        if (fresh.empty()) {
            return;
        }
        const std::vector<std::optional<Costs>> found = evaluate_(fresh);
        for (std::size_t i = 0; i < fresh.size(); ++i) {
            known_[space_.number_of(fresh[i])] = found[i].value_or(Costs(objectives_, worst));
        }
    }

    [[nodiscard]] Costs costs(const Choices& choices) const {
        const auto found = known_.find(space_.number_of(choices));
        return found == known_.end() ? Costs(objectives_, worst) : found->second;
    }

    // What one step on one axis makes of the front and nobody has looked at.
    [[nodiscard]] std::vector<Choices> neighbours() const {
        std::vector<Costs> costs;
        std::vector<std::uint64_t> numbers;
        for (const auto& [number, cost] : known_) {
            if (cost.front() < worst) {
                costs.push_back(cost);
                numbers.push_back(number);
            }
        }
        std::vector<Choices> list;
        for (const std::size_t i : front(costs)) {
            add_neighbours(space_.at(numbers[i]), list);
        }
        return list;
    }

private:
    void add_neighbours(const Choices& centre, std::vector<Choices>& list) const {
        for (std::size_t axis = 0; axis < centre.size(); ++axis) {
            for (const std::uint32_t step : {~0U, 1U}) { // down or up
                Choices neighbour = centre;
                neighbour[axis] += step;
                if (neighbour[axis] < space_.axes()[axis].values.size() &&
                    !known_.contains(space_.number_of(neighbour))) {
                    list.push_back(std::move(neighbour));
                }
            }
        }
    }

    const Space& space_;
    const Evaluate& evaluate_;
    std::uint64_t budget_;
    std::size_t objectives_;
    std::map<std::uint64_t, Costs> known_;
};

// The space as pagmo sees it: an index on each axis. Copies share the archive.
struct IndexProblem {
    Archive* archive = nullptr;

    [[nodiscard]] static Choices choices(const double* first, std::size_t axes) {
        Choices choices(axes);
        std::transform(first, first + axes, choices.begin(),
                       [](double index) { return static_cast<std::uint32_t>(index); });
        return choices;
    }
    [[nodiscard]] std::size_t axes() const { return archive->space().axes().size(); }
    [[nodiscard]] pagmo::vector_double fitness(const pagmo::vector_double& x) const {
        archive->look_at({choices(x.data(), axes())});
        return archive->costs(choices(x.data(), axes()));
    }
    [[nodiscard]] pagmo::vector_double batch_fitness(const pagmo::vector_double& xs) const {
        std::vector<Choices> wanted;
        wanted.reserve(xs.size() / axes());
        for (std::size_t i = 0; i < xs.size(); i += axes()) {
            wanted.push_back(choices(&xs[i], axes()));
        }
        archive->look_at(wanted);
        pagmo::vector_double fitnesses;
        for (const Choices& each : wanted) {
            const Costs costs = archive->costs(each);
            fitnesses.insert(fitnesses.end(), costs.begin(), costs.end());
        }
        return fitnesses;
    }
    [[nodiscard]] bool has_batch_fitness() const { return true; }
    [[nodiscard]] pagmo::vector_double::size_type get_nobj() const { return archive->objectives(); }
    [[nodiscard]] pagmo::vector_double::size_type get_nix() const { return axes(); }
    [[nodiscard]] std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
        pagmo::vector_double high(axes());
        std::ranges::transform(archive->space().axes(), high.begin(),
                               [](const Axis& axis) { return static_cast<double>(axis.values.size() - 1); });
        return {pagmo::vector_double(axes(), 0.0), high};
    }
};

// The best of all that is known.
pagmo::population best_of(Archive& archive, std::size_t size, unsigned seed) {
    std::vector<pagmo::vector_double> costs;
    std::vector<std::uint64_t> numbers;
    for (const auto& [number, cost] : archive.known()) {
        costs.push_back(cost);
        numbers.push_back(number);
    }
    pagmo::population population(pagmo::problem(IndexProblem{&archive}), 0, seed);
    const auto best = costs.size() > size ? pagmo::select_best_N_mo(costs, size) : [&] {
        std::vector<pagmo::pop_size_t> all(costs.size());
        std::iota(all.begin(), all.end(), pagmo::pop_size_t{0});
        return all;
    }();
    for (std::size_t i = 0; i < size; ++i) { // where fewer are known, some of them come again
        const auto index = best[i % best.size()];
        const Choices choices = archive.space().at(numbers[index]);
        population.push_back({choices.begin(), choices.end()}, costs[index]);
    }
    return population;
}

} // namespace

std::uint64_t Nsga2::points(const Space& space) const {
    return std::min(plan_.points, space.size());
}

void Nsga2::run(const Space& space, const Evaluate& evaluate) {
    Archive archive(space, evaluate, points(space), objectives_);
    Draw draw(space, plan_.seed);
    archive.look_at(draw.latin_hypercube(plan_.population));
    constexpr double crossover = 0.9;
    constexpr double distribution = 10; // index of crossover and mutation
    const double mutation = 1.0 / static_cast<double>(space.axes().size());
    const auto seed = static_cast<unsigned>(plan_.seed);
    pagmo::nsga2 nsga2(1, crossover, distribution, mutation, distribution, seed);
    nsga2.set_bfe(pagmo::bfe(pagmo::member_bfe()));
    pagmo::algorithm algorithm(nsga2);
    while (archive.left() > 0) {
        const std::size_t before = archive.size();
        algorithm.evolve(best_of(archive, plan_.population, seed));
        if (archive.size() - before >= plan_.population / 4) {
            continue;
        }
        archive.look_at(archive.neighbours());
        if (archive.size() == before) {
            for (const auto& [number, costs] : archive.known()) {
                draw.exclude(space.at(number));
            }
            archive.look_at(draw.random(std::min<std::uint64_t>(plan_.population, archive.left())));
        }
    }
}

} // namespace edgeloom::platform::explore
