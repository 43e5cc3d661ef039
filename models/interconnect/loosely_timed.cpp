#include "interconnect/loosely_timed.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::interconnect {

using sc_core::sc_time;

LooselyTimed::LooselyTimed(const Crossbar& crossbar, Arbiters arbiters, Arbiters foreseen)
    : callers_(crossbar.initiators.size()),
      watermarks_(crossbar),
      past_(crossbar, std::move(arbiters), *this),
      future_(crossbar, std::move(foreseen), *this) {}

// ---- what has happened ----

void LooselyTimed::Past::requested(Ticket burst) {
    const std::uint64_t now = fabric.journey(burst).requested;
    fabric.accept(burst, now);
    Known& known = owner_.known_[burst];
    known.at_target = !known.service;
    if (known.service) {
        fabric.answer(burst, now + *known.service);
    }
}

void LooselyTimed::Past::done(Ticket burst) {
    const Journey& journey = fabric.journey(burst);
    owner_.callers_[journey.burst.initiator].answered(journey.done);
    if (--under_way == 0) {
        owner_.watermarks_.restart(journey.done);
    }
}

// ---- what will ----

void LooselyTimed::Future::start(const Fabric& past, Ticket burst, std::uint64_t now) {
    fabric.follow(past);
    for (Ticket other = 0; other < owner_.known_.size(); ++other) {
        if (owner_.known_[other].at_target && other != burst) { // it may be ready at any time
            fabric.answer(other, now);
        }
    }
    watched_ = burst;
    done_before_ = 0;
    is_requested_ = false;
    journey_.reset();
}

void LooselyTimed::Future::requested(Ticket burst) {
    const std::uint64_t now = fabric.journey(burst).requested;
    const Known& known = owner_.known_[burst];
    fabric.accept(burst, now);
    if (burst == watched_) {
        is_requested_ = true;
    }
    if (known.service || burst != watched_) {
        fabric.answer(burst, now + known.service.value_or(0));
    }
}

void LooselyTimed::Future::done(Ticket burst) {
    const Journey& journey = fabric.journey(burst);
    if (burst == watched_) {
        journey_ = journey;
    } else if (journey.burst.initiator == fabric.journey(watched_).burst.initiator && !journey_) {
        owner_.callers_[journey.burst.initiator].expect(done_before_++, journey.done);
    }
}

Journey LooselyTimed::Future::until_requested() {
    while (!is_requested_) {
        fabric.step();
    }
    return fabric.journey(watched_);
}

Journey LooselyTimed::Future::until_done() {
    while (!journey_) {
        fabric.step();
    }
    return *journey_;
}

// ---- calls ----

void LooselyTimed::catch_up() {
    const std::uint64_t clock = now();
    while (!alone_.empty() && alone_.front().call == nullptr && alone_.front().journey.done <= clock) {
        const Journey& journey = alone_.front().journey;
        past_.fabric.went_through(journey);
        callers_[journey.burst.initiator].answered(journey.done);
        alone_.pop_front();
    }
    while (!past_.fabric.idle() && past_.fabric.next() < clock) {
        past_.fabric.step();
    }
}

// Nobody else's bursts are under way, and of its own it is known when they are done.
bool LooselyTimed::is_alone(std::size_t initiator) const {
    return past_.under_way == 0 &&
           (alone_.empty() || (alone_.front().journey.burst.initiator == initiator && alone_.back().call == nullptr));
}

// Tells the fabric of what the watermarks know.
void LooselyTimed::end_solitude() {
    for (const Lone& lone : alone_) {
        const bool answered = lone.call == nullptr;
        const Ticket burst =
            board(lone.journey.burst, lone.journey.entered, {.journey = lone.call, .call = lone.number});
        if (answered) {
            known_[burst].service = lone.service;
        }
        past_.fabric.admit(lone.journey.burst.initiator, lone.journey.entered);
    }
    alone_.clear();
    catch_up();
}

LooselyTimed::Ticket LooselyTimed::board(const Burst& burst, std::uint64_t arrived, const Known& known) {
    const Ticket ticket = past_.fabric.board(burst, arrived);
    known_.resize(std::max<std::size_t>(known_.size(), ticket + 1));
    known_[ticket] = known;
    ++past_.under_way;
    past_.fabric.limit(burst.initiator, callers_[burst.initiator].window());
    return ticket;
}

sc_time LooselyTimed::request(Journey& journey, const sc_time& arrival) {
    catch_up();
    const std::size_t initiator = journey.burst.initiator;
    const std::uint64_t called = grid().edge_from(arrival);
    Caller& caller = callers_[initiator];
    const std::uint64_t arrived = called + caller.call(called);
    if (is_alone(initiator)) {
        watermarks_.request(journey, arrived);
        alone_.push_back({.journey = journey, .call = &journey, .number = caller.last()});
    } else {
        end_solitude();
        const Ticket burst = board(journey.burst, arrived, {.journey = &journey, .call = caller.last()});
        past_.fabric.admit(initiator, now());
        future_.start(past_.fabric, burst, now());
        journey = future_.until_requested();
    }
    journey.arrived = called;
    return grid().at(journey.requested);
}

sc_time LooselyTimed::answer(Journey& journey, const sc_time& ready) {
    const std::uint64_t clock = grid().edge_from(ready);
    if (!alone_.empty() && alone_.back().call == &journey) {
        Lone& lone = alone_.back();
        watermarks_.answer(journey, clock);
        const std::uint64_t arrived = lone.journey.arrived;
        lone = {.journey = journey, .number = lone.number, .service = clock - journey.requested};
        lone.journey.arrived = arrived;
        callers_[journey.burst.initiator].promise(lone.number, journey.done);
    } else {
        answer_in_company(journey, clock);
    }
    return grid().at(journey.done);
}

void LooselyTimed::answer_in_company(Journey& journey, std::uint64_t ready) {
    const Ticket burst = ticket_of(journey);
    Known& known = known_[burst];
    const bool came_late = known.at_target; // others have called while the target worked on it
    known = {.call = known.call, .service = ready - journey.requested};
    if (came_late) {
        past_.fabric.answer(burst, ready);
    }
    if (came_late || future_.watched() != burst) {
        future_.start(past_.fabric, burst, now());
    } else {
        future_.fabric.answer(burst, ready);
    }
    const std::uint64_t called = journey.arrived;
    journey = future_.until_done();
    journey.arrived = called;
    callers_[journey.burst.initiator].promise(known.call, journey.done);
}

// Of those that are with their targets.
LooselyTimed::Ticket LooselyTimed::ticket_of(const Journey& journey) const {
    return static_cast<Ticket>(std::ranges::find(known_, &journey, &Known::journey) - known_.begin());
}

} // namespace edgeloom::interconnect
