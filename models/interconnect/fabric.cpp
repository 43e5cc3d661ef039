#include "interconnect/fabric.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace edgeloom::interconnect {

Fabric::Fabric(Crossbar crossbar, std::vector<std::unique_ptr<Arbiter>> arbiters, Outside& outside)
    : crossbar_(std::move(crossbar)),
      outside_(outside),
      arbiters_(std::move(arbiters)),
      initiators_(crossbar_.initiators.size()),
      targets_(crossbar_.targets.size()),
      lanes_(initiators_.size() * targets_.size()),
      wait_here_(lanes_.size()) {
    for (std::size_t initiator = 0; initiator < initiators_.size(); ++initiator) {
        initiators_[initiator].room = crossbar_.initiators[initiator].outstanding;
    }
}

void Fabric::limit(std::size_t initiator, std::uint32_t bursts) {
    initiators_[initiator].room = std::min(bursts, crossbar_.initiators[initiator].outstanding);
}

void Fabric::follow(const Fabric& other) {
    for (std::size_t target = 0; target < arbiters_.size(); ++target) {
        arbiters_[target]->follow(*other.arbiters_[target]);
    }
    initiators_ = other.initiators_;
    targets_ = other.targets_;
    lanes_ = other.lanes_;
    wait_here_ = other.wait_here_;
    agenda_ = other.agenda_;
    flights_ = other.flights_;
    landed_ = other.landed_;
}

void Fabric::schedule(std::uint64_t clock, Kind kind, std::size_t port, Ticket burst) {
    agenda_.add(clock, kind, port, burst);
}

void Fabric::step() {
    const auto step = agenda_.next();
    agenda_.drop_next();
    switch (step.kind()) {
    case Kind::at_arbiter:
        return reach_arbiter(step.item, step.clock);
    case Kind::requested:
        return reach_target(step.item, step.clock);
    case Kind::ready:
        return take_answers(step.item, step.clock);
    case Kind::back:
        flights_[step.item].is_back = true;
        return give_back(step.port(), step.clock);
    case Kind::done:
        return finish(step.item, step.clock);
    case Kind::reminder:
        return outside_.reminded(step.item);
    case Kind::arbitrate:
        return arbitrate(step.port(), step.clock);
    case Kind::give_back:
        initiators_[step.port()].give_back_due = false;
        return give_back(step.port(), step.clock);
    }
}

// ---- queues ----

void Fabric::push(Queue& queue, Ticket Flight::*next, Ticket burst) {
    flights_[burst].*next = none;
    (queue.first == none ? queue.first : flights_[queue.last].*next) = burst;
    queue.last = burst;
}

void Fabric::pop(Queue& queue, Ticket Flight::*next) {
    queue.first = flights_[queue.first].*next;
}

void Fabric::remind(Ticket burst, std::uint64_t clock) {
    schedule(clock, Kind::reminder, flights_[burst].journey.burst.initiator, burst);
}

// ---- requests ----

Fabric::Ticket Fabric::board(const Burst& burst, std::uint64_t arrived) {
    if (landed_.empty()) {
        landed_.push_back(static_cast<Ticket>(flights_.size()));
        flights_.emplace_back();
    }
    const Ticket ticket = landed_.back();
    landed_.pop_back();
    flights_[ticket] = {.journey = {.burst = burst, .arrived = arrived}};
    push(initiators_[burst.initiator].outside, &Flight::next_at_initiator, ticket);
    return ticket;
}

void Fabric::went_through(const Journey& journey) {
    const Burst& burst = journey.burst;
    InitiatorSide& initiator = initiators_[burst.initiator];
    TargetSide& target = targets_[burst.target];
    initiator.request_free = journey.entered + burst.request_clocks;
    initiator.response_free = journey.done;
    target.request_free = journey.requested;
    target.response_free = journey.answered + burst.response_clocks;
    const std::span<bool> waiting(wait_here_.data() + burst.target * initiators_.size(), initiators_.size());
    waiting[burst.initiator] = true;
    static_cast<void>(arbiters_[burst.target]->choose(waiting));
    waiting[burst.initiator] = false;
}

void Fabric::take_out(std::span<const Journey> bursts) {
    agenda_ = {};
    flights_.clear();
    landed_.clear();
    std::ranges::fill(lanes_, Lane{});
    std::ranges::fill(wait_here_, false);
    for (InitiatorSide& side : initiators_) {
        side.outside = side.order = {};
        side.inside = 0;
        side.give_back_due = false;
    }
    for (TargetSide& side : targets_) {
        side.waiting = 0;
        side.unaccepted = none;
    }
    for (const Journey& journey : bursts | std::views::reverse) {
        InitiatorSide& initiator = initiators_[journey.burst.initiator];
        TargetSide& target = targets_[journey.burst.target];
        initiator.request_free = journey.entered;
        initiator.response_free = journey.returning;
        target.request_free = journey.granted;
        target.response_free = journey.answered;
    }
}

