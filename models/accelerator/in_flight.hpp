// Which input is where in the pipeline.
#pragma once

#include <cstdint>
#include <vector>

namespace edgeloom::accelerator {

/// The block cycles whose inputs are still on their way, with a T about each. The schedule of spec section 4: the input
/// that enters in block cycle T has its feedforward in junction i (counted from 1) of J in T+i-1, and its
/// backpropagation and update there in T+2J-i.
template <class T>
class InFlight {
public:
    explicit InFlight(std::uint32_t depth) : depth_(depth), slots_(2 * std::size_t{depth}), now_(slots_.size()) {}

    /// The next block cycle begins; what it displaces has drained.
    T& enter() { return slots_[++now_ % slots_.size()]; }

    /// Of the input that is fed forward in a junction in this block cycle, and of that which it learns from.
    [[nodiscard]] T& fed(std::uint32_t junction) { return slots_[fed_at(junction) % slots_.size()]; }
    [[nodiscard]] T& learnt(std::uint32_t junction) { return slots_[learnt_at(junction) % slots_.size()]; }
    /// Numbers of the block cycles in which they entered; these rise by one from block cycle to block cycle.
    [[nodiscard]] std::uint64_t fed_at(std::uint32_t junction) const { return now_ - (junction - 1); }
    [[nodiscard]] std::uint64_t learnt_at(std::uint32_t junction) const {
        return now_ - (2 * std::uint64_t{depth_} - junction);
    }
    [[nodiscard]] std::uint64_t now() const { return now_; }

    /// All of them, in no order.
    [[nodiscard]] std::vector<T>& all() { return slots_; }

private:
    std::uint32_t depth_;
    std::vector<T> slots_; // by block cycle
    std::uint64_t now_;
};

} // namespace edgeloom::accelerator
