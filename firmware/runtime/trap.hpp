// Traps as C++ sees them.
#pragma once

#include <cstdint>

namespace edgeloom::firmware {

/// What trap_entry (crt0.S) saved, in its order. A handler may move `mepc`, and change a register before the return.
struct TrapFrame {
    std::uint32_t ra;
    std::uint32_t t[7];
    std::uint32_t a[8];
    std::uint32_t mepc;
    std::uint32_t mcause;
    std::uint32_t mtval;
};

/// Codes of mcause: of interrupts without the uppermost bit, and of exceptions.
namespace trap {
inline constexpr std::uint32_t interrupt_bit = 1U << 31;
inline constexpr std::uint32_t software = 3;
inline constexpr std::uint32_t timer = 7;
inline constexpr std::uint32_t external = 11;

inline constexpr std::uint32_t instruction_access = 1;
inline constexpr std::uint32_t illegal_instruction = 2;
inline constexpr std::uint32_t breakpoint = 3;
inline constexpr std::uint32_t load_access = 5;
inline constexpr std::uint32_t store_access = 7;
inline constexpr std::uint32_t machine_call = 11;
} // namespace trap

/// Handles an exception; returns false if it is none of its business.
using ExceptionHandler = bool (*)(TrapFrame&);

/// Replaces the handler of exceptions; null takes it away. Without one, or if it refuses, the firmware prints the trap
/// and ends as failed.
void on_exception(ExceptionHandler handler);

} // namespace edgeloom::firmware
