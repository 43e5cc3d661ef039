// Widths of words and tables that follow from the fixed-point format.
#pragma once

#include "mapping/memory_groups.hpp"
#include "numerics/activation_rule.hpp"
#include "numerics/format.hpp"
#include "platform/configuration/configuration.hpp"

#include <cstddef>
#include <cstdint>

namespace edgeloom::platform {

/// In bits.
struct WordWidths {
    std::uint32_t value = 0;       ///< of weights, biases and deltas, and of arithmetic
    std::uint32_t fraction = 0;    ///< of activations and derivatives
    std::size_t table_entries = 0; ///< of an activation table

    explicit WordWidths(const NetworkConfiguration& network) : value(static_cast<std::uint32_t>(network.width)) {
        const numerics::Format format{static_cast<int>(network.width), static_cast<int>(network.integer)};
        fraction = static_cast<std::uint32_t>(format.fraction());
        table_entries = numerics::ActivationRule(format, network.activation).size();
    }
    /// Of an entry: sigma and its derivative.
    [[nodiscard]] std::uint32_t table() const { return 2 * fraction; }
    [[nodiscard]] mapping::WordWidths of_memories() const { return {.value = value, .fraction = fraction}; }
};

} // namespace edgeloom::platform
