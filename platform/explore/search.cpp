#include "platform/explore/search.hpp"

#include "platform/explore/grid.hpp"
#include "platform/explore/latin_hypercube.hpp"
#include "platform/explore/nsga2.hpp"
#include "platform/explore/random_search.hpp"

namespace edgeloom::platform::explore {

std::unique_ptr<Search> make_search(const SearchPlan& plan, std::size_t objectives) {
    switch (plan.mode) {
    case Mode::random:
        return std::make_unique<RandomSearch>(plan.points, plan.seed);
    case Mode::latin_hypercube:
        return std::make_unique<LatinHypercube>(plan.points, plan.seed);
    case Mode::nsga2:
        return std::make_unique<Nsga2>(plan, objectives);
    default:
        return std::make_unique<Grid>();
    }
}

} // namespace edgeloom::platform::explore
