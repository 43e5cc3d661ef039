// CLINT: the timer and the software interrupt of the hart.
#pragma once

#include "tlm/register_bank.hpp"

#include <systemc>
#include <tlm_utils/simple_target_socket.h>

#include <cstdint>

namespace edgeloom {

/// mtime follows simulated time in ticks of 100 ns (abi::mtime_hz), from 0 at the start or at a reset, or from what was
/// written to it. Ticks end at multiples of 100 ns of simulated time, whenever a reset was.
class Clint : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<RegisterBank> socket;
    sc_core::sc_out<bool> software_interrupt;
    sc_core::sc_out<bool> timer_interrupt;

    SC_HAS_PROCESS(Clint);
    explicit Clint(sc_core::sc_module_name name);

    /// mtime at a point of simulated time.
    [[nodiscard]] std::uint64_t ticks(const sc_core::sc_time& time) const;
    /// mtimecmp.
    [[nodiscard]] std::uint64_t compare() const { return compare_; }
    /// Bit 0 of msip.
    [[nodiscard]] bool software_pending() const;

    /// As after power-on; simulated time goes on. mtime starts again at 0.
    void reset();

private:
    void set_time(std::uint64_t value);
    void drive();

    RegisterBank bank_;
    std::uint64_t offset_ = 0; // of mtime against simulated time, in ticks
    std::uint64_t compare_ = ~std::uint64_t{0};
    sc_core::sc_event change_;
};

} // namespace edgeloom
