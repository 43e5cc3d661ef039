#include "dma/turns.hpp"

#include <algorithm>

namespace edgeloom::dma {

Turns::Turns(sc_core::sc_module_name name, std::uint32_t channels) : sc_module(name), requests_(channels) {
    SC_METHOD(hand_out);
    sensitive << work_;
    dont_initialize();
}

void Turns::take(std::uint32_t channel) {
    Request& request = requests_[channel];
    request.waiting = true;
    request.since = sc_core::sc_delta_count();
    work_.notify(sc_core::SC_ZERO_TIME);
    wait(request.granted);
}

// Requests of the running delta cycle have to wait for the next: whether this method sees them depends on the order of
// processes within the cycle.
void Turns::hand_out() {
    Request* next = nullptr;
    for (Request& request : requests_) {
        const bool ready = request.waiting && request.since < sc_core::sc_delta_count();
        if (ready && (next == nullptr || request.priority > next->priority)) {
            next = &request;
        }
    }
    // A channel that has had its turn is given the cycles that it needs to come again before one of lower priority.
    constexpr std::uint64_t to_come_again = 3;
    const bool early = next != nullptr && last_ != nullptr && next->priority < last_->priority &&
                       sc_core::sc_delta_count() < granted_ + to_come_again;
    if (next != nullptr && !early) {
        last_ = next;
        granted_ = sc_core::sc_delta_count();
        next->waiting = false;
        next->granted.notify(sc_core::SC_ZERO_TIME);
    }
    if (std::ranges::any_of(requests_, &Request::waiting)) {
        work_.notify(sc_core::SC_ZERO_TIME);
    }
}

} // namespace edgeloom::dma
