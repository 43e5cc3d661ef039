// How long instructions take.
#pragma once

#include "hart/operation.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgeloom::hart {

/// Clocks of each class of instruction, `most` at most. What an access to the bus takes comes on top. The default is an
/// ideal core: an instruction a clock.
struct Costs {
    std::uint32_t arithmetic = 1; ///< register and immediate arithmetic, lui, auipc, fences, wfi
    std::uint32_t load = 1;
    std::uint32_t store = 1;
    std::uint32_t multiply = 1;
    std::uint32_t divide = 1; ///< and remainder
    std::uint32_t branch = 1; ///< not taken
    std::uint32_t taken = 0;  ///< more, if the branch is taken
    std::uint32_t jump = 1;   ///< jal, jalr, mret
    std::uint32_t csr = 1;
    std::uint32_t atomic = 1;
    std::uint32_t exception = 1; ///< to enter the handler; the instruction does not retire
    std::uint32_t interrupt = 0; ///< to enter the handler

    static constexpr std::uint32_t most = 64; ///< of each

    /// Clocks of each kind of instruction, a branch not taken.
    [[nodiscard]] std::array<std::uint8_t, kinds> by_kind() const;

private:
    [[nodiscard]] std::uint32_t of(Kind kind) const;
};

} // namespace edgeloom::hart
