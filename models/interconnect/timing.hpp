// When a burst gets where, without events: a policy of blocking transport.
#pragma once

#include "interconnect/burst.hpp"

#include <systemc>

namespace edgeloom::interconnect {

class Timing {
public:
    virtual ~Timing() = default;
    /// The burst of `journey` is issued at `arrival`. Returns when its request is at the target, write data included.
    /// Called once per burst, in the order in which they are issued.
    virtual sc_core::sc_time request(Journey& journey, const sc_core::sc_time& arrival) = 0;
    /// When the request of a burst would be at the target, if it were issued at `arrival`, or earlier.
    [[nodiscard]] virtual sc_core::sc_time earliest_request(const Burst& /*burst*/, const sc_core::sc_time& arrival) {
        return arrival;
    }
    /// The target has its answer at `ready`. Returns when that is at the initiator, read data included.
    virtual sc_core::sc_time answer(Journey& journey, const sc_core::sc_time& ready) = 0;
};

} // namespace edgeloom::interconnect
