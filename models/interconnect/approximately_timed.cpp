#include "interconnect/approximately_timed.hpp"

#include "tlm/protocol_checker.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace edgeloom::interconnect {

using sc_core::sc_time;

ApproximatelyTimed::ApproximatelyTimed(sc_core::sc_module_name name, Crossbar crossbar, std::vector<Target> targets,
                                       Ends& ends)
    : sc_module(name),
      crossbar_(std::move(crossbar)),
      ends_(ends),
      initiators_(crossbar_.initiators.size()),
      due_("due") {
    for (Target& target : targets) {
        TargetSide& side = targets_.emplace_back();
        side.arbiter = std::move(target.arbiter);
        side.blocking = target.blocking;
        side.waiting.resize(initiators_.size());
        side.order.resize(initiators_.size());
        side.has_waiting = std::make_unique<bool[]>(initiators_.size());
    }
    SC_METHOD(work);
    sensitive << due_;
    dont_initialize();
}

// ---- time ----

// The clock edge at this instant, or the next one.
std::uint64_t ApproximatelyTimed::now() const {
    return crossbar_.grid.edge_from(sc_core::sc_time_stamp());
}

void ApproximatelyTimed::schedule(std::uint64_t clock, Kind kind, std::size_t port, Flight* flight) {
    const auto next = agenda_.next();
    agenda_.add(clock, kind, port, flight);
    if (!next || clock < *next) {
        due_.notify(crossbar_.grid.at(clock) - sc_core::sc_time_stamp());
    }
}

void ApproximatelyTimed::work() {
    const std::uint64_t clock = now();
    while (const auto step = agenda_.take(clock)) {
        perform(step->kind, step->port, step->item);
    }
    if (const auto next = agenda_.next()) {
        due_.notify(crossbar_.grid.at(*next) - sc_core::sc_time_stamp());
    }
}

void ApproximatelyTimed::perform(Kind kind, std::size_t port, Flight* flight) {
    switch (kind) {
    case Kind::at_arbiter: {
        TargetSide& target = targets_[port];
        const std::size_t initiator = flight->journey.burst.initiator;
        target.waiting[initiator].push_back(flight);
        target.has_waiting[initiator] = true;
        ++target.waiting_in_all;
        schedule(std::max(now(), target.request_free), Kind::arbitrate, port);
        return;
    }
    case Kind::requested:
        deliver(*flight);
        return;
    case Kind::ready:
        flight->is_ready = true;
        take_answers(port, flight->journey.burst.initiator);
        return;
    case Kind::back:
        flight->is_back = true;
        give_back(port);
        return;
    case Kind::done:
        finish(*flight);
        return;
    case Kind::accepted: {
        tlm::tlm_phase phase = tlm::END_REQ;
        sc_time delay;
        static_cast<void>(ends_.to_initiator(port, *flight->transaction, phase, delay));
        return;
    }
    case Kind::arbitrate:
        arbitrate(port);
        return;
    case Kind::give_back:
        give_back(port);
        return;
    }
}

// ---- requests ----

ApproximatelyTimed::Flight& ApproximatelyTimed::board(std::size_t initiator, std::size_t target, std::uint64_t offset,
                                                      tlm::tlm_generic_payload& transaction, const sc_time& delay) {
    if (landed_.empty()) {
        landed_.push_back(&flights_.emplace_back());
    }
    Flight& flight = *landed_.back();
    landed_.pop_back();
    flight.journey = {.burst = {.initiator = initiator,
                                .target = target,
                                .bytes = transaction.get_data_length(),
                                .write = transaction.is_write()},
                      .arrived = crossbar_.grid.edge_from(sc_core::sc_time_stamp() + delay)};
    flight.transaction = &transaction;
    flight.address = transaction.get_address();
    flight.offset = offset;
    flight.is_ready = flight.is_back = false;
    initiators_[initiator].outside.push_back(&flight);
    return flight;
}

void ApproximatelyTimed::b_transport(std::size_t initiator, std::size_t target, std::uint64_t offset,
                                     tlm::tlm_generic_payload& transaction) {
    Flight& flight = board(initiator, target, offset, transaction, sc_core::SC_ZERO_TIME);
    flight.blocking = true;
    enter(initiator);
    sc_core::wait(flight.done);
    landed_.push_back(&flight);
}

