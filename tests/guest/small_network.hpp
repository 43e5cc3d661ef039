// One junction of 32 to 32 neurons.
#pragma once

#include "abi/memory_map.hpp"
#include "drivers/accelerator.hpp"
#include "training/failure.hpp"

#include <array>
#include <span>

namespace edgeloom::firmware {

inline Accelerator accelerator() {
    return {abi::memory_map::accelerator.base, abi::memory_map::stream.base};
}

/// Configures the network with a degree of parallelism, or fails with what the accelerator says.
inline void configure_small_network(std::uint32_t parallelism) {
    const std::array<Accelerator::Junction, 1> junctions{
        {{.shape = {.left = 32, .right = 32, .edges = 64, .parallelism = parallelism},
          .pattern_type = 2,
          .dither = false,
          .unit = 0}}};
    const auto error = accelerator().configure({12, 3}, 8, 10, junctions);
    if (error != abi::accelerator::Error::none) {
        fail(error, accelerator().error_detail());
    }
}

} // namespace edgeloom::firmware
