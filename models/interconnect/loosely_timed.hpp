// When a burst is done, foretold as soon as it is issued: contention and arbitration without events.
#pragma once

#include "interconnect/caller.hpp"
#include "interconnect/fabric.hpp"
#include "interconnect/growing_ring.hpp"
#include "interconnect/timing.hpp"
#include "interconnect/watermarks.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace edgeloom::interconnect {

/// A fabric, without a simulation kernel, goes through what has happened up to now. When a burst is issued, a copy of
/// it runs ahead until that burst is done, as if no others were issued from now on: that is what its initiator is told.
/// Bursts that are issued later, and go first, make the promise come true too late; but not in the fabric, where the
/// burst takes its time and its initiator's next ones wait for it. What is promised too early to one burst is missing
/// from the next ones, so that bandwidths and mean latencies come out right. With one initiator all promises are kept:
/// the times are those of ApproximatelyTimed; and as long as the bursts under way are all of one, Watermarks do for a
/// fabric, which is told of them when somebody else comes.
class LooselyTimed : public Timing {
public:
    using Arbiters = std::vector<std::unique_ptr<Arbiter>>;

    /// @param arbiters by target
    /// @param foreseen as many again that are alike
    LooselyTimed(const Crossbar& crossbar, Arbiters arbiters, Arbiters foreseen);

    sc_core::sc_time request(Journey& journey, const sc_core::sc_time& arrival) override;
    sc_core::sc_time answer(Journey& journey, const sc_core::sc_time& ready) override;
    [[nodiscard]] sc_core::sc_time earliest_request(const Burst& burst, const sc_core::sc_time& arrival) override;

private:
    using Ticket = Fabric::Ticket;

    // How a target answered: in so many clocks, or, where it held the burst, in a clock of its own choice.
    struct Service {
        std::uint64_t clocks = 0;
        std::uint64_t not_before = 0;

        [[nodiscard]] std::uint64_t ready(std::uint64_t requested) const {
            return std::max(requested + clocks, not_before);
        }
    };
    // What is known of a burst beside its journey.
    struct Known {
        const Journey* journey = nullptr;    ///< that of its call, until it is answered
        std::size_t call = 0;                ///< of its initiator: number
        std::uint64_t called = 0;            ///< when, in simulated time
        std::optional<Service> service = {}; ///< once it is answered
        bool at_target = false;              ///< and its service is not known
    };
    // A burst under way while all are of one initiator.
    struct Lone {
        Journey journey;
        const Journey* call = nullptr; ///< until it is answered
        std::size_t number = 0;        ///< of the call
        std::uint64_t called = 0;      ///< when, in simulated time
        Service service = {};          ///< once it is answered
        bool is_foretold = false;      ///< its answer, as if the target had it ready as soon as it can
    };
    // What has happened.
    class Past : private Fabric::Outside {
    public:
        Past(const Crossbar& crossbar, Arbiters arbiters, LooselyTimed& owner)
            : fabric(crossbar, std::move(arbiters), *this),
              owner_(owner),
              under_way_of_(crossbar.initiators.size()) {}
        void boarded(std::size_t initiator) {
            ++under_way_;
            ++under_way_of_[initiator];
        }
        /// All bursts are taken out.
        void forget() {
            under_way_ = 0;
            std::ranges::fill(under_way_of_, 0);
        }
        [[nodiscard]] bool is_empty() const { return under_way_ == 0; }
        [[nodiscard]] bool has_only(std::size_t initiator) const { return under_way_of_[initiator] == under_way_; }
        Fabric fabric;

    private:
        void requested(Ticket burst) override;
        void done(Ticket burst) override;

        LooselyTimed& owner_;
        std::size_t under_way_ = 0;
        std::vector<std::size_t> under_way_of_; // by initiator
    };
    // What will, for all that is known.
    class Future : private Fabric::Outside {
    public:
        Future(const Crossbar& crossbar, Arbiters arbiters, LooselyTimed& owner)
            : fabric(crossbar, std::move(arbiters), *this),
              owner_(owner) {}
        static constexpr Ticket nobody = ~Ticket{0};

        /// Goes on from there, watching a burst, if any.
        void start(const Fabric& past, Ticket burst, std::uint64_t now);
        [[nodiscard]] Journey until_requested();
        [[nodiscard]] Journey until_done();
        /// All that are under way, as they are done.
        [[nodiscard]] const std::vector<Ticket>& until_idle();
        [[nodiscard]] Ticket watched() const { return watched_; }
        Fabric fabric;

    private:
        void requested(Ticket burst) override;
        void done(Ticket burst) override;
        [[nodiscard]] bool share_initiator(Ticket one, Ticket other) const;

        LooselyTimed& owner_;
        Ticket watched_ = 0;
        std::size_t done_before_ = 0; // bursts of the same initiator
        bool is_requested_ = false;
        std::optional<Journey> journey_; // when it is done
        std::vector<Ticket> done_;
    };

    [[nodiscard]] const ClockGrid& grid() const { return past_.fabric.crossbar().grid; }
    [[nodiscard]] std::uint64_t now() const { return grid().edge_from(sc_core::sc_time_stamp()); }
    void keep_order(Journey& journey);
    [[nodiscard]] std::size_t way(const Burst& burst) const;
    void catch_up(std::uint64_t clock);
    [[nodiscard]] bool is_alone(std::size_t initiator) const;
    void answer_alone(Lone& lone, std::uint64_t ready);
    void foretell_before(const Lone& lone);
    [[nodiscard]] Service service(std::uint64_t requested, std::uint64_t ready, std::uint64_t called) const;
    void note_caller(std::size_t initiator);
    [[nodiscard]] bool could_be_alone(std::size_t initiator) const;
    void seek_solitude(std::size_t initiator);
    void add_lone(const Lone& lone);
    void begin_solitude(const std::vector<Ticket>& bursts);
    void end_solitude();
    Ticket board(const Burst& burst, std::uint64_t arrived, const Known& known);
    void answer_in_company(Journey& journey, std::uint64_t ready);
    [[nodiscard]] Ticket ticket_of(const Journey& journey) const;

    std::vector<Caller> callers_;          // by initiator
    std::vector<std::uint64_t> taken_;     // likewise: when the last request leaves the channel
    std::vector<std::uint64_t> requested_; // by way: when the last request is at the target, as it was promised
    std::size_t last_caller_ = 0;
    std::uint32_t calls_in_a_row_ = 0; // of that one
    Watermarks watermarks_;
    GrowingRing<Lone> alone_;    // bursts that only the watermarks know
    std::size_t unanswered_ = 0; // of those
    std::vector<Known> known_;   // by ticket: those that the fabric knows
    Past past_;
    Future future_;
};

} // namespace edgeloom::interconnect