void ApproximatelyTimed::begin(std::size_t initiator, std::size_t target, std::uint64_t offset,
                               tlm::tlm_generic_payload& transaction, const sc_time& delay) {
    board(initiator, target, offset, transaction, delay).blocking = false;
    if (transaction.has_mm()) {
        transaction.acquire();
    }
    enter(initiator);
}

// Nobody can get in between: the clock in which a burst enters is known as soon as it is the first outside.
void ApproximatelyTimed::enter(std::size_t initiator) {
    InitiatorSide& side = initiators_[initiator];
    while (!side.outside.empty() && side.inside < crossbar_.initiators[initiator].outstanding) {
        Flight& flight = *side.outside.front();
        side.outside.pop_front();
        Journey& journey = flight.journey;
        const std::uint64_t clocks = crossbar_.request_clocks(journey.burst);
        journey.entered = std::max({now(), journey.arrived, side.request_free});
        side.request_free = journey.entered + clocks;
        ++side.inside;
        side.order.push_back(&flight);
        schedule(journey.entered + crossbar_.head_clocks(journey.burst), Kind::at_arbiter, journey.burst.target,
                 &flight);
        if (!flight.blocking) {
            schedule(side.request_free, Kind::accepted, initiator, &flight);
        }
    }
}

void ApproximatelyTimed::arbitrate(std::size_t target) {
    TargetSide& side = targets_[target];
    const std::uint64_t clock = now();
    if (side.waiting_in_all == 0 || side.unaccepted != nullptr || clock < side.request_free) {
        return; // whoever changes that arbitrates again
    }
    const std::size_t chosen = side.arbiter->choose({side.has_waiting.get(), side.waiting.size()});
    Flight& flight = *side.waiting[chosen].front();
    side.waiting[chosen].pop_front();
    side.has_waiting[chosen] = !side.waiting[chosen].empty();
    --side.waiting_in_all;
    flight.journey.granted = clock;
    side.request_free = clock + crossbar_.request_clocks(flight.journey.burst);
    side.unaccepted = &flight;
    schedule(side.request_free, Kind::requested, target, &flight);
}

// ---- targets ----

void ApproximatelyTimed::deliver(Flight& flight) {
    flight.journey.requested = now();
    flight.transaction->set_address(flight.offset);
    const std::size_t target = flight.journey.burst.target;
    targets_[target].order[flight.journey.burst.initiator].push_back(&flight);
    if (targets_[target].blocking) {
        accept(target, sc_core::SC_ZERO_TIME);
        deliver_to_server(flight);
        return;
    }
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_time delay;
    const tlm::tlm_sync_enum status = ends_.to_target(target, *flight.transaction, phase, delay);
    if (status == tlm::TLM_COMPLETED) {
        accept(target, delay);
        answer(flight, delay, false);
    } else if (status == tlm::TLM_UPDATED) {
        backward(target, *flight.transaction, phase, delay);
    }
}

void ApproximatelyTimed::deliver_to_server(Flight& flight) {
    if (idle_servers_.empty()) {
        Server& server = servers_.emplace_back();
        idle_servers_.push_back(&server);
        sc_core::sc_spawn([this, &server] { serve(server); }, sc_core::sc_gen_unique_name("server"));
        // It runs within this instant, and finds its first flight.
        server.flight = &flight;
        idle_servers_.pop_back();
        return;
    }
    Server& server = *idle_servers_.back();
    idle_servers_.pop_back();
    server.flight = &flight;
    server.start.notify(sc_core::SC_ZERO_TIME);
}

void ApproximatelyTimed::serve(Server& server) {
    while (true) {
        Flight& flight = *server.flight;
        sc_time delay;
        ends_.call(flight.journey.burst.target, *flight.transaction, delay);
        answer(flight, delay, false);
        idle_servers_.push_back(&server);
        wait(server.start);
    }
}

void ApproximatelyTimed::backward(std::size_t target, tlm::tlm_generic_payload& transaction,
                                  const tlm::tlm_phase& phase, const sc_time& delay) {
    Flight& flight = flight_of(target, transaction);
    if (targets_[target].unaccepted == &flight) {
        accept(target, delay);
    }
    if (phase == tlm::BEGIN_RESP) {
        answer(flight, delay, true);
    }
}

