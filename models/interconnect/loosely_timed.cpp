#include "interconnect/loosely_timed.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::interconnect {

using sc_core::sc_time;

LooselyTimed::LooselyTimed(const Crossbar& crossbar, Arbiters arbiters, Arbiters foreseen)
    : callers_(crossbar.initiators.size()),
      taken_(crossbar.initiators.size()),
      requested_(2 * crossbar.initiators.size() * crossbar.targets.size()),
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
        fabric.answer(burst, known.service->ready(now));
    }
}

void LooselyTimed::Past::done(Ticket burst) {
    const Journey& journey = fabric.journey(burst);
    owner_.callers_[journey.burst.initiator].answered(journey.done);
    --under_way_of_[journey.burst.initiator];
    if (--under_way_ == 0) {
        owner_.watermarks_.restart(journey.done);
    }
}

// ---- what will ----

bool LooselyTimed::Future::share_initiator(Ticket one, Ticket other) const {
    return fabric.journey(one).burst.initiator == fabric.journey(other).burst.initiator;
}

void LooselyTimed::Future::start(const Fabric& past, Ticket burst, std::uint64_t now) {
    fabric.follow(past);
    // Bursts that targets hold may be ready at any time. Those of the same initiator are taken to be, since they go
    // first; those of others are not, lest they seem to take response channels for as long as they are held.
    for (Ticket other = 0; other < owner_.known_.size(); ++other) {
        if (owner_.known_[other].at_target && other != burst && (burst == nobody || share_initiator(other, burst))) {
            fabric.answer(other, now);
        }
    }
    watched_ = burst;
    done_.clear();
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
        fabric.answer(burst, known.service.value_or(Service{}).ready(now));
    }
}

