// Bursts contend for channels, clock by clock, and arbiters choose.
#pragma once

#include "interconnect/agenda.hpp"
#include "interconnect/arbiter.hpp"
#include "interconnect/crossbar.hpp"
#include "interconnect/ends.hpp"

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
class ApproximatelyTimed : public sc_core::sc_module {
public:
    struct Target {
        std::unique_ptr<Arbiter> arbiter;
        bool blocking; ///< knows only b_transport
    };

    SC_HAS_PROCESS(ApproximatelyTimed);
    ApproximatelyTimed(sc_core::sc_module_name name, Crossbar crossbar, std::vector<Target> targets, Ends& ends);

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
    // A burst on its way.
    struct Flight {
        Journey journey;
        tlm::tlm_generic_payload* transaction = nullptr;
        std::uint64_t address = 0; ///< on the bus
        std::uint64_t offset = 0;  ///< in the target
        bool blocking = false;     ///< its initiator waits for `done`
        bool is_ready = false;     ///< the target has answered
        bool target_waits = false; ///< for END_RESP
        bool is_back = false;      ///< at the initiator's response channel
        sc_core::sc_event done;
    };
    struct InitiatorSide {
        std::deque<Flight*> outside; ///< have not entered
        std::deque<Flight*> order;   ///< have entered, and have not been given the response channel
        std::uint32_t inside = 0;    ///< have entered, and are not done
        std::uint64_t request_free = 0;
        std::uint64_t response_free = 0;
        bool response_held = false; ///< until END_RESP
    };
    struct TargetSide {
        std::unique_ptr<Arbiter> arbiter;
        bool blocking = false;
        std::vector<std::deque<Flight*>> waiting; ///< by initiator
        std::unique_ptr<bool[]> has_waiting;      ///< likewise
        std::vector<std::deque<Flight*>> order;   ///< likewise: were delivered, and have not the response channel
        std::uint32_t waiting_in_all = 0;
        std::uint64_t request_free = 0;
        std::uint64_t response_free = 0;
        Flight* unaccepted = nullptr; ///< holds the request channel until END_REQ
    };
    // A thread that makes blocking calls, one after the other.
    struct Server {
        sc_core::sc_event start;
        Flight* flight = nullptr;
    };

    // What can be due in a clock, in this order.
    enum class Kind : std::uint8_t {
        at_arbiter,
        requested,
        ready,
        back,
        done,
        accepted,
        arbitrate,
        give_back,
    };

    [[nodiscard]] std::uint64_t now() const;
    void schedule(std::uint64_t clock, Kind kind, std::size_t port, Flight* flight = nullptr);
    void work();
    void perform(Kind kind, std::size_t port, Flight* flight);

    [[nodiscard]] Flight& board(std::size_t initiator, std::size_t target, std::uint64_t offset,
                                tlm::tlm_generic_payload& transaction, const sc_core::sc_time& delay);
    void enter(std::size_t initiator);
    void arbitrate(std::size_t target);
    void deliver(Flight& flight);
    void deliver_to_server(Flight& flight);
    void serve(Server& server);
    void accept(std::size_t target, const sc_core::sc_time& delay);
    [[nodiscard]] Flight& flight_of(std::size_t target, const tlm::tlm_generic_payload& transaction);
    void answer(Flight& flight, const sc_core::sc_time& delay, bool target_waits);
    void take_answers(std::size_t target, std::size_t initiator);
    void take_response_channel(Flight& flight);
    void give_back(std::size_t initiator);
    void finish(Flight& flight);

    Crossbar crossbar_;
    Ends& ends_;
    std::vector<InitiatorSide> initiators_;
    std::vector<TargetSide> targets_;
    Agenda<Kind, Flight*> agenda_;
    sc_core::sc_event due_;
    std::deque<Flight> flights_;
    std::vector<Flight*> landed_; // to be used again
    std::deque<Server> servers_;
    std::vector<Server*> idle_servers_;
};

} // namespace edgeloom::interconnect
