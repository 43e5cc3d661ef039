// What lies beyond the ports of an interconnect.
#pragma once

#include "interconnect/burst.hpp"

#include <systemc>
#include <tlm>

#include <cstddef>

namespace edgeloom::interconnect {

/// The initiators and targets, as whatever carries transactions between them sees them.
class Ends {
public:
    virtual ~Ends() = default;
    /// The forward path of a target's socket: blocking, and not.
    virtual void call(std::size_t target, tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) = 0;
    virtual tlm::tlm_sync_enum to_target(std::size_t target, tlm::tlm_generic_payload& transaction,
                                         tlm::tlm_phase& phase, sc_core::sc_time& delay) = 0;
    /// The backward path of an initiator's socket.
    virtual tlm::tlm_sync_enum to_initiator(std::size_t initiator, tlm::tlm_generic_payload& transaction,
                                            tlm::tlm_phase& phase, sc_core::sc_time& delay) = 0;
    /// A burst is done.
    virtual void finished(const Journey& journey, const tlm::tlm_generic_payload& transaction) = 0;
};

} // namespace edgeloom::interconnect
