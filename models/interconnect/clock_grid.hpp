// The clock edges of the interconnect.
#pragma once

#include <systemc>

#include <cstdint>

namespace edgeloom::interconnect {

/// Edges are numbered from 0 at time 0.
class ClockGrid {
public:
    explicit ClockGrid(const sc_core::sc_time& period) : period_(period.value()) {}

    /// The first edge at `time` or after it.
    [[nodiscard]] std::uint64_t edge_from(const sc_core::sc_time& time) const {
        return (time.value() + period_ - 1) / period_;
    }
    [[nodiscard]] sc_core::sc_time at(std::uint64_t edge) const { return sc_core::sc_time::from_value(edge * period_); }

private:
    sc_core::sc_time::value_type period_;
};

} // namespace edgeloom::interconnect
