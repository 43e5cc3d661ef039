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
    const auto next = std::ranges::find_if(
        requests_, [](const Request& request) { return request.waiting && request.since < sc_core::sc_delta_count(); });
    if (next != requests_.end()) {
        next->waiting = false;
        next->granted.notify(sc_core::SC_ZERO_TIME);
    }
    if (std::ranges::any_of(requests_, &Request::waiting)) {
        work_.notify(sc_core::SC_ZERO_TIME);
    }
}

} // namespace edgeloom::dma
