// Which variants are looked at.
#pragma once

#include "platform/explore/space.hpp"
#include "platform/explore/sweep.hpp"
#include "platform/recorded_sweep/front.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace edgeloom::platform::explore {

/// Finds out the costs of some combinations; of those that are infeasible none.
using Evaluate = std::function<std::vector<std::optional<Costs>>(const std::vector<Choices>&)>;

class Search {
public:
    virtual ~Search() = default;
    /// Has no combination evaluated twice.
    virtual void run(const Space& space, const Evaluate& evaluate) = 0;
    /// Combinations that it will look at, at most.
    [[nodiscard]] virtual std::uint64_t points(const Space& space) const = 0;
};

[[nodiscard]] std::unique_ptr<Search> make_search(const SearchPlan& plan, std::size_t objectives);

} // namespace edgeloom::platform::explore
