// PLIC: gathers the devices' interrupts for the hart.
#pragma once

#include "abi/plic.hpp"
#include "tlm/register_bank.hpp"

#include <systemc>
#include <tlm_utils/simple_target_socket.h>

#include <array>
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

    /// As after power-on; simulated time goes on. The lines of devices that are reset too fall within the same instant:
    /// what is pending follows the lines until the instant is over.
    void reset();

    /// The line of `source` (from 1) was high when it last changed.
    [[nodiscard]] bool high(std::uint32_t source) const { return is_set(level_, source); }
    [[nodiscard]] bool pending(std::uint32_t source) const { return is_set(pending_, source); }
    /// Handed to the hart and not completed.
    [[nodiscard]] bool claimed(std::uint32_t source) const { return is_set(claimed_, source); }
    [[nodiscard]] bool enabled(std::uint32_t source) const;
    [[nodiscard]] std::uint32_t priority(std::uint32_t source) const;
    [[nodiscard]] std::uint32_t threshold() const;

private:
    static constexpr std::uint32_t word_bits = 32;
    using Bits = std::array<std::uint32_t, abi::plic::source_words>; ///< a bit a source, as in the registers

    void end_of_elaboration() override;
    void sample();
    void evaluate();
    void evaluate_in(const sc_core::sc_time& delay);
    [[nodiscard]] static bool is_set(const Bits& bits, std::uint32_t source);
    static void set(Bits& bits, std::uint32_t source, bool value);
    [[nodiscard]] std::uint32_t best() const;
    [[nodiscard]] bool interrupts() const;
    void complete(std::uint32_t source);

    RegisterBank bank_;
    Bits level_{};
    Bits pending_{};
    Bits claimed_{};         // forwarded and not completed: the gateway holds back
    bool asked_for_ = false; // what the next evaluation, or the last, drives
    bool resetting_ = false; // until the lines have settled
    sc_core::sc_event change_;
    sc_core::sc_event settled_;
};

} // namespace edgeloom
