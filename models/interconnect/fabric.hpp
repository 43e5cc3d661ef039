// Bursts contend for the channels of a crossbar, clock by clock, and arbiters choose.
#pragma once

#include "interconnect/agenda.hpp"
#include "interconnect/arbiter.hpp"
#include "interconnect/crossbar.hpp"

#include <boost/container/vector.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace edgeloom::interconnect {

/// What happens on the channels of a crossbar, and when: the rules of Crossbar in motion, without a simulation kernel.
/// Whoever owns a fabric tells it what the initiators and targets do, and lets its clocks pass. All times are clocks.
class Fabric {
public:
    /// Names a burst from board() until it is done.
    using Ticket = std::uint32_t;

    /// What lies beyond the fabric's ports: it hears what becomes of the bursts, and may tell the fabric of more.
    class Outside {
    public:
        virtual ~Outside() = default;
        /// The burst has its initiator's request channel, from Journey::entered on.
        virtual void entered(Ticket /*burst*/) {}
        /// As asked for with remind().
        virtual void reminded(Ticket /*burst*/) {}
        /// The request is at the target, which holds its request channel until accept().
        virtual void requested(Ticket burst) = 0;
        /// The answer has the target's response channel.
        virtual void answered(Ticket /*burst*/) {}
        /// The answer is at the initiator.
        virtual void done(Ticket burst) = 0;
    };

    /// @param arbiters by target
    Fabric(Crossbar crossbar, std::vector<std::unique_ptr<Arbiter>> arbiters, Outside& outside);

    /// Becomes a copy of another fabric of the same crossbar, but for what lies outside.
    void follow(const Fabric& other);

    /// A burst arrives at its initiator's port in clock `arrived`, behind those that arrived there before.
    Ticket board(const Burst& burst, std::uint64_t arrived);
    /// A burst came and went as told, when no others were under way but its initiator's.
    void went_through(const Journey& journey);
    /// Takes out all that is under way: `bursts`, in the order of issue, all of one initiator. Channels that they get
    /// are free from when the first of them gets them, so that they can be boarded again, or go through as told.
    void take_out(std::span<const Journey> bursts);
    /// Lets in whatever may enter. To be called behind board().
    void admit(std::size_t initiator, std::uint64_t now);
    /// Calls back in `clock`.
    void remind(Ticket burst, std::uint64_t clock);
    /// The target has taken the request, if it had not before; its request channel is free from `clock` on.
    void accept(Ticket burst, std::uint64_t clock);
    /// The target has its answer in clock `ready`.
    void answer(Ticket burst, std::uint64_t ready);
    /// The initiator has at most `bursts` inside from now on, or as many as its port allows if that is less.
    void limit(std::size_t initiator, std::uint32_t bursts);
    /// The initiator keeps its response channel until release(). From done() only.
    void hold(std::size_t initiator) { initiators_[initiator].response_held = true; }
    /// ... which is free from `clock` on.
    void release(std::size_t initiator, std::uint64_t clock);

    [[nodiscard]] bool idle() const { return agenda_.empty(); }
    /// The clock in which something happens next, if not idle.
    [[nodiscard]] std::uint64_t next() const { return agenda_.next().clock; }
    /// Lets the next thing happen.
    void step();

    [[nodiscard]] const Journey& journey(Ticket burst) const { return flights_[burst].journey; }
    [[nodiscard]] const Crossbar& crossbar() const { return crossbar_; }
    /// The clocks from which on a target's response channel and an initiator's request channel are free.
    [[nodiscard]] std::uint64_t response_free(std::size_t target) const { return targets_[target].response_free; }
    [[nodiscard]] std::uint64_t request_free(std::size_t initiator) const {
        return initiators_[initiator].request_free;
    }

private:
    static constexpr Ticket none = ~Ticket{0};

    struct Flight {
        Journey journey;
        Ticket next_at_initiator = none; ///< in the queue behind it
        Ticket next_at_target = none;    ///< likewise
        bool is_ready = false;           ///< the target has answered
        bool is_back = false;            ///< at the initiator's response channel
    };
    struct Queue {
        Ticket first = none;
        Ticket last = none;
    };
    struct InitiatorSide {
        Queue outside;            ///< have not entered
        Queue order;              ///< have entered, and have not been given the response channel
        std::uint32_t inside = 0; ///< have entered, and are not done
        std::uint32_t room = 0;   ///< for as many
        std::uint64_t request_free = 0;
        std::uint64_t response_free = 0;
        bool response_held = false; ///< until release()
        bool give_back_due = false; ///< is scheduled
    };
    struct TargetSide {
        std::uint32_t waiting = 0; ///< at the arbiter
        std::uint64_t request_free = 0;
        std::uint64_t response_free = 0;
        Ticket unaccepted = none; ///< holds the request channel until accept()
    };
    // From an initiator to a target.
    struct Lane {
        Queue waiting;   ///< at the arbiter
        Queue delivered; ///< have not the response channel
    };

    // What can be due in a clock, in this order.
    enum class Kind : std::uint8_t { at_arbiter, requested, ready, back, done, reminder, arbitrate, give_back };

    void schedule(std::uint64_t clock, Kind kind, std::size_t port, Ticket burst);
    [[nodiscard]] Lane& lane(const Burst& burst) { return lanes_[burst.target * initiators_.size() + burst.initiator]; }
    void push(Queue& queue, Ticket Flight::*next, Ticket burst);
    void pop(Queue& queue, Ticket Flight::*next);
    void reach_arbiter(Ticket burst, std::uint64_t now);
    void arbitrate(std::size_t target, std::uint64_t now);
    void reach_target(Ticket burst, std::uint64_t now);
    void take_answers(Ticket burst, std::uint64_t now);
    void take_response_channel(Ticket burst, std::uint64_t now);
    void give_back(std::size_t initiator, std::uint64_t now);
    void give_back_later(std::size_t initiator);
    void finish(Ticket burst, std::uint64_t now);

    Crossbar crossbar_;
    Outside& outside_;
    std::vector<std::unique_ptr<Arbiter>> arbiters_; // by target
    std::vector<InitiatorSide> initiators_;
    std::vector<TargetSide> targets_;
    std::vector<Lane> lanes_;                  // by target and initiator
    boost::container::vector<bool> wait_here_; // likewise: somebody waits at the arbiter
    Agenda<Kind, Ticket> agenda_;
    std::vector<Flight> flights_;
    std::vector<Ticket> landed_; // to be used again
};

} // namespace edgeloom::interconnect
