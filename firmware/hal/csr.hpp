// Control and status registers, and what else only the hart can do.
#pragma once

#include <cstdint>

namespace edgeloom::firmware::csr {

#define EDGELOOM_CSR(name)                                                                                             \
    [[nodiscard]] inline std::uint32_t read_##name() {                                                                 \
        std::uint32_t value;                                                                                           \
        asm volatile("csrr %0, " #name : "=r"(value)::"memory");                                                       \
        return value;                                                                                                  \
    }                                                                                                                  \
    inline void write_##name(std::uint32_t value) {                                                                    \
        asm volatile("csrw " #name ", %0" ::"r"(value) : "memory");                                                    \
    }                                                                                                                  \
    inline void set_##name(std::uint32_t bits) {                                                                       \
        asm volatile("csrs " #name ", %0" ::"r"(bits) : "memory");                                                     \
    }                                                                                                                  \
    inline void clear_##name(std::uint32_t bits) {                                                                     \
        asm volatile("csrc " #name ", %0" ::"r"(bits) : "memory");                                                     \
    }

EDGELOOM_CSR(mstatus)
EDGELOOM_CSR(misa)
EDGELOOM_CSR(mie)
EDGELOOM_CSR(mip)
EDGELOOM_CSR(mtvec)
EDGELOOM_CSR(mscratch)
EDGELOOM_CSR(mepc)
EDGELOOM_CSR(mcause)
EDGELOOM_CSR(mtval)
EDGELOOM_CSR(mcycle)
EDGELOOM_CSR(minstret)
EDGELOOM_CSR(mhartid)

#undef EDGELOOM_CSR

/// Sleeps until an interrupt that is enabled in mie is pending, whether or not interrupts are taken.
inline void wait_for_interrupt() {
    asm volatile("wfi" ::: "memory");
}

inline constexpr std::uint32_t mstatus_mie = 1U << 3;
inline constexpr std::uint32_t mie_software = 1U << 3;
inline constexpr std::uint32_t mie_timer = 1U << 7;
inline constexpr std::uint32_t mie_external = 1U << 11;

} // namespace edgeloom::firmware::csr
