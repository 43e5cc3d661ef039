// What parts of a platform are built from, taken from its configuration.
#pragma once

#include "abi/memory_map.hpp"
#include "interconnect/port_config.hpp"
#include "memory/memory.hpp"
#include "memory/timing.hpp"
#include "platform/configuration/configuration.hpp"
#include "tlm/bus_port.hpp"

#include <systemc>

#include <cstdint>
#include <memory>

namespace edgeloom::platform {

/// A clock of so many hertz, in whole picoseconds.
[[nodiscard]] sc_core::sc_time period(std::uint64_t hertz);

[[nodiscard]] Memory::Config memory_config(const MemoryConfiguration& memory);
[[nodiscard]] std::unique_ptr<memory::Timing> memory_timing(const DramConfiguration& dram);
[[nodiscard]] std::unique_ptr<memory::Timing> memory_timing(const SramConfiguration& sram);
/// The region of a memory that is as large as configured.
[[nodiscard]] abi::Region resized(abi::Region region, const MemoryConfiguration& memory);

/// What `own` has of its own, and otherwise what all ports of the bus have.
[[nodiscard]] interconnect::PortConfig port_config(const InterconnectConfiguration& bus,
                                                   const PortConfiguration& own = {});

/// How initiators of several bursts send them.
[[nodiscard]] Protocol protocol_of(const InterconnectConfiguration& bus);

} // namespace edgeloom::platform
