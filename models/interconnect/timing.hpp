// How long a transaction takes on the way: a policy of the interconnect.
#pragma once

#include <systemc>

#include <cstdint>

namespace edgeloom::interconnect {

/// When a transaction passes the interconnect.
struct Passage {
    sc_core::sc_time at_target;  ///< when it reaches the target
    sc_core::sc_time transfer;   ///< how long its data occupy the ports
    sc_core::sc_time contention; ///< part of the way spent waiting for busy ports
};

class Timing {
public:
    virtual ~Timing() = default;
    /// A transaction of `bytes` bytes enters at `arrival` through initiator port `initiator`, bound for target port
    /// `target`. Called once per transaction, in the order in which they are issued.
    virtual Passage pass(std::size_t initiator, std::size_t target, std::uint64_t bytes,
                         const sc_core::sc_time& arrival) = 0;
};

} // namespace edgeloom::interconnect
