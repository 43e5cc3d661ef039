// Simulated time in the unit in which a configuration holds it.
#pragma once

#include <systemc>

#include <cstdint>

namespace edgeloom::platform {

[[nodiscard]] inline sc_core::sc_time picoseconds(std::uint64_t count) {
    return {static_cast<double>(count), sc_core::SC_PS};
}

[[nodiscard]] inline std::uint64_t in_picoseconds(const sc_core::sc_time& time) {
    return static_cast<std::uint64_t>(time / picoseconds(1));
}

} // namespace edgeloom::platform
