// Somebody who watches the hart instruction by instruction.
#pragma once

#include "hart/operation.hpp"

#include <cstdint>

namespace edgeloom::hart {

/// An instruction that retired.
struct Retired {
    std::uint32_t pc = 0;
    std::uint32_t next_pc = 0; ///< of the instruction that follows, an interrupt apart
    std::uint64_t clock = 0;   ///< of the hart, at which it started
    std::uint32_t clocks = 0;  ///< that it took, those on the bus included
    Operation operation;
    std::uint32_t result = 0;  ///< in rd afterwards; 0 without one
    std::uint32_t address = 0; ///< of a load, store or atomic access
};

/// A trap that was entered: an exception, whose instruction does not retire, or an interrupt before `pc`.
struct Trapped {
    std::uint32_t pc = 0; ///< mepc
    std::uint32_t handler = 0;
    std::uint32_t cause = 0; ///< mcause
    std::uint32_t value = 0; ///< mtval
    std::uint64_t clock = 0;
    std::uint32_t clocks = 0; ///< that entering took
};

/// Hears of everything in program order. It must not touch the hart. While there is one, the hart runs its reference
/// interpreter; results are the same.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void retired(const Retired& instruction) = 0;
    virtual void trapped(const Trapped& trap) = 0;
    /// The hart slept in wfi for so many clocks; `pc` is that of the instruction after it.
    virtual void slept(std::uint32_t pc, std::uint64_t clocks) = 0;
};

} // namespace edgeloom::hart
