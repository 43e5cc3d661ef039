#include "tlm/synchronise.hpp"

#include "tlm/initiator.hpp"

#include <algorithm>

namespace edgeloom {

void settle() {
    while (sc_core::sc_pending_activity_at_current_time()) {
        sc_core::wait(sc_core::SC_ZERO_TIME);
    }
}

void synchronise(const tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
    if (delay > sc_core::SC_ZERO_TIME) {
        sc_core::wait(delay);
        delay = sc_core::SC_ZERO_TIME;
    }
    const auto* const initiator = transaction.get_extension<Initiator>();
    if (initiator != nullptr && initiator->yields()) {
        settle();
    }
}

bool nothing_happens_within(const sc_core::sc_time& delay) {
    return sc_core::sc_time_to_pending_activity() > delay;
}

sc_core::sc_time time_to_activity(const sc_core::sc_time& limit) {
    return std::min(limit, sc_core::sc_time_to_pending_activity());
}

} // namespace edgeloom
