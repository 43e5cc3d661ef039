#include "platform/explore/grid.hpp"

#include "platform/user_error.hpp"

namespace edgeloom::platform::explore {

void Grid::run(const Space& space, const Evaluate& evaluate) {
    constexpr std::uint64_t most = 1'000'000;
    if (space.size() > most) {
        throw UserError("search: a grid of " + std::to_string(space.size()) + " points; allowed are " +
                        std::to_string(most) + "; random, latin_hypercube or nsga2 look at as many as you like");
    }
    std::vector<Choices> all;
    all.reserve(space.size());
    for (std::uint64_t number = 0; number < space.size(); ++number) {
        all.push_back(space.at(number));
    }
    evaluate(all);
}

} // namespace edgeloom::platform::explore
