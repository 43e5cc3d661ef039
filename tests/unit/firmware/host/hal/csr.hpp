// The host's side of firmware/hal/csr.hpp: the registers that the code under test uses (unit/firmware/fake_hart.hpp).
#pragma once

#include <cstdint>

namespace edgeloom::firmware::csr {

[[nodiscard]] std::uint32_t read_mstatus();
void set_mstatus(std::uint32_t bits);
void clear_mstatus(std::uint32_t bits);
void set_mie(std::uint32_t bits);
void clear_mie(std::uint32_t bits);
void wait_for_interrupt();

inline constexpr std::uint32_t mstatus_mie = 1U << 3;
inline constexpr std::uint32_t mie_software = 1U << 3;
inline constexpr std::uint32_t mie_timer = 1U << 7;
inline constexpr std::uint32_t mie_external = 1U << 11;

} // namespace edgeloom::firmware::csr
