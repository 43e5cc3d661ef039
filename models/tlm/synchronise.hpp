// How a process that runs ahead of simulated time waits for it.
#pragma once

#include <systemc>
#include <tlm>

namespace edgeloom {

/// Lets everything else that is due at this instant happen first. For the one process that yields to all others.
void settle();

/// Waits until simulated time has caught up with `delay`, which becomes zero. A target calls it before an access
/// that others can see. Only from a thread process.
void synchronise(const tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);

/// Nothing is scheduled from now up to and including the time of an access that is `delay` ahead: whether simulated
/// time catches up with it first makes no difference to anybody.
[[nodiscard]] bool nothing_happens_within(const sc_core::sc_time& delay);

/// Time from now to the next scheduled activity: zero if there is some at this instant, `limit` if none comes earlier.
[[nodiscard]] sc_core::sc_time time_to_activity(const sc_core::sc_time& limit);

} // namespace edgeloom
