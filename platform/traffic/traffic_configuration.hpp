// Interconnect and memories, and made-up or recorded traffic in place of a hart, a DMA and an accelerator.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/override.hpp"
#include "platform/configuration/visitor.hpp"
#include "traffic/synthetic.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// Where traffic may go.
enum class TrafficTarget : std::uint8_t {
    dram,
    sram,
    sink, ///< takes and gives anything in no time: what is left is the interconnect
};

/// One initiator. Clocks are those of the interconnect.
struct TrafficInitiator {
    std::string name;
    TrafficTarget target = TrafficTarget::dram;
    std::uint64_t offset = 0;       ///< where its region begins in the target, bytes
    std::uint64_t size = 64U << 10; ///< of the region, bytes
    std::uint64_t burst_bytes = 64;
    traffic::Pattern pattern = traffic::Pattern::sequential;
    std::uint64_t stride = 4096; ///< bytes
    std::uint64_t read_percent = 100;
    std::uint64_t interval = 0; ///< clocks between bursts, on average
    std::uint64_t train = 0;    ///< bursts, behind which there is a pause; 0: none
    std::uint64_t pause = 0;    ///< clocks
    std::uint64_t bursts = 10'000;
    std::string replay;   ///< database of transactions to send in place of made-up ones; empty: none
    std::string recorded; ///< initiator whose transactions these are; empty: `name`
    PortConfiguration port;
};

struct TrafficConfiguration {
    std::string name = "traffic";
    std::uint64_t seed = 1;
    PlatformConfiguration platform; ///< of which interconnect and memories count
    std::vector<TrafficInitiator> initiators;
};

/// Reads a file with overrides. Throws UserError that says in one line what is wrong and where.
[[nodiscard]] TrafficConfiguration load_traffic(const std::string& path, const std::vector<Override>& overrides);

/// Visits every key, in the order of the documentation.
void visit(TrafficConfiguration& configuration, Visitor& visitor);

/// Every key with its value, as YAML that loads to the same configuration.
[[nodiscard]] std::string to_yaml(TrafficConfiguration configuration);

} // namespace edgeloom::platform
