// When a memory answers: a policy of Memory, in plain C++ so that it can be studied without a simulation.
#pragma once

#include "memory/statistics.hpp"

#include <cstdint>

namespace edgeloom::memory {

/// A read or a write, as it reaches the memory: a write with its data.
struct Request {
    std::uint64_t arrival = 0; ///< ps
    std::uint64_t offset = 0;  ///< in the memory
    std::uint64_t bytes = 0;
    bool write = false;
};

class Timing {
public:
    virtual ~Timing() = default;
    /// When the answer is ready, in ps: the last of a read's data have left the memory, a write's data have been taken.
    /// Called once per request, first come, first served; an arrival may lie somewhat before that of the call before.
    [[nodiscard]] virtual std::uint64_t serve(const Request& request) = 0;
    /// What happened until `now`, in ps.
    [[nodiscard]] virtual Statistics statistics(std::uint64_t now) const = 0;
};

/// Clock edges of a memory are numbered from 0 at time 0: the first one at `time` or after it.
[[nodiscard]] inline std::uint64_t edge_from(std::uint64_t time, std::uint64_t period) {
    return (time + period - 1) / period;
}

} // namespace edgeloom::memory
