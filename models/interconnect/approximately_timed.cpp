#include "interconnect/approximately_timed.hpp"

#include "tlm/protocol_checker.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace edgeloom::interconnect {

using sc_core::sc_time;

ApproximatelyTimed::ApproximatelyTimed(sc_core::sc_module_name name, Crossbar crossbar,
                                       std::vector<std::unique_ptr<Arbiter>> arbiters, std::vector<bool> blocking,
                                       Ends& ends)
    : sc_module(name),
      ends_(ends),
      fabric_(std::move(crossbar), std::move(arbiters), *this),
      blocking_(std::move(blocking)),
      due_("due") {
    SC_METHOD(work);
    sensitive << due_;
    dont_initialize();
}

// ---- time ----

// The clock edge in `delay`, or the next one.
std::uint64_t ApproximatelyTimed::clock_in(const sc_time& delay) const {
    return fabric_.crossbar().grid.edge_from(sc_core::sc_time_stamp() + delay);
}

void ApproximatelyTimed::work() {
    const std::uint64_t clock = clock_in(sc_core::SC_ZERO_TIME);
    working_ = true;
    while (!fabric_.idle() && fabric_.next() <= clock) {
        fabric_.step();
    }
    working_ = false;
    wake_for_next();
}

// To be called behind whatever the fabric was told.
void ApproximatelyTimed::wake_for_next() {
    if (!working_ && !fabric_.idle()) {
        due_.notify(fabric_.crossbar().grid.at(fabric_.next()) - sc_core::sc_time_stamp());
    }
}

// ---- initiators ----

ApproximatelyTimed::Ticket ApproximatelyTimed::board(std::size_t initiator, std::size_t target, std::uint64_t offset,
                                                     tlm::tlm_generic_payload& transaction, const sc_time& delay) {
    const Ticket burst = fabric_.board(
        fabric_.crossbar().burst(initiator, target, transaction.get_data_length(), transaction.is_write()),
        clock_in(delay));
    if (burst == passengers_.size()) {
        passengers_.emplace_back();
    }
    Passenger& passenger = passengers_[burst];
    passenger.transaction = &transaction;
    passenger.address = transaction.get_address();
    passenger.offset = offset;
    return burst;
}

void ApproximatelyTimed::enter(Ticket burst) {
    fabric_.admit(fabric_.journey(burst).burst.initiator, clock_in(sc_core::SC_ZERO_TIME));
    wake_for_next();
}

void ApproximatelyTimed::b_transport(std::size_t initiator, std::size_t target, std::uint64_t offset,
                                     tlm::tlm_generic_payload& transaction) {
    const Ticket burst = board(initiator, target, offset, transaction, sc_core::SC_ZERO_TIME);
    passengers_[burst].blocking = true;
    enter(burst);
    sc_core::wait(passengers_[burst].home);
}

void ApproximatelyTimed::begin(std::size_t initiator, std::size_t target, std::uint64_t offset,
                               tlm::tlm_generic_payload& transaction, const sc_time& delay) {
    const Ticket burst = board(initiator, target, offset, transaction, delay);
    passengers_[burst].blocking = false;
    if (transaction.has_mm()) {
        transaction.acquire();
    }
    enter(burst);
}

void ApproximatelyTimed::entered(Ticket burst) {
    if (!passengers_[burst].blocking) {
        fabric_.remind(burst, fabric_.request_free(fabric_.journey(burst).burst.initiator));
    }
}

// The request has left the initiator's request channel.
void ApproximatelyTimed::reminded(Ticket burst) {
    tlm::tlm_phase phase = tlm::END_REQ;
    sc_time delay;
    static_cast<void>(
        ends_.to_initiator(fabric_.journey(burst).burst.initiator, *passengers_[burst].transaction, phase, delay));
}

void ApproximatelyTimed::done(Ticket burst) {
    const Journey& journey = fabric_.journey(burst);
    const std::size_t initiator = journey.burst.initiator;
    Passenger& passenger = passengers_[burst];
    tlm::tlm_generic_payload& transaction = *passenger.transaction;
    transaction.set_address(passenger.address);
    ends_.finished(journey, transaction);
    if (passenger.blocking) {
        passenger.home.notify(sc_core::SC_ZERO_TIME);
        return;
    }
    tlm::tlm_phase phase = tlm::BEGIN_RESP;
    sc_time delay;
    if (ends_.to_initiator(initiator, transaction, phase, delay) == tlm::TLM_ACCEPTED) {
        fabric_.hold(initiator);
    } else {
        fabric_.release(initiator, clock_in(delay));
    }
    if (transaction.has_mm()) {
        transaction.release();
    }
}

void ApproximatelyTimed::end(std::size_t initiator, const sc_time& delay) {
    fabric_.release(initiator, clock_in(delay));
    wake_for_next();
}

// ---- targets ----

void ApproximatelyTimed::requested(Ticket burst) {
    Passenger& passenger = passengers_[burst];
    passenger.transaction->set_address(passenger.offset);
    passenger.at_target = true;
    const std::size_t target = fabric_.journey(burst).burst.target;
    if (blocking_[target]) {
        fabric_.accept(burst, fabric_.journey(burst).requested);
        servers_.run([this, burst, target] {
            sc_time delay;
            ends_.call(target, *passengers_[burst].transaction, delay);
            answer(burst, delay, false);
        });
        return;
    }
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_time delay;
    const tlm::tlm_sync_enum status = ends_.to_target(target, *passenger.transaction, phase, delay);
    if (status == tlm::TLM_COMPLETED) {
        fabric_.accept(burst, clock_in(delay));
        answer(burst, delay, false);
    } else if (status == tlm::TLM_UPDATED) {
        backward(target, *passenger.transaction, phase, delay);
    }
}

void ApproximatelyTimed::backward(std::size_t target, tlm::tlm_generic_payload& transaction,
                                  const tlm::tlm_phase& phase, const sc_time& delay) {
    const Ticket burst = ticket_of(target, transaction);
    fabric_.accept(burst, clock_in(delay));
    if (phase == tlm::BEGIN_RESP) {
        answer(burst, delay, true);
    }
    wake_for_next();
}

// Of those that the target has not answered.
ApproximatelyTimed::Ticket ApproximatelyTimed::ticket_of(std::size_t target,
                                                         const tlm::tlm_generic_payload& transaction) const {
    for (Ticket burst = 0; burst < passengers_.size(); ++burst) {
        const Passenger& passenger = passengers_[burst];
        if (passenger.transaction == &transaction && passenger.at_target &&
            fabric_.journey(burst).burst.target == target) {
            return burst;
        }
    }
    throw ProtocolViolation(std::string(name()) + ": a target answers what it was not asked (15.2.4)");
}

void ApproximatelyTimed::answer(Ticket burst, const sc_time& delay, bool target_waits) {
    passengers_[burst].at_target = false;
    passengers_[burst].target_waits = target_waits;
    fabric_.answer(burst, clock_in(delay));
    wake_for_next();
}

void ApproximatelyTimed::answered(Ticket burst) {
    if (passengers_[burst].target_waits) {
        const std::size_t target = fabric_.journey(burst).burst.target;
        tlm::tlm_phase phase = tlm::END_RESP;
        sc_time left = fabric_.crossbar().grid.at(fabric_.response_free(target)) - sc_core::sc_time_stamp();
        static_cast<void>(ends_.to_target(target, *passengers_[burst].transaction, phase, left));
    }
}

} // namespace edgeloom::interconnect
