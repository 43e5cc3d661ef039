// Memory-mapped registers.
#pragma once

#include <cstdint>

namespace edgeloom::firmware::mmio {

#ifdef __riscv

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

#else // on the host, drivers talk to the bus that a test defines

[[nodiscard]] std::uint8_t read8(std::uint32_t address);
[[nodiscard]] std::uint32_t read32(std::uint32_t address);
void write8(std::uint32_t address, std::uint8_t value);
void write32(std::uint32_t address, std::uint32_t value);
void publish();

#endif

} // namespace edgeloom::firmware::mmio
