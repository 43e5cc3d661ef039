#include "interconnect/loosely_timed.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::interconnect {

using sc_core::sc_time;

LooselyTimed::LooselyTimed(const Crossbar& crossbar, Arbiters arbiters, Arbiters foreseen)
    : callers_(crossbar.initiators.size()),
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
}

// ---- what will ----

// What a target still works on it has ready now, for all that is known.
void LooselyTimed::Future::start(const Fabric& past, Ticket burst, std::uint64_t now) {
    fabric.follow(past);
    for (Ticket other = 0; other < owner_.known_.size(); ++other) {
        if (owner_.known_[other].at_target && other != burst) {
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
    if (known.service || burst != watched_) { // a target that still works on its burst has it ready at any time
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

sc_time LooselyTimed::request(Journey& journey, const sc_time& arrival) {
    const std::uint64_t now = grid().edge_from(sc_core::sc_time_stamp());
    while (!past_.fabric.idle() && past_.fabric.next() < now) {
        past_.fabric.step();
    }
    const std::size_t initiator = journey.burst.initiator;
    const std::uint64_t called = grid().edge_from(arrival);
    Caller& caller = callers_[initiator];
    const Ticket burst = past_.fabric.board(journey.burst, called + caller.call(called));
    known_.resize(std::max<std::size_t>(known_.size(), burst + 1));
    known_[burst] = {.journey = &journey};
    past_.fabric.limit(initiator, caller.window());
    past_.fabric.admit(initiator, now);
    future_.start(past_.fabric, burst, now);
    journey = future_.until_requested();
    journey.arrived = called;
    return grid().at(journey.requested);
}

sc_time LooselyTimed::answer(Journey& journey, const sc_time& ready) {
    const Ticket burst = ticket_of(journey);
    const std::uint64_t called = journey.arrived;
    const std::uint64_t at = grid().edge_from(ready);
    Known& known = known_[burst];
    known.service = at - journey.requested;
    if (known.at_target) { // others have called while the target worked on it
        past_.fabric.answer(burst, at);
    }
    if (known.at_target || future_.watched() != burst) {
        future_.start(past_.fabric, burst, grid().edge_from(sc_core::sc_time_stamp()));
    } else {
        future_.fabric.answer(burst, at);
    }
    known = {.service = known.service};
    journey = future_.until_done();
    journey.arrived = called;
    callers_[journey.burst.initiator].promise(journey.done);
    return grid().at(journey.done);
}

// Of those that are with their targets.
LooselyTimed::Ticket LooselyTimed::ticket_of(const Journey& journey) const {
    return static_cast<Ticket>(std::ranges::find(known_, &journey, &Known::journey) - known_.begin());
}

} // namespace edgeloom::interconnect
