// What the engines of a system on chip did with their time.
#pragma once

#include "platform/soc/soc.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
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
    std::string starved_by{};   ///< who let it starve most: a port of the interconnect; empty where nobody did
    std::string blocked_by{};   ///< likewise

    /// Until it had nothing to do.
    [[nodiscard]] std::uint64_t at_work() const { return computed + starved + blocked + stalled; }
    [[nodiscard]] std::uint64_t all() const { return at_work() + idle; }
};

/// The accelerator computes block cycles, starves for inputs, and is blocked when the result port is full. The hart
/// computes instructions, starves in loads and is blocked in stores that go over the bus, and is idle in wfi. A DMA
/// channel computes while its bursts move, starves while its reads and is blocked while its writes wait or are worked
/// on elsewhere; it is idle without a transfer. All of it from the start of the simulation to `end`. The accelerator
/// waits for the initiator that brings most of its inputs or takes its results, the others for the target at which
/// their reads or writes spent most time.
[[nodiscard]] EngineShares accelerator_shares(const Soc& soc, const sc_core::sc_time& end);
[[nodiscard]] std::vector<EngineShares> engine_shares(const Soc& soc, const sc_core::sc_time& end);

/// The initiator that brings most inputs to the accelerator.
[[nodiscard]] std::optional<std::size_t> feeder(const Interconnect& interconnect);

/// Section `engines` of summary.json.
[[nodiscard]] nlohmann::ordered_json engines_summary(const std::vector<EngineShares>& engines);

} // namespace edgeloom::platform
