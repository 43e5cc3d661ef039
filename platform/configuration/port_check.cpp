#include "platform/configuration/port_check.hpp"

#include <bit>

namespace edgeloom::platform {

void check_width(const std::string& path, std::uint64_t bits, const Parser& parser) {
    constexpr std::uint64_t bits_per_byte = 8;
    if (bits % bits_per_byte != 0) {
        const std::uint64_t nearest = (bits + bits_per_byte - 1) / bits_per_byte * bits_per_byte;
        parser.fail(path, "found " + std::to_string(bits) + " bit; allowed is a multiple of 8; the nearest is " +
                              std::to_string(nearest) + " bit");
    }
}

void check_port(const std::string& path, const PortConfiguration& port, const Parser& parser) {
    check_width(path + ".width", port.width_bits, parser);
    if (port.boundary != 0 && !std::has_single_bit(port.boundary)) {
        parser.fail(path + ".boundary", "found " + std::to_string(port.boundary) +
                                            " B; allowed is a power of two; the nearest is " +
                                            std::to_string(std::bit_ceil(port.boundary)) + " B");
    }
}

} // namespace edgeloom::platform
