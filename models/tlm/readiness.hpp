// A question to a target: would it take this at once?
#pragma once

#include <systemc>
#include <tlm>

namespace edgeloom {

/// Goes with a transaction of debug transport that moves nothing. A target that may hold who calls it answers whether
/// b_transport with the same transaction would return without a wait if it arrived after `delay` or later; every other
/// target leaves the question as it is.
class Readiness : public tlm::tlm_extension<Readiness> {
public:
    sc_core::sc_time delay;
    bool at_once = false;

    [[nodiscard]] tlm::tlm_extension_base* clone() const override { return new Readiness(*this); }
    void copy_from(const tlm::tlm_extension_base& other) override { *this = static_cast<const Readiness&>(other); }
};

} // namespace edgeloom
