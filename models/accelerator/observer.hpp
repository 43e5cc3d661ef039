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

/// Keeps apart which input is where in the pipeline (spec section 4), whatever computes it.
class Occupancy {
public:
    /// A phase begins: nothing is in flight.
    void begin(std::uint32_t depth) {
        depth_ = depth;
        entered_.assign(2 * std::size_t{depth}, std::nullopt);
        now_ = entered_.size();
    }
    /// A block cycle begins, which `input`, if any, enters.
    void enter(std::optional<std::uint64_t> input) { entered_[++now_ % entered_.size()] = input; }
    /// What the junctions do in it.
    [[nodiscard]] std::vector<JunctionActivity> activities(bool train) const {
        std::vector<JunctionActivity> list;
        list.reserve(depth_);
        for (std::uint32_t i = 1; i <= depth_; ++i) {
            list.push_back({.fed = before(i - 1), .learnt = train ? before(2 * depth_ - i) : std::nullopt});
        }
        return list;
    }

private:
    [[nodiscard]] std::optional<std::uint64_t> before(std::uint32_t block_cycles) const {
        return entered_[(now_ - block_cycles) % entered_.size()];
    }

    std::uint32_t depth_ = 0;
    std::uint64_t now_ = 0;
    std::vector<std::optional<std::uint64_t>> entered_;
};

} // namespace edgeloom::accelerator
