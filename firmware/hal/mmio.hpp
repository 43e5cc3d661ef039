// Memory-mapped registers. This header and hal/csr.hpp are all that drivers know of the machine: a build for the host
// puts headers of its own in front of them, with a bus and a hart that a test plays.
#pragma once

#include <cstdint>

namespace edgeloom::firmware::mmio {

[[nodiscard]] inline std::uint8_t read8(std::uint32_t address) {
    return *reinterpret_cast<volatile std::uint8_t*>(address);
}
[[nodiscard]] inline std::uint32_t read32(std::uint32_t address) {
    return *reinterpret_cast<volatile std::uint32_t*>(address);
}
inline void write8(std::uint32_t address, std::uint8_t value) {
    *reinterpret_cast<volatile std::uint8_t*>(address) = value;
}
inline void write32(std::uint32_t address, std::uint32_t value) {
    *reinterpret_cast<volatile std::uint32_t*>(address) = value;
}
/// Makes what was written to memory visible to devices before what follows.
inline void publish() {
    asm volatile("fence" ::: "memory");
}
/// Makes what devices wrote to memory visible to what follows.
inline void observe() {
    asm volatile("fence" ::: "memory");
}

} // namespace edgeloom::firmware::mmio
