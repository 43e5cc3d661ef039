// Decoding alone: transactions pass in no time.
#pragma once

#include "interconnect/timing.hpp"

namespace edgeloom::interconnect {

class Untimed : public Timing {
public:
    sc_core::sc_time request(Journey& /*journey*/, const sc_core::sc_time& arrival) override { return arrival; }
    sc_core::sc_time answer(Journey& /*journey*/, const sc_core::sc_time& ready) override { return ready; }
};

} // namespace edgeloom::interconnect
