// Whoever wants to see the accelerator at work.
#pragma once

#include "accelerator/block_timing.hpp"

#include <systemc>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// What a junction did in a block cycle. Inputs are numbered from 0 since reset.
struct JunctionActivity {
    std::optional<std::uint64_t> fed;    ///< input of its feedforward
    std::optional<std::uint64_t> learnt; ///< input of its backpropagation and update
};

/// A block cycle, from its begin on.
struct BlockActivity {
    std::uint64_t number; ///< of block cycles since reset, from 0
    sc_core::sc_time begin;
    sc_core::sc_time clock; ///< period
    BlockLength length;
    std::span<const JunctionActivity> junctions;
};

enum class WaitCause : std::uint8_t { input, output };

class Observer {
public:
    virtual ~Observer() = default;
    virtual void block_cycle(const BlockActivity& activity) = 0;
    /// Between two block cycles, the accelerator stood still.
    virtual void waited(WaitCause cause, const sc_core::sc_time& begin, const sc_core::sc_time& end) = 0;
};

} // namespace edgeloom::accelerator
