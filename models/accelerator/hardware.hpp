// What an accelerator is built with: fixed at elaboration, readable in its capability registers.
#pragma once

#include "abi/accelerator.hpp"
#include "accelerator/fidelity.hpp"
#include "accelerator/stages.hpp"

#include <systemc>

#include <cstdint>

namespace edgeloom::accelerator {

/// What happens when the delta memory is read again before a pending write has landed (spec section 4).
enum class DeltaHazard : std::uint8_t { forward, stall };

/// The limits and options of the hardware.
struct Hardware {
    sc_core::sc_time clock{10, sc_core::SC_NS};
    std::uint32_t units = 2;
    std::uint32_t multipliers = 4096;
    std::uint32_t weight_words = (abi::accelerator::window::end - abi::accelerator::window::weight) / 4;
    std::uint32_t activation_words = 1U << 22;
    std::uint32_t pattern_words = (abi::accelerator::window::weight - abi::accelerator::window::pattern) / 4;
    std::uint32_t table_pairs = 4096;
    std::uint32_t unpipelined_overhead = 2; ///< clocks of a block cycle beyond W/z, without pipeline registers
    Stages stages;
    std::uint32_t result_words = 64; ///< depth of the result port's FIFO
    DeltaHazard delta_hazard = DeltaHazard::forward;
    Fidelity fidelity = Fidelity::fast;

    /// Clocks of a block cycle beyond W/z.
    [[nodiscard]] std::uint32_t overhead() const { return unpipelined_overhead + stages.depth(); }
};

} // namespace edgeloom::accelerator
