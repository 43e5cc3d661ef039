// Pipeline registers of the junction units.
#pragma once

#include <algorithm>
#include <cstdint>

namespace edgeloom::accelerator {

/// Registers beyond those of the unpipelined design, which reads its memories in one clock and computes and writes back
/// in the next. Every one makes an operation that passes through it a clock longer.
struct Stages {
    std::uint64_t memory = 0;     ///< behind the read ports
    std::uint64_t multiplier = 0; ///< within a multiplication; backpropagation has two in a row
    std::uint64_t adder = 0;      ///< within the adder tree of feedforward
    std::uint64_t table = 0;      ///< behind the activation tables

    static constexpr std::uint64_t most = 8; ///< of each

    /// Registers between the reads of an operation and its write.
    [[nodiscard]] constexpr std::uint32_t feedforward() const {
        return static_cast<std::uint32_t>(memory + multiplier + adder + table);
    }
    [[nodiscard]] constexpr std::uint32_t backpropagation() const {
        return static_cast<std::uint32_t>(memory + 2 * multiplier);
    }
    [[nodiscard]] constexpr std::uint32_t update() const { return static_cast<std::uint32_t>(memory + multiplier); }
    /// What the longest operation adds to a block cycle.
    [[nodiscard]] constexpr std::uint32_t depth() const { return std::max(feedforward(), backpropagation()); }
    /// Clocks from an operation's reads to its write, at most.
    [[nodiscard]] constexpr std::uint32_t longest_write() const { return 1 + depth(); }
    /// Clocks from a delta's read to the first read that sees what was written for it (spec section 4).
    [[nodiscard]] constexpr std::uint32_t delta_distance() const { return 2 + backpropagation(); }

    friend constexpr bool operator==(const Stages&, const Stages&) = default;
};

} // namespace edgeloom::accelerator
