// CLINT: the hart's timer and software interrupt (SiFive FU540 manual, chapter 9; one hart).
#pragma once

#include "abi/registers.hpp"

#include <array>

namespace edgeloom::abi::clint {

namespace reg {
using enum Access;
inline constexpr Register msip{.name = "MSIP",
                               .offset = 0x0000,
                               .access = read_write,
                               .reset = 0,
                               .description = "bit 0: the hart's software interrupt is pending"};
inline constexpr Register mtimecmp_low{.name = "MTIMECMP_LOW",
                                       .offset = 0x4000,
                                       .access = read_write,
                                       .reset = 0xFFFF'FFFF,
                                       .description =
                                           "the timer interrupt is pending while mtime >= mtimecmp; lower word"};
inline constexpr Register mtimecmp_high{
    .name = "MTIMECMP_HIGH", .offset = 0x4004, .access = read_write, .reset = 0xFFFF'FFFF, .description = "upper word"};
inline constexpr Register mtime_low{.name = "MTIME_LOW",
                                    .offset = 0xBFF8,
                                    .access = read_write,
                                    .reset = 0,
                                    .description = "time in ticks of 100 ns, lower word",
                                    .reset_varies = true};
inline constexpr Register mtime_high{
    .name = "MTIME_HIGH", .offset = 0xBFFC, .access = read_write, .reset = 0, .description = "upper word"};
} // namespace reg

inline constexpr std::array registers{reg::msip, reg::mtimecmp_low, reg::mtimecmp_high, reg::mtime_low,
                                      reg::mtime_high};
inline constexpr RegisterMap map{"clint", "timer and software interrupt of the hart", registers};

} // namespace edgeloom::abi::clint
