// What a junction has done, in numbers.
#pragma once

#include "abi/accelerator_counters.hpp"

#include <array>
#include <cstdint>

namespace edgeloom::accelerator {

/// A number for every abi::accelerator::Counter.
class Counters {
public:
    using Counter = abi::accelerator::Counter;

    [[nodiscard]] std::uint64_t& operator[](Counter counter) { return values_[static_cast<std::size_t>(counter)]; }
    [[nodiscard]] std::uint64_t operator[](Counter counter) const { return values_[static_cast<std::size_t>(counter)]; }

    /// Of what happened before and what happened then: raw values that are there now replace those of before.
    Counters& operator+=(const Counters& more) {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const bool counts = abi::accelerator::counters[i].rule == abi::accelerator::CounterInfo::Rule::count;
            values_[i] = more.values_[i] + (counts ? values_[i] : 0);
        }
        return *this;
    }
    friend bool operator==(const Counters&, const Counters&) = default;

private:
    std::array<std::uint64_t, abi::accelerator::counters.size()> values_{};
};

} // namespace edgeloom::accelerator
