// Latencies add up, and of every channel it is known until when it is taken: contention without events.
#pragma once

#include "interconnect/crossbar.hpp"
#include "interconnect/timing.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::interconnect {

/// Bursts get a channel in the order in which they are issued: what arbitration would have made of their order is not
/// known. With one initiator the times are those of ApproximatelyTimed.
class LooselyTimed : public Timing {
public:
    explicit LooselyTimed(Crossbar crossbar);

    sc_core::sc_time request(Journey& journey, const sc_core::sc_time& arrival) override;
    sc_core::sc_time answer(Journey& journey, const sc_core::sc_time& ready) override;

private:
    // Clocks from which on a port's channels are free.
    struct Channels {
        std::uint64_t request_free = 0;
        std::uint64_t response_free = 0;
    };
    // When the last bursts of an initiator were done: as many as it may have outstanding.
    struct Outstanding {
        std::vector<std::uint64_t> done;
        std::size_t oldest = 0;
    };

    Crossbar crossbar_;
    std::vector<Channels> initiators_;
    std::vector<Channels> targets_;
    std::vector<Outstanding> outstanding_;
};

} // namespace edgeloom::interconnect
