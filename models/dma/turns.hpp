// Whose turn it is on the bus when several channels want it at the same instant.
#pragma once

#include <systemc>

#include <cstdint>
#include <deque>
#include <vector>

namespace edgeloom::dma {

/// Lets one channel after the other go, the lowest number first, a delta cycle each. The kernel's own order of
/// processes that wake at the same instant depends on what else is scheduled; results must not.
class Turns : public sc_core::sc_module {
public:
    SC_HAS_PROCESS(Turns);
    Turns(sc_core::sc_module_name name, std::uint32_t channels);

    /// Waits (no simulated time) until it is this channel's turn.
    void take(std::uint32_t channel);

private:
    void hand_out();

    struct Request {
        bool waiting = false;
        std::uint64_t since = 0; // delta cycle
        sc_core::sc_event granted;
    };
    std::deque<Request> requests_; // by channel
    sc_core::sc_event work_;
};

} // namespace edgeloom::dma
