// What a memory counts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace edgeloom::memory {

/// Of a bank of a DRAM. Every burst is a hit, a miss or a conflict.
struct BankStatistics {
    std::uint32_t channel = 0;
    std::uint64_t row_hits = 0;      ///< bursts whose row was open
    std::uint64_t row_misses = 0;    ///< bursts that found no row open
    std::uint64_t row_conflicts = 0; ///< bursts that found another row open
    std::uint64_t activations = 0;
    std::uint64_t refreshes = 0;
    std::uint64_t reads = 0;  ///< bursts
    std::uint64_t writes = 0; ///< bursts
};

/// Of an SRAM, in its clocks.
struct SramWaits {
    std::uint64_t port_clocks = 0; ///< that requests waited for a port
    std::uint64_t bank_clocks = 0; ///< that words waited for their bank, being used by others or in its wait states
};

struct Statistics {
    double peak_bytes_per_second = 0;  ///< 0: there is no limit
    std::vector<BankStatistics> banks; ///< of a DRAM, a channel's banks in a row
    std::optional<SramWaits> waits;    ///< of an SRAM
};

} // namespace edgeloom::memory
