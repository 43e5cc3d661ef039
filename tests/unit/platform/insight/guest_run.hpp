// Runs a firmware image on the reference interpreter alone and tells an observer of it.
#pragma once

#include "hart/observer.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::test {

/// All bytes of a file. An empty vector where there is none.
[[nodiscard]] std::vector<std::uint8_t> bytes_of(const std::string& path);

struct GuestResult {
    std::uint64_t clocks = 0;
    std::uint32_t finish = 0; ///< what the firmware wrote to the finisher; 0 if it did not within the clocks
    std::string uart;
};

/// Runs an ELF file in 16 MiB of DRAM, with a finisher and a UART that is always ready, an instruction a clock, for at
/// most `clocks` or until it sleeps. Interrupts do not happen.
GuestResult run_guest(const std::vector<std::uint8_t>& elf, hart::Observer& observer, std::uint64_t clocks = 1'000'000);

} // namespace edgeloom::test
