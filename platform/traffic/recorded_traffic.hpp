// Transactions that a run recorded, to be sent again.
#pragma once

#include "traffic/source.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// Where recorded transactions go now: to where they went, or to a sink of so many bytes.
struct ReplayTargets {
    std::uint64_t dram_bytes = 0;
    std::uint64_t sram_bytes = 0;
    std::uint32_t sink_base = 0;
    std::uint32_t sink_bytes = 0;
};

/// What an initiator sent, with the times between, from the first transaction of anybody on.
/// @param database transactions.sqlite of a run
/// Throws UserError where it cannot be read, has no such initiator, or an address is beyond a memory.
[[nodiscard]] std::vector<traffic::Request> recorded_traffic(const std::string& database, const std::string& initiator,
                                                             const ReplayTargets& targets);

} // namespace edgeloom::platform
