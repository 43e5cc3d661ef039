// What the engines of a system on chip did with their time.
#pragma once

#include "platform/soc/soc.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// An engine's time, in clocks of its own or in any other unit: shares count.
struct EngineShares {
    std::string name;
    std::uint64_t computed = 0; ///< did what it is there for
    std::uint64_t starved = 0;  ///< waited for what it needs
    std::uint64_t blocked = 0;  ///< waited to get rid of what it has
    std::uint64_t stalled = 0;  ///< waited for itself: clashes and hazards
    std::uint64_t idle = 0;     ///< had nothing to do

    /// Until it had nothing to do.
    [[nodiscard]] std::uint64_t at_work() const { return computed + starved + blocked + stalled; }
    [[nodiscard]] std::uint64_t all() const { return at_work() + idle; }
};

/// The accelerator computes block cycles, starves for inputs, and is blocked when the result port is full. The hart
/// computes instructions, starves in loads and is blocked in stores that go over the bus, and is idle in wfi. A DMA
/// channel computes while its bursts move, starves while its reads and is blocked while its writes wait or are worked
/// on elsewhere; it is idle without a transfer. All of it from the start of the simulation to `end`.
[[nodiscard]] EngineShares accelerator_shares(const Accelerator& accelerator, const sc_core::sc_time& end);
[[nodiscard]] EngineShares hart_shares(const Hart& hart, const sc_core::sc_time& end);
/// @param traffic of the channel: the part of the latency of its bursts that is transfer tells how much of its waiting
///                is
[[nodiscard]] EngineShares dma_shares(std::string name, const dma::TimeSheet& times,
                                      const interconnect::TrafficFigures& traffic);
[[nodiscard]] std::vector<EngineShares> engine_shares(const Soc& soc, const sc_core::sc_time& end);

/// Section `engines` of summary.json.
[[nodiscard]] nlohmann::ordered_json engines_summary(const std::vector<EngineShares>& engines);

} // namespace edgeloom::platform