void LooselyTimed::Future::done(Ticket burst) {
    const Journey& journey = fabric.journey(burst);
    done_.push_back(burst);
    if (burst == watched_) {
        journey_ = journey;
    } else if (watched_ != nobody && share_initiator(burst, watched_) && !journey_) {
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

const std::vector<Fabric::Ticket>& LooselyTimed::Future::until_idle() {
    while (!fabric.idle()) {
        fabric.step();
    }
    return done_;
}

// ---- calls ----

void LooselyTimed::catch_up(std::uint64_t clock) {
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

// Nobody else's bursts are under way.
bool LooselyTimed::is_alone(std::size_t initiator) const {
    return past_.is_empty() && (alone_.empty() || alone_.front().journey.burst.initiator == initiator);
}

LooselyTimed::Service LooselyTimed::service(std::uint64_t requested, std::uint64_t ready, std::uint64_t called) const {
    return now() > called ? Service{.not_before = ready} : Service{.clocks = ready - requested};
}

void LooselyTimed::note_caller(std::size_t initiator) {
    calls_in_a_row_ = initiator == last_caller_ ? calls_in_a_row_ + 1 : 1;
    last_caller_ = initiator;
}

// The fabric has bursts of that initiator alone, which is not ahead of itself: of that the watermarks know nothing.
bool LooselyTimed::could_be_alone(std::size_t initiator) const {
    // Arbiters forget a little when bursts leave the fabric: not while others come every now and then.
    constexpr std::uint32_t many = 256;
    return calls_in_a_row_ >= many && !past_.is_empty() && past_.has_only(initiator) &&
           callers_[initiator].is_on_time();
}

// The watermarks take over where all promises will be kept.
void LooselyTimed::seek_solitude(std::size_t initiator) {
    if (!could_be_alone(initiator)) {
        return;
    }
    future_.start(past_.fabric, Future::nobody, now());
    const std::vector<Ticket>& bursts = future_.until_idle();
    const bool kept = std::ranges::all_of(bursts, [&](Ticket burst) {
        const Known& known = known_[burst];
        return known.journey != nullptr ||
               callers_[initiator].is_promised(known.call, future_.fabric.journey(burst).done);
    });
    if (kept) {
        begin_solitude(bursts);
    }
}

// Tells the watermarks of what the fabric knows, and expects.
void LooselyTimed::begin_solitude(const std::vector<Ticket>& bursts) {
    std::vector<Journey> journeys;
    journeys.reserve(bursts.size());
    for (const Ticket burst : bursts) {
        const Known& known = known_[burst];
        journeys.push_back(future_.fabric.journey(burst));
        add_lone({.journey = journeys.back(),
                  .call = known.journey,
                  .number = known.call,
                  .called = known.called,
                  .service = known.service.value_or(Service{}),
                  .is_foretold = known.journey != nullptr});
    }
    past_.fabric.take_out(journeys);
    past_.forget();
    known_.clear();
    watermarks_.restart(now(), journeys);
}

void LooselyTimed::add_lone(const Lone& lone) {
    alone_.push_back(lone);
    unanswered_ += lone.call == nullptr ? 0 : 1;
}

// Tells the fabric of what the watermarks know.
void LooselyTimed::end_solitude() {
    for (const Lone& lone : alone_) {
        const bool answered = lone.call == nullptr;
        const Ticket burst = board(lone.journey.burst, lone.journey.entered,
                                   {.journey = lone.call, .call = lone.number, .called = lone.called});
        if (answered) {
            known_[burst].service = lone.service;
        }
        past_.fabric.admit(lone.journey.burst.initiator, lone.journey.entered);
    }
    alone_.clear();
    unanswered_ = 0;
    catch_up(now());
}

LooselyTimed::Ticket LooselyTimed::board(const Burst& burst, std::uint64_t arrived, const Known& known) {
    const Ticket ticket = past_.fabric.board(burst, arrived);
    known_.resize(std::max<std::size_t>(known_.size(), ticket + 1));
    known_[ticket] = known;
    past_.boarded(burst.initiator);
    past_.fabric.limit(burst.initiator, callers_[burst.initiator].window());
    return ticket;
}

sc_time LooselyTimed::request(Journey& journey, const sc_time& arrival) {
    const std::uint64_t clock = now();
    catch_up(clock);
    const std::size_t initiator = journey.burst.initiator;
    const std::uint64_t called = grid().edge_from(arrival);
    Caller& caller = callers_[initiator];
    note_caller(initiator);
    seek_solitude(initiator);
    const std::uint64_t arrived = called + caller.call(called);
    if (is_alone(initiator)) {
        watermarks_.request(journey, arrived);
        add_lone({.journey = journey, .call = &journey, .number = caller.last(), .called = clock});
    } else {
        end_solitude();
        const Ticket burst =
            board(journey.burst, arrived, {.journey = &journey, .call = caller.last(), .called = clock});
        past_.fabric.admit(initiator, clock);
        future_.start(past_.fabric, burst, clock);
        journey = future_.until_requested();
    }
    // As if the initiator kept the request back until the one before has left the channel, which phases make it do.
    std::uint64_t& taken = taken_[initiator];
    journey.arrived = std::max(called, taken);
    taken = journey.entered + journey.burst.request_clocks;
    keep_order(journey);
    return grid().at(journey.requested);
}

// A promise may have come too early or too late, but no request overtakes an earlier one on the same way.
void LooselyTimed::keep_order(Journey& journey) {
    std::uint64_t& before = requested_[way(journey.burst)];
    journey.requested = std::max(journey.requested, before + 1);
    before = journey.requested;
}

std::size_t LooselyTimed::way(const Burst& burst) const {
    const std::size_t pair = burst.initiator * past_.fabric.crossbar().targets.size() + burst.target;
    return 2 * pair + (burst.write ? 1 : 0);
}

sc_time LooselyTimed::earliest_request(const Burst& burst, const sc_time& arrival) {
    catch_up(now());
    return is_alone(burst.initiator) ? grid().at(watermarks_.requested(burst, grid().edge_from(arrival))) : arrival;
}

sc_time LooselyTimed::answer(Journey& journey, const sc_time& ready) {
    const std::uint64_t clock = grid().edge_from(ready);
    const auto lone =
        std::find_if(alone_.rbegin(), alone_.rend(), [&](const Lone& each) { return each.call == &journey; });
    if (lone == alone_.rend()) {
        answer_in_company(journey, clock);
        return grid().at(journey.done);
    }
    answer_alone(*lone, clock);
    const std::uint64_t arrived = journey.arrived;
    journey = lone->journey;
    journey.arrived = std::min(arrived, journey.entered);
    return grid().at(journey.done);
}

void LooselyTimed::answer_alone(Lone& lone, std::uint64_t ready) {
    if (unanswered_ > 1) {
        foretell_before(lone);
    }
    if (!lone.is_foretold) {
        watermarks_.answer(lone.journey, ready);
    } else if (ready > lone.journey.ready) {
        watermarks_.delay(lone.journey, ready);
    }
    lone.call = nullptr;
    --unanswered_;
    lone.service = service(lone.journey.requested, ready, lone.called);
    callers_[lone.journey.burst.initiator].promise(lone.number, lone.journey.done);
}

// Answers come back in the order of the requests: those before it are foretold, unless their targets have answered.
void LooselyTimed::foretell_before(const Lone& lone) {
    for (Lone& each : alone_) {
        if (&each == &lone) {
            return;
        }
        if (each.call != nullptr && !each.is_foretold) {
            watermarks_.answer(each.journey, std::max(each.journey.requested, now()));
            each.is_foretold = true;
        }
    }
}

void LooselyTimed::answer_in_company(Journey& journey, std::uint64_t ready) {
    const Ticket burst = ticket_of(journey);
    Known& known = known_[burst];
    const bool came_late = known.at_target; // others have called while the target worked on it
    known = {.call = known.call, .service = service(journey.requested, ready, known.called)};
    if (came_late) {
        past_.fabric.answer(burst, ready);
    }
    if (came_late || future_.watched() != burst) {
        future_.start(past_.fabric, burst, now());
    } else {
        future_.fabric.answer(burst, ready);
    }
    const std::uint64_t arrived = journey.arrived;
    journey = future_.until_done();
    journey.arrived = std::min(arrived, journey.entered);
    callers_[journey.burst.initiator].promise(known.call, journey.done);
}

// Of those that are with their targets.
LooselyTimed::Ticket LooselyTimed::ticket_of(const Journey& journey) const {
    return static_cast<Ticket>(std::ranges::find(known_, &journey, &Known::journey) - known_.begin());
}

} // namespace edgeloom::interconnect
