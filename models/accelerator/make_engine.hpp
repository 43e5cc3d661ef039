// The engine of the fidelity that the hardware is modelled at.
#pragma once

#include "accelerator/edges.hpp"
#include "accelerator/engine.hpp"
#include "accelerator/hardware.hpp"

#include <memory>
#include <span>

namespace edgeloom::accelerator {

/// Clocks that the patterns of the junctions add to their block cycles.
[[nodiscard]] std::vector<JunctionStalls> stalls_of(const Network& network, const Hardware& hardware,
                                                    std::span<const EdgeEnds> ends);

/// @param ends of the edges of every junction of `network`
/// @param stalls of each
[[nodiscard]] std::unique_ptr<Engine> make_engine(const Network& network, const Hardware& hardware,
                                                  std::span<const EdgeEnds> ends,
                                                  std::span<const JunctionStalls> stalls);

} // namespace edgeloom::accelerator
