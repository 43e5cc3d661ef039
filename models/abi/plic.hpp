// PLIC: the platform-level interrupt controller (RISC-V PLIC specification 1.0.0; one context: the hart's M-mode).
#pragma once

#include "abi/memory_map.hpp"
#include "abi/registers.hpp"

#include <array>

namespace edgeloom::abi::plic {

inline constexpr std::uint32_t source_words = (interrupt::sources + 31) / 32;
inline constexpr std::uint32_t max_priority = 7;

namespace reg {
using enum Access;
inline constexpr Register priority{.name = "PRIORITY",
                                   .offset = 0x00'0004,
                                   .access = read_write,
                                   .reset = 0,
                                   .description =
                                       "priority of a source, from source 1; 0: never interrupts, 7: highest",
                                   .count = interrupt::sources - 1,
                                   .stride = 4};
inline constexpr Register pending{.name = "PENDING",
                                  .offset = 0x00'1000,
                                  .access = read_only,
                                  .reset = 0,
                                  .description = "bit s mod 32 of word s div 32: source s is pending",
                                  .count = source_words,
                                  .stride = 4};
inline constexpr Register enable{.name = "ENABLE",
                                 .offset = 0x00'2000,
                                 .access = read_write,
                                 .reset = 0,
                                 .description = "bit s mod 32 of word s div 32: source s may interrupt the hart",
                                 .count = source_words,
                                 .stride = 4};
inline constexpr Register threshold{.name = "THRESHOLD",
                                    .offset = 0x20'0000,
                                    .access = read_write,
                                    .reset = 0,
                                    .description = "only higher priorities interrupt"};
inline constexpr Register claim{
    .name = "CLAIM",
    .offset = 0x20'0004,
    .access = read_write,
    .reset = 0,
    .description = "read: claim the pending source of highest priority, 0 if none; write: complete that source"};
} // namespace reg

inline constexpr std::array registers{reg::priority, reg::pending, reg::enable, reg::threshold, reg::claim};
inline constexpr RegisterMap map{"plic", "platform-level interrupt controller", registers};

} // namespace edgeloom::abi::plic
