// What an SRAM is made of.
#pragma once

#include <cstdint>
#include <string>

namespace edgeloom::memory {

struct SramDevice {
    std::string name = "sram";
    std::uint64_t width_bits = 64; ///< of a word, a multiple of 8
    std::uint64_t banks = 1;       ///< single-ported; words lie in them in turn
    std::uint64_t ports = 1;       ///< requests that are served at a time
    std::uint64_t wait_states = 0; ///< clocks that a bank takes for a word beyond the first
};

} // namespace edgeloom::memory
