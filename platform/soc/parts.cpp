#include "platform/soc/parts.hpp"

#include "memory/dram_timing.hpp"
#include "memory/fixed_latency.hpp"
#include "memory/sram_timing.hpp"
#include "platform/configuration/memory_device.hpp"
#include "platform/soc/picoseconds.hpp"

namespace edgeloom::platform {

sc_core::sc_time period(std::uint64_t hertz) {
    constexpr std::uint64_t picoseconds_per_second = 1'000'000'000'000;
    return picoseconds((picoseconds_per_second + hertz / 2) / hertz);
}

Memory::Config memory_config(const MemoryConfiguration& memory) {
    return {
        .size = memory.bytes, .clock = period(memory.clock_hz), .latency = static_cast<std::uint32_t>(memory.latency)};
}

std::unique_ptr<memory::Timing> memory_timing(const DramConfiguration& dram) {
    if (dram.device.is_simple()) {
        return std::make_unique<memory::FixedLatency>(memory_config(dram).fixed_latency());
    }
    return std::make_unique<memory::DramTiming>(device_of(dram), dram.controller);
}

std::unique_ptr<memory::Timing> memory_timing(const SramConfiguration& sram) {
    if (sram.device.is_simple()) {
        return std::make_unique<memory::FixedLatency>(memory_config(sram).fixed_latency());
    }
    return std::make_unique<memory::SramTiming>(device_of(sram), in_picoseconds(period(sram.clock_hz)));
}

abi::Region resized(abi::Region region, const MemoryConfiguration& memory) {
    region.size = static_cast<std::uint32_t>(memory.bytes);
    return region;
}

interconnect::PortConfig port_config(const InterconnectConfiguration& bus, const PortConfiguration& own) {
    constexpr std::uint32_t bits_per_byte = 8;
    const auto or_all = [](std::uint64_t value, std::uint64_t of_all) {
        return static_cast<std::uint32_t>(value != 0 ? value : of_all);
    };
    return {.width_bytes = or_all(own.width_bits, bus.width_bits) / bits_per_byte,
            .beat_clocks = static_cast<std::uint32_t>(own.clock_divider),
            .latency = or_all(own.latency, bus.latency),
            .outstanding = or_all(own.outstanding, bus.outstanding),
            .weight = static_cast<std::uint32_t>(own.weight)};
}

Protocol protocol_of(const InterconnectConfiguration& bus) {
    return bus.timing == interconnect::Kind::approximately_timed ? Protocol::four_phase : Protocol::blocking;
}

} // namespace edgeloom::platform
