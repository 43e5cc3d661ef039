// What is looked for.
#pragma once

#include "platform/explore/figure.hpp"

#include <string>

namespace edgeloom::platform::explore {

struct Objective {
    std::string figure;
    Direction direction = Direction::minimise;

    /// The less the better.
    [[nodiscard]] double cost(double value) const { return direction == Direction::minimise ? value : -value; }
};

} // namespace edgeloom::platform::explore
