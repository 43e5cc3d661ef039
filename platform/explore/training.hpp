// A point that is to be trained.
#pragma once

#include "platform/recorded_sweep/point.hpp"

#include <cstdint>

namespace edgeloom::platform::explore {

struct Training {
    Point point;
    std::uint64_t epochs = 0; ///< until it is done
};

} // namespace edgeloom::platform::explore
