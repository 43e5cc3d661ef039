// Bursts as phases of the base protocol, at the very clocks at which a fabric moves them.
#pragma once

#include "interconnect/ends.hpp"
#include "interconnect/fabric.hpp"
#include "tlm/thread_pool.hpp"

#include <systemc>
#include <tlm>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace edgeloom::interconnect {

/// The four-phase base protocol on both sides. The phases stand for the channels of Crossbar:
///
///     initiator   BEGIN_REQ   arrived           END_REQ    the request has left the request channel
///                 BEGIN_RESP  done              END_RESP   of the initiator: the response channel is free
///     target      BEGIN_REQ   requested         END_REQ    of the target: its request channel is free
///                 BEGIN_RESP  ready             END_RESP   the answer has left the response channel
///
/// An initiator may use blocking transport as well. Targets that only know blocking transport get as many calls at a
/// time as there are bursts for them.
class ApproximatelyTimed : public sc_core::sc_module, private Fabric::Outside {
public:
    SC_HAS_PROCESS(ApproximatelyTimed);
    /// @param arbiters by target
    /// @param blocking likewise: it knows only b_transport
    ApproximatelyTimed(sc_core::sc_module_name name, Crossbar crossbar, std::vector<std::unique_ptr<Arbiter>> arbiters,
                       std::vector<bool> blocking, Ends& ends);

    /// From initiator `initiator`, bound for byte `offset` of target `target`. Returns when all is done.
    void b_transport(std::size_t initiator, std::size_t target, std::uint64_t offset,
                     tlm::tlm_generic_payload& transaction);
    /// BEGIN_REQ from an initiator; END_REQ and BEGIN_RESP come back as calls.
    void begin(std::size_t initiator, std::size_t target, std::uint64_t offset, tlm::tlm_generic_payload& transaction,
               const sc_core::sc_time& delay);
    /// END_RESP from an initiator.
    void end(std::size_t initiator, const sc_core::sc_time& delay);
    /// END_REQ or BEGIN_RESP from a target.
    void backward(std::size_t target, tlm::tlm_generic_payload& transaction, const tlm::tlm_phase& phase,
                  const sc_core::sc_time& delay);

private:
    using Ticket = Fabric::Ticket;

    // What a burst of the fabric carries.
    struct Passenger {
        tlm::tlm_generic_payload* transaction = nullptr;
        std::uint64_t address = 0; ///< on the bus
        std::uint64_t offset = 0;  ///< in the target
        bool blocking = false;     ///< its initiator waits for `home`
        bool at_target = false;    ///< who has not answered
        bool target_waits = false; ///< for END_RESP
        sc_core::sc_event home;
    };
    // Fabric::Outside
    void entered(Ticket burst) override;
    void reminded(Ticket burst) override;
    void requested(Ticket burst) override;
    void answered(Ticket burst) override;
    void done(Ticket burst) override;

    void work();
    void wake_for_next();
    [[nodiscard]] std::uint64_t clock_in(const sc_core::sc_time& delay) const;
    Ticket board(std::size_t initiator, std::size_t target, std::uint64_t offset, tlm::tlm_generic_payload& transaction,
                 const sc_core::sc_time& delay);
    void enter(Ticket burst);
    [[nodiscard]] Ticket ticket_of(std::size_t target, const tlm::tlm_generic_payload& transaction) const;
    void answer(Ticket burst, const sc_core::sc_time& delay, bool target_waits);

    Ends& ends_;
    Fabric fabric_;
    std::vector<bool> blocking_;       // targets that know only b_transport
    std::deque<Passenger> passengers_; // by ticket
    sc_core::sc_event due_;
    bool working_ = false;
    ThreadPool servers_; // call blocking targets
};

} // namespace edgeloom::interconnect
