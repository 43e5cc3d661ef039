// Combinations by chance.
#pragma once

#include "numerics/random.hpp"
#include "platform/explore/space.hpp"

#include <cstddef>
#include <set>
#include <vector>

namespace edgeloom::platform::explore {

/// Draws from a space, the same on every machine.
class Draw {
public:
    Draw(const Space& space, std::uint64_t seed);

    /// So many combinations that are not among those that were drawn or excluded before; fewer where there are no more.
    [[nodiscard]] std::vector<Choices> random(std::uint64_t count);
    /// The same, so that each axis' values come equally often, as far as `count` allows (M. McKay, R. Beckman,
    /// W. Conover, Technometrics 21, 1979).
    [[nodiscard]] std::vector<Choices> latin_hypercube(std::uint64_t count);
    void exclude(const Choices& choices) { known_.insert(space_.number_of(choices)); }

private:
    /// Values of an axis, one for each of `count` strata, shuffled.
    [[nodiscard]] std::vector<std::uint32_t> strata(const Axis& axis, std::uint64_t count);

    const Space& space_;
    numerics::Random random_;
    std::set<std::uint64_t> known_;
};

} // namespace edgeloom::platform::explore
