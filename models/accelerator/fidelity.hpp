// At which detail the accelerator is modelled.
#pragma once

#include <cstdint>

namespace edgeloom::accelerator {

/// The results are the same, and so are the clocks.
enum class Fidelity : std::uint8_t {
    fast,  ///< a block cycle at a time, its clocks worked out from the pattern
    cycle, ///< a clock at a time, with every memory and port
};

} // namespace edgeloom::accelerator
