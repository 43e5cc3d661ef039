// Decoding alone: transactions pass in no time.
#pragma once

#include "interconnect/clock_grid.hpp"
#include "interconnect/timing.hpp"

namespace edgeloom::interconnect {

class Untimed : public Timing {
public:
    /// @param grid for the stations of journeys: times themselves are not rounded
    explicit Untimed(const ClockGrid& grid) : grid_(grid) {}

    sc_core::sc_time request(Journey& journey, const sc_core::sc_time& arrival) override {
        journey.arrived = journey.entered = journey.granted = journey.requested = grid_.edge_from(arrival);
        return arrival;
    }
    sc_core::sc_time answer(Journey& journey, const sc_core::sc_time& ready) override {
        journey.ready = journey.answered = journey.returning = journey.done = grid_.edge_from(ready);
        return ready;
    }

private:
    ClockGrid grid_;
};

} // namespace edgeloom::interconnect
