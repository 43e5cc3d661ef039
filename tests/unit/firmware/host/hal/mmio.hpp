// The host's side of firmware/hal/mmio.hpp: accesses go to the fake bus (unit/firmware/fake_bus.hpp).
#pragma once

#include <cstdint>

namespace edgeloom::firmware::mmio {

[[nodiscard]] std::uint8_t read8(std::uint32_t address);
[[nodiscard]] std::uint32_t read32(std::uint32_t address);
void write8(std::uint32_t address, std::uint8_t value);
void write32(std::uint32_t address, std::uint32_t value);
void publish();
inline void observe() {}

} // namespace edgeloom::firmware::mmio
