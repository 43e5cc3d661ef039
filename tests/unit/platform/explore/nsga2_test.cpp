#include "platform/explore/analysis.hpp"
#include "platform/explore/nsga2.hpp"
#include "platform/explore/random_search.hpp"
#include "platform/explore/variant.hpp"
#include "platform/user_error.hpp"
#include "sweep_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace edgeloom::platform::explore {
namespace {

// Costs of every combination of a sweep; none where it is not legal.
std::vector<std::optional<Costs>> all_costs(const Sweep& sweep) {
    const Analysis analysis(sweep);
    std::vector<std::optional<Costs>> all(sweep.space.size());
    for (std::uint64_t number = 0; number < all.size(); ++number) {
        try {
            const Variant variant(sweep, sweep.space.at(number));
            Configuration configuration = variant.configuration(sweep, std::nullopt);
            const Figures figures = analysis.figures(configuration, variant);
            Costs& costs = all[number].emplace();
            for (const Objective& objective : sweep.objectives) {
                costs.push_back(objective.cost(figures.at(objective.figure)));
            }
        } catch (const UserError&) {
            all[number].reset();
        }
    }
    return all;
}

// A search, what it looked at, and what it found.
class Found {
public:
    Found(const Space& space, const std::vector<std::optional<Costs>>& all, Search& search) {
        search.run(space, [&](const std::vector<Choices>& wanted) {
            std::vector<std::optional<Costs>> costs;
            for (const Choices& choices : wanted) {
                const std::uint64_t number = space.number_of(choices);
                order_.push_back(number);
                costs.push_back(all[number]);
                if (all[number]) {
                    costs_.push_back(*all[number]);
                }
            }
            return costs;
        });
    }

    [[nodiscard]] const std::vector<std::uint64_t>& order() const { return order_; }
    [[nodiscard]] std::vector<Costs> best() const {
        std::vector<Costs> best;
        for (const std::size_t i : front(costs_)) {
            best.push_back(costs_[i]);
        }
        return best;
    }

private:
    std::vector<std::uint64_t> order_;
    std::vector<Costs> costs_;
};

bool covers(const std::vector<Costs>& ours, const std::vector<Costs>& theirs) {
    return std::ranges::all_of(theirs, [&](const Costs& other) {
        return std::ranges::any_of(ours, [&](const Costs& own) { return own == other || dominates(own, other); });
    });
}

constexpr std::uint64_t population = 40;

Nsga2 nsga2(std::uint64_t points, std::uint64_t seed, std::size_t objectives) {
    return {{.mode = Mode::nsga2, .points = points, .population = population, .seed = seed}, objectives};
}

TEST(Nsga2, FindsWhatRandomSearchFindsOrBetter) {
    const SweepFile file(R"yaml(variables:
  hidden: [32, 64, 96, 128, 192, 256, 384, 512]
  fan_out: [2, 4, 8, 16, 32]
  z: {powers_of_two: [16, 256]}
  width: {from: 7, to: 16}
set:
  network.layers: [64, =hidden, 64]
  network.fan_out: [=fan_out, 16]
  network.format.width: =width
  platform.accelerator.parallelism: [=z, "=max(z*16/(fan_out*32), 1)"]
objectives: [time_per_input_ns, energy_per_input_nj, area_mm2]
)yaml");
    const Space& space = file.sweep().space;
    ASSERT_EQ(space.size(), 2000U);
    const std::vector<std::optional<Costs>> all = all_costs(file.sweep());
    constexpr std::uint64_t budget = 400;
    int covered = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        RandomSearch random(budget, seed);
        Nsga2 genetic = nsga2(budget, seed, file.sweep().objectives.size());
        const Found by_chance(space, all, random);
        ASSERT_EQ(by_chance.order().size(), budget);
        covered += covers(Found(space, all, genetic).best(), by_chance.best()) ? 1 : 0;
    }
    EXPECT_GE(covered, 9);
}

// Two aims that contradict each other; some combinations are not legal.
class MadeUpSpace : public testing::Test {
protected:
    MadeUpSpace() {
        for (std::uint64_t number = 0; number < space.size(); ++number) {
            const Choices at = space.at(number);
            if ((at[0] + at[1]) % 7 != 0) {
                all[number] = Costs{at[0] + 0.5 * at[2], 30.0 - at[0] + at[1]};
            }
        }
    }
    [[nodiscard]] Found found(std::uint64_t points, std::uint64_t seed) const {
        Nsga2 search = nsga2(points, seed, 2);
        return {space, all, search};
    }

    static Axis axis(const char* name) { return {.name = name, .values = std::vector<std::string>(12, "0")}; }

    Space space{{axis("a"), axis("b"), axis("c")}};
    std::vector<std::optional<Costs>> all{space.size()};
};

TEST_F(MadeUpSpace, KeepsToItsBudgetAndLooksAtNothingTwice) {
    for (const std::uint64_t points : {40U, 77U, 500U}) {
        const Found looked = found(points, 3);
        EXPECT_EQ(looked.order().size(), points);
        EXPECT_EQ(std::set(looked.order().begin(), looked.order().end()).size(), points);
    }
}

TEST_F(MadeUpSpace, IsDecidedByTheSeed) {
    EXPECT_EQ(found(200, 1).order(), found(200, 1).order());
    EXPECT_NE(found(200, 1).order(), found(200, 2).order());
}

TEST_F(MadeUpSpace, IsLookedAtAsAWholeWhereTheBudgetAllows) {
    EXPECT_EQ(nsga2(1'000'000, 1, 2).points(space), space.size());
    EXPECT_EQ(found(1'000'000, 1).order().size(), space.size());
}

} // namespace
} // namespace edgeloom::platform::explore
