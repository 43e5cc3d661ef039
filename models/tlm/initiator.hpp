// Who sent a transaction.
#pragma once

#include <systemc>
#include <tlm>

namespace edgeloom {

/// Carried by every transaction of the platform: which initiator it comes from and how that initiator lets
/// simulated time catch up with it.
class Initiator : public tlm::tlm_extension<Initiator> {
public:
    /// @param id     number of the initiator, in the order of the platform's construction
    /// @param yields the initiator lets everything else at the same instant happen first (the hart: it runs ahead
    ///               of simulated time, and its results must not depend on how far). At most one may.
    explicit Initiator(unsigned id, bool yields = false) : id_(id), yields_(yields) {}

    [[nodiscard]] unsigned id() const { return id_; }
    [[nodiscard]] bool yields() const { return yields_; }

    [[nodiscard]] tlm::tlm_extension_base* clone() const override { return new Initiator(id_, yields_); }
    void copy_from(const tlm::tlm_extension_base& other) override { *this = static_cast<const Initiator&>(other); }

private:
    unsigned id_;
    bool yields_;
};

} // namespace edgeloom