// Of those that the target has not answered.
ApproximatelyTimed::Flight& ApproximatelyTimed::flight_of(std::size_t target,
                                                          const tlm::tlm_generic_payload& transaction) {
    for (const std::deque<Flight*>& order : targets_[target].order) {
        const auto found = std::ranges::find(order, &transaction, &Flight::transaction);
        if (found != order.end()) {
            return **found;
        }
    }
    throw ProtocolViolation(std::string(name()) + ": a target answers what it was not asked (15.2.4)");
}

// The target's request channel is free from `delay` on.
void ApproximatelyTimed::accept(std::size_t target, const sc_time& delay) {
    TargetSide& side = targets_[target];
    side.unaccepted = nullptr;
    side.request_free = std::max(side.request_free, crossbar_.grid.edge_from(sc_core::sc_time_stamp() + delay));
    if (side.waiting_in_all != 0) {
        schedule(side.request_free, Kind::arbitrate, target);
    }
}

// ---- answers ----

void ApproximatelyTimed::answer(Flight& flight, const sc_time& delay, bool target_waits) {
    flight.target_waits = target_waits;
    flight.journey.ready = crossbar_.grid.edge_from(sc_core::sc_time_stamp() + delay);
    schedule(flight.journey.ready, Kind::ready, flight.journey.burst.target, &flight);
}

// The response channel to whichever of an initiator's bursts are ready, in the order in which they were delivered.
void ApproximatelyTimed::take_answers(std::size_t target, std::size_t initiator) {
    std::deque<Flight*>& order = targets_[target].order[initiator];
    while (!order.empty() && order.front()->is_ready) {
        Flight& flight = *order.front();
        order.pop_front();
        take_response_channel(flight);
    }
}

void ApproximatelyTimed::take_response_channel(Flight& flight) {
    Journey& journey = flight.journey;
    TargetSide& side = targets_[journey.burst.target];
    journey.answered = std::max(now(), side.response_free);
    side.response_free = journey.answered + crossbar_.response_clocks(journey.burst);
    schedule(journey.answered + crossbar_.head_clocks(journey.burst), Kind::back, journey.burst.initiator, &flight);
    if (flight.target_waits) {
        tlm::tlm_phase phase = tlm::END_RESP;
        sc_time left = crossbar_.grid.at(side.response_free) - sc_core::sc_time_stamp();
        static_cast<void>(ends_.to_target(journey.burst.target, *flight.transaction, phase, left));
    }
}

// The response channel to the oldest burst inside, if that is back and the channel is free.
void ApproximatelyTimed::give_back(std::size_t initiator) {
    InitiatorSide& side = initiators_[initiator];
    if (side.response_held || side.order.empty() || !side.order.front()->is_back) {
        return;
    }
    if (now() < side.response_free) {
        schedule(side.response_free, Kind::give_back, initiator);
        return;
    }
    Flight& flight = *side.order.front();
    side.order.pop_front();
    flight.journey.returning = now();
    side.response_free = now() + crossbar_.response_clocks(flight.journey.burst);
    flight.journey.done = side.response_free;
    schedule(side.response_free, Kind::done, initiator, &flight);
    schedule(side.response_free, Kind::give_back, initiator);
}

void ApproximatelyTimed::finish(Flight& flight) {
    const std::size_t initiator = flight.journey.burst.initiator;
    InitiatorSide& side = initiators_[initiator];
    tlm::tlm_generic_payload& transaction = *flight.transaction;
    --side.inside;
    transaction.set_address(flight.address);
    ends_.finished(flight.journey, transaction);
    enter(initiator);
    if (flight.blocking) {
        flight.done.notify(sc_core::SC_ZERO_TIME);
        return;
    }
    landed_.push_back(&flight);
    tlm::tlm_phase phase = tlm::BEGIN_RESP;
    sc_time delay;
    const tlm::tlm_sync_enum status = ends_.to_initiator(initiator, transaction, phase, delay);
    if (status == tlm::TLM_ACCEPTED) {
        side.response_held = true;
    } else {
        end(initiator, delay);
    }
    if (transaction.has_mm()) {
        transaction.release();
    }
}

void ApproximatelyTimed::end(std::size_t initiator, const sc_time& delay) {
    InitiatorSide& side = initiators_[initiator];
    side.response_held = false;
    side.response_free = std::max(side.response_free, crossbar_.grid.edge_from(sc_core::sc_time_stamp() + delay));
    schedule(side.response_free, Kind::give_back, initiator);
}

} // namespace edgeloom::interconnect
