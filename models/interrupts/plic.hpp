// PLIC: gathers the devices' interrupts for the hart.
#pragma once

#include "abi/plic.hpp"
#include "tlm/register_bank.hpp"

#include <systemc>
#include <tlm_utils/simple_target_socket.h>

#include <bitset>
#include <cstdint>

namespace edgeloom {

/// RISC-V PLIC specification 1.0.0, level-sensitive gateways, one context: the hart's M-mode.
class Plic : public sc_core::sc_module {
public:
    using Source = sc_core::sc_port<sc_core::sc_signal_in_if<bool>, 1, sc_core::SC_ZERO_OR_MORE_BOUND>;

    tlm_utils::simple_target_socket<RegisterBank> socket;
    sc_core::sc_vector<Source> sources; ///< by source number; 0 is not a source
    sc_core::sc_out<bool> external_interrupt;

    SC_HAS_PROCESS(Plic);
    explicit Plic(sc_core::sc_module_name name);

private:
    using Bits = std::bitset<abi::interrupt::sources>;

    void end_of_elaboration() override;
    void sample();
    void evaluate();
    void evaluate_later();
    [[nodiscard]] bool enabled(std::uint32_t source) const;
    [[nodiscard]] std::uint32_t best() const;
    [[nodiscard]] std::uint32_t word(const Bits& bits, std::uint32_t index) const;
    void complete(std::uint32_t source);

    RegisterBank bank_;
    Bits level_;
    Bits pending_;
    Bits claimed_; // forwarded and not completed: the gateway holds back
    sc_core::sc_event change_;
};

} // namespace edgeloom
