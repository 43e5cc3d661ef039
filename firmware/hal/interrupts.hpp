// The hart's interrupt enable, and sleeping until something has happened.
#pragma once

#include "hal/csr.hpp"

namespace edgeloom::firmware {

/// Interrupts are off while it lives, then as they were.
class InterruptLock {
public:
    InterruptLock() : before_(csr::read_mstatus() & csr::mstatus_mie) { csr::clear_mstatus(csr::mstatus_mie); }
    ~InterruptLock() { csr::set_mstatus(before_); }
    InterruptLock(const InterruptLock&) = delete;
    InterruptLock& operator=(const InterruptLock&) = delete;

private:
    std::uint32_t before_;
};

inline void enable_interrupts() {
    csr::set_mstatus(csr::mstatus_mie);
}

/// Sleeps in wfi until `condition`, which interrupt handlers bring about, holds. Between the look at the condition and
/// the wfi interrupts are off: one that comes in between still ends the wfi, and is taken right behind it.
template <class Condition>
void sleep_until(Condition condition) {
    while (true) {
        InterruptLock lock;
        if (condition()) {
            return;
        }
        csr::wait_for_interrupt();
    }
}

} // namespace edgeloom::firmware
