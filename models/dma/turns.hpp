// Whose turn it is on the bus when several channels want it at the same instant.
#pragma once

#include <systemc>

#include <cstdint>
#include <deque>
#include <vector>

namespace edgeloom::dma {

/// Lets one channel after the other go, a delta cycle each: that with the highest priority first, and of those the one
/// with the lowest number. The kernel's own order of processes that wake at the same instant depends on what else is
/// scheduled; results must not.
class Turns : public sc_core::sc_module {
public:
    SC_HAS_PROCESS(Turns);
    Turns(sc_core::sc_module_name name, std::uint32_t channels);

    /// A channel is busy from now on, or no longer.
    void join() { ++busy_; }
    void leave() { --busy_; }
    /// More than one channel is.
    [[nodiscard]] bool contended() const { return busy_ > 1; }

    /// Holds from the next decision on.
    void set_priority(std::uint32_t channel, std::uint32_t priority) { requests_[channel].priority = priority; }

    /// Waits (no simulated time) until it is this channel's turn.
    void take(std::uint32_t channel);

private:
    void hand_out();

    struct Request {
        std::uint32_t priority = 0;
        bool waiting = false;
        std::uint64_t since = 0; // delta cycle
        sc_core::sc_event granted;
    };
    std::uint32_t busy_ = 0;        // channels
    std::deque<Request> requests_;  // by channel
    const Request* last_ = nullptr; // that was granted
    std::uint64_t granted_ = 0;     // delta cycle in which it was
    sc_core::sc_event work_;
};

} // namespace edgeloom::dma
