// What is kept of a sweep beside its points.
#pragma once

#include "platform/explore/sweep.hpp"
#include "platform/recorded_sweep/recorded_sweep.hpp"

namespace edgeloom::platform::explore {

[[nodiscard]] SweepDescription description_of(const Sweep& sweep);

} // namespace edgeloom::platform::explore
