// A burst on its way through the interconnect, and when it got where.
#pragma once

#include <systemc>

#include <cstddef>
#include <cstdint>

namespace edgeloom::interconnect {

/// All that the interconnect's timing asks of a burst. Crossbar makes them.
struct Burst {
    std::size_t initiator = 0; ///< number of the port
    std::size_t target = 0;    ///< likewise
    std::uint64_t bytes = 0;
    bool write = false;
    std::uint64_t request_clocks = 0;  ///< that it occupies a request channel
    std::uint64_t response_clocks = 0; ///< ... a response channel
    std::uint64_t head_clocks = 0;     ///< that its first beat is on its way between two ports

    /// Clocks that its data occupy the channel that carries them.
    [[nodiscard]] std::uint64_t data_clocks() const { return write ? request_clocks : response_clocks; }
};

/// The stations of a burst, in clocks of the interconnect. Between two of them it waits, moves or is worked on:
///
///     arrived    its request is at the initiator's port
///     entered    ... has that port's request channel        from arrived: queueing
///     granted    ... has the target's request channel       from entered + head: queueing, for the arbiter
///     requested  ... is at the target, write data included  from granted: transfer
///     ready      the target has its answer                  from requested: service
///     answered   the answer has the target's response channel    from ready: queueing
///     returning  ... has the initiator's response channel        from answered + head: queueing
///     done       the answer is at the initiator, read data included    from returning: transfer
struct Journey {
    Burst burst;
    std::uint64_t arrived = 0;
    std::uint64_t entered = 0;
    std::uint64_t granted = 0;
    std::uint64_t requested = 0;
    std::uint64_t ready = 0;
    std::uint64_t answered = 0;
    std::uint64_t returning = 0;
    std::uint64_t done = 0;

    /// Clocks that it waited for channels, all in all.
    [[nodiscard]] std::uint64_t waited_clocks() const {
        return (granted - arrived) + (returning - ready) - 2 * burst.head_clocks;
    }
};

} // namespace edgeloom::interconnect
