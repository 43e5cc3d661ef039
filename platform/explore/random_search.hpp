// Combinations by chance, as a search.
#pragma once

#include "platform/explore/draw.hpp"
#include "platform/explore/search.hpp"

#include <algorithm>

namespace edgeloom::platform::explore {

class RandomSearch : public Search {
public:
    RandomSearch(std::uint64_t points, std::uint64_t seed) : points_(points), seed_(seed) {}

    void run(const Space& space, const Evaluate& evaluate) override { evaluate(Draw(space, seed_).random(points_)); }
    [[nodiscard]] std::uint64_t points(const Space& space) const override { return std::min(points_, space.size()); }

private:
    std::uint64_t points_;
    std::uint64_t seed_;
};

} // namespace edgeloom::platform::explore
