// What a run has taken in energy, by its counters.
#pragma once

#include "accelerator/counters.hpp"
#include "accelerator/network.hpp"
#include "platform/energy/area.hpp"
#include "platform/energy/energy.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace edgeloom::platform {

/// What a run has done with a network.
struct RunWork {
    const accelerator::Network& network;             ///< as the accelerator was configured for it
    std::span<const accelerator::Counters> counters; ///< of its junctions, of the whole run
    std::uint32_t features = 0;                      ///< values of an input
    std::uint64_t selected_among = 0;                ///< inputs classified to select such as are learnt
    double nanoseconds = 0;                          ///< simulated, of the whole run
    double nanoseconds_of_phases = 0;                ///< of the phases that train; classify, if none does
};

struct RunEnergy {
    Energy all; ///< of the whole run
    /// Of the phases that train, less what was classified for another end than to train; all but the time outside of
    /// phases, if nothing was learnt.
    Energy phases;
    std::uint64_t inputs = 0; ///< learnt, or classified if nothing was learnt
    bool trained = false;

    [[nodiscard]] double per_input_picojoules() const {
        return inputs == 0 ? 0 : phases.picojoules() / static_cast<double>(inputs);
    }
};

[[nodiscard]] MappedNetwork mapped(const accelerator::Network& network);

/// Counters do not tell phases apart, but an input that is classified costs what is known beforehand: the rest is of
/// inputs that are learnt from.
[[nodiscard]] RunEnergy energy_of_run(const Configuration& configuration, const CostTable& costs, const RunWork& work);

} // namespace edgeloom::platform
