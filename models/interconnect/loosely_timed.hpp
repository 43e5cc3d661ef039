// Latency adds up, occupancy takes the later of two watermarks: contention without events.
#pragma once

#include "interconnect/timing.hpp"

#include <vector>

namespace edgeloom::interconnect {

/// A transaction of n bytes that is issued at time a, over ports of w bytes and clock c:
///
///     enters     = max(a, initiator port free)          the initiator port is busy for ceil(n/w) clocks from then
///     at target  = max(enters + head, target port free) the target port is busy for ceil(n/w) clocks from then
///     done       = at target + the target's own latency + ceil(n/w) clocks
///
/// where head is `head_clocks` clocks: one to decode at the initiator's port, one to arbitrate at the target's.
class LooselyTimed : public Timing {
public:
    static constexpr unsigned head_clocks = 2;

    LooselyTimed(std::size_t initiators, std::size_t targets, const sc_core::sc_time& clock, std::uint32_t width_bytes);

    Passage pass(std::size_t initiator, std::size_t target, std::uint64_t bytes,
                 const sc_core::sc_time& arrival) override;

private:
    sc_core::sc_time clock_;
    sc_core::sc_time head_;
    std::uint32_t width_;
    std::vector<sc_core::sc_time> initiator_free_;
    std::vector<sc_core::sc_time> target_free_;
};

} // namespace edgeloom::interconnect
