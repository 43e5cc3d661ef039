// The test finisher of the `virt` board: firmware ends the simulation through it.
#pragma once

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_target_socket.h>

#include <cstdint>
#include <functional>
#include <optional>

namespace edgeloom {

/// Stops the simulation on a pass, fail or reset word (abi/finisher.hpp). Takes words and halfwords, as the board does.
class Finisher : public sc_core::sc_module {
public:
    struct Outcome {
        bool passed;
        std::uint32_t code; ///< of a failure
    };

    tlm_utils::simple_target_socket<Finisher> socket;

    explicit Finisher(sc_core::sc_module_name name);

    /// How the firmware ended, if it has.
    [[nodiscard]] const std::optional<Outcome>& outcome() const { return outcome_; }

    /// As after power-on: the outcome is forgotten. An access that waits for simulated time is refused with a bus
    /// error.
    void reset();

private:
    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);
    [[nodiscard]] unsigned transport_dbg(tlm::tlm_generic_payload& transaction);
    void finish(std::uint32_t word);

    std::optional<Outcome> outcome_;
    std::uint64_t resets_ = 0;
};

} // namespace edgeloom
