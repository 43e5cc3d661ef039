// Whether arithmetic or the way of the inputs bounds the rate.
#pragma once

#include "platform/configuration/configuration.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace edgeloom::platform {

/// Clocks are the accelerator's.
struct Roofline {
    std::uint64_t packet_bytes = 0;
    double bytes_per_clock = 0; ///< through the narrowest port between memory and accelerator
    std::string narrowest;      ///< that port, as the configuration names it
    double arithmetic_clocks = 0;

    /// Clocks of an input that it takes at least to bring it.
    [[nodiscard]] double input_clocks() const { return static_cast<double>(packet_bytes) / bytes_per_clock; }
    /// Clocks from an input to the next.
    [[nodiscard]] double clocks() const { return std::max(input_clocks(), arithmetic_clocks); }
    [[nodiscard]] bool is_input_bound() const { return input_clocks() > arithmetic_clocks; }
};

/// @param features          values of an input
/// @param arithmetic_clocks of a block cycle
[[nodiscard]] Roofline roofline(const Configuration& configuration, std::uint32_t features, double arithmetic_clocks);

} // namespace edgeloom::platform
