// Which engine executes the hart's instructions.
#pragma once

#include <cstdint>

namespace edgeloom::hart {

/// Results do not depend on it.
enum class Execution : std::uint8_t {
    threaded, ///< the fast one
    stepper,  ///< the reference
    lockstep, ///< both, stopping at the first difference
};

} // namespace edgeloom::hart
