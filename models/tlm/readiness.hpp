// A question to a target: how much would it take at once?
#pragma once

#include <systemc>
#include <tlm>

#include <cstdint>

namespace edgeloom {

/// Goes with a transaction of debug transport that moves nothing. A target that may hold who calls it answers how many
/// bytes it would take without a wait, if the transaction arrived by b_transport after `delay`, and others like it, or
/// shorter ones, later; nobody else comes first. Every other target leaves the question as it is.
class Readiness : public tlm::tlm_extension<Readiness> {
public:
    sc_core::sc_time delay;
    std::uint64_t bytes = 0; ///< none, or at least those of the transaction

    [[nodiscard]] tlm::tlm_extension_base* clone() const override { return new Readiness(*this); }
    void copy_from(const tlm::tlm_extension_base& other) override { *this = static_cast<const Readiness&>(other); }
};

} // namespace edgeloom