// Nobody can get in between: the clock in which a burst enters is known as soon as it is the first outside.
void Fabric::admit(std::size_t initiator, std::uint64_t now) {
    InitiatorSide& side = initiators_[initiator];
    while (side.outside.first != none && side.inside < side.room) {
        const Ticket burst = side.outside.first;
        pop(side.outside, &Flight::next_at_initiator);
        push(side.order, &Flight::next_at_initiator, burst);
        Flight& flight = flights_[burst];
        Journey& journey = flight.journey;
        journey.entered = std::max({now, journey.arrived, side.request_free});
        side.request_free = journey.entered + flight.journey.burst.request_clocks;
        ++side.inside;
        schedule(journey.entered + flight.journey.burst.head_clocks, Kind::at_arbiter, journey.burst.target, burst);
        outside_.entered(burst);
    }
}

void Fabric::reach_arbiter(Ticket burst, std::uint64_t now) {
    const Burst& of = flights_[burst].journey.burst;
    TargetSide& side = targets_[of.target];
    push(lane(of).waiting, &Flight::next_at_target, burst);
    wait_here_[of.target * initiators_.size() + of.initiator] = true;
    if (side.waiting++ == 0 && side.unaccepted == none) {
        schedule(std::max(now, side.request_free), Kind::arbitrate, of.target, none);
    }
}

void Fabric::arbitrate(std::size_t target, std::uint64_t now) {
    TargetSide& side = targets_[target];
    const std::span<bool> waiting(wait_here_.data() + target * initiators_.size(), initiators_.size());
    const std::size_t initiator = arbiters_[target]->choose(waiting);
    Queue& queue = lanes_[target * initiators_.size() + initiator].waiting;
    const Ticket burst = queue.first;
    Flight& flight = flights_[burst];
    pop(queue, &Flight::next_at_target);
    waiting[initiator] = queue.first != none;
    --side.waiting;
    flight.journey.granted = now;
    side.request_free = now + flight.journey.burst.request_clocks;
    side.unaccepted = burst;
    schedule(side.request_free, Kind::requested, target, burst);
}

void Fabric::reach_target(Ticket burst, std::uint64_t now) {
    Journey& journey = flights_[burst].journey;
    journey.requested = now;
    push(lane(journey.burst).delivered, &Flight::next_at_target, burst);
    outside_.requested(burst);
}

void Fabric::accept(Ticket burst, std::uint64_t clock) {
    const std::size_t target = flights_[burst].journey.burst.target;
    TargetSide& side = targets_[target];
    if (side.unaccepted != burst) {
        return;
    }
    side.unaccepted = none;
    side.request_free = std::max(side.request_free, clock);
    if (side.waiting != 0) {
        schedule(side.request_free, Kind::arbitrate, target, none);
    }
}

// ---- answers ----

void Fabric::answer(Ticket burst, std::uint64_t ready) {
    Journey& journey = flights_[burst].journey;
    journey.ready = ready;
    schedule(ready, Kind::ready, journey.burst.target, burst);
}

// The response channel to whichever of an initiator's bursts are ready, in the order in which they were delivered.
void Fabric::take_answers(Ticket burst, std::uint64_t now) {
    flights_[burst].is_ready = true;
    Queue& delivered = lane(flights_[burst].journey.burst).delivered;
    while (delivered.first != none && flights_[delivered.first].is_ready) {
        const Ticket oldest = delivered.first;
        pop(delivered, &Flight::next_at_target);
        take_response_channel(oldest, now);
    }
}

void Fabric::take_response_channel(Ticket burst, std::uint64_t now) {
    Flight& flight = flights_[burst];
    Journey& journey = flight.journey;
    TargetSide& side = targets_[journey.burst.target];
    journey.answered = std::max(now, side.response_free);
    side.response_free = journey.answered + flight.journey.burst.response_clocks;
    schedule(journey.answered + flight.journey.burst.head_clocks, Kind::back, journey.burst.initiator, burst);
    outside_.answered(burst);
}

// The response channel to the oldest burst inside, if that is back and the channel is free.
void Fabric::give_back(std::size_t initiator, std::uint64_t now) {
    InitiatorSide& side = initiators_[initiator];
    if (side.response_held || side.order.first == none || !flights_[side.order.first].is_back) {
        return;
    }
    if (now >= side.response_free) {
        const Ticket burst = side.order.first;
        Flight& flight = flights_[burst];
        pop(side.order, &Flight::next_at_initiator);
        flight.journey.returning = now;
        flight.journey.done = side.response_free = now + flight.journey.burst.response_clocks;
        schedule(side.response_free, Kind::done, initiator, burst);
    }
    give_back_later(initiator);
}

// ... when that is free; unless the burst comes back later.
void Fabric::give_back_later(std::size_t initiator) {
    InitiatorSide& side = initiators_[initiator];
    if (!side.give_back_due && side.order.first != none && flights_[side.order.first].is_back) {
        side.give_back_due = true;
        schedule(side.response_free, Kind::give_back, initiator, none);
    }
}

void Fabric::finish(Ticket burst, std::uint64_t now) {
    const std::size_t initiator = flights_[burst].journey.burst.initiator;
    --initiators_[initiator].inside;
    admit(initiator, now);
    outside_.done(burst);
    landed_.push_back(burst);
}

void Fabric::release(std::size_t initiator, std::uint64_t clock) {
    InitiatorSide& side = initiators_[initiator];
    side.response_held = false;
    side.response_free = std::max(side.response_free, clock);
    give_back_later(initiator);
}

} // namespace edgeloom::interconnect
