#include "platform/fit/roofline.hpp"

#include "abi/accelerator.hpp"

#include <algorithm>
#include <array>

namespace edgeloom::platform {

Roofline roofline(const Configuration& configuration, std::uint32_t features, double arithmetic_clocks) {
    const InterconnectConfiguration& bus = configuration.platform.interconnect;
    struct Port {
        std::string name;
        double bytes_per_clock; // of the bus
    };
    const auto port = [&bus](const std::string& name, const PortConfiguration& own) {
        constexpr double bits_per_byte = 8;
        const std::uint64_t bits = own.width_bits == 0 ? bus.width_bits : own.width_bits;
        return Port{name, static_cast<double>(bits) / bits_per_byte / static_cast<double>(own.clock_divider)};
    };
    const std::array way{port("dma", bus.dma),
                         configuration.training.data_in_sram ? port("sram", bus.sram) : port("dram", bus.dram),
                         port("stream", bus.stream)};
    const Port& narrowest = std::ranges::min(way, {}, &Port::bytes_per_clock);
    const double bus_clocks =
        static_cast<double>(bus.clock_hz) / static_cast<double>(configuration.platform.accelerator.clock_hz);
    return {.packet_bytes =
                abi::accelerator::packet_bytes(features, static_cast<std::uint32_t>(configuration.training.input_bits)),
            .bytes_per_clock = narrowest.bytes_per_clock * bus_clocks,
            .narrowest = narrowest.name,
            .arithmetic_clocks = arithmetic_clocks};
}

} // namespace edgeloom::platform
