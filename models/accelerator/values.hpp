// What the values of a junction did to their format.
#pragma once

#include "accelerator/counters.hpp"
#include "numerics/format.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace edgeloom::accelerator {

/// Least and greatest of some values.
struct Reach {
    std::int32_t least = 0;
    std::int32_t greatest = 0;
};

/// Least and greatest of the raw values that were seen; both 0 before any was.
class Range {
public:
    void see(Reach values) {
        see(values.least);
        see(values.greatest);
    }
    void see(std::int32_t value) {
        least_ = seen_ ? std::min(least_, value) : value;
        greatest_ = seen_ ? std::max(greatest_, value) : value;
        seen_ = true;
    }
    [[nodiscard]] std::int32_t least() const { return least_; }
    [[nodiscard]] std::int32_t greatest() const { return greatest_; }

private:
    bool seen_ = false;
    std::int32_t least_ = 0;
    std::int32_t greatest_ = 0;
};

/// Which values overflow the format: saturations of sums, of weights and so on, and how far values reach.
struct Values {
    Range sums;   ///< of feedforward, saturated
    Range deltas; ///< of right neurons, as they are learnt from
    std::uint64_t sum_saturations = 0;
    std::uint64_t delta_saturations = 0; ///< of additions to the deltas of left neurons
    std::uint64_t weight_saturations = 0;
    std::uint64_t bias_saturations = 0;
    std::uint64_t step_saturations = 0; ///< -delta times the learning rate
};

/// Puts them into the counters, with the range of the weights and biases as they are now.
inline void count_values(const Values& values, std::span<const numerics::Raw> weights,
                         std::span<const numerics::Raw> biases, Counters& counters) {
    using abi::accelerator::Counter;
    const auto put = [&](Counter counter, std::int32_t value) {
        counters[counter] = static_cast<std::uint64_t>(std::int64_t{value});
    };
    counters[Counter::sum_saturations] = values.sum_saturations;
    counters[Counter::delta_saturations] = values.delta_saturations;
    counters[Counter::weight_saturations] = values.weight_saturations;
    counters[Counter::bias_saturations] = values.bias_saturations;
    counters[Counter::step_saturations] = values.step_saturations;
    put(Counter::sum_least, values.sums.least());
    put(Counter::sum_greatest, values.sums.greatest());
    put(Counter::delta_least, values.deltas.least());
    put(Counter::delta_greatest, values.deltas.greatest());
    put(Counter::weight_least, std::ranges::min(weights));
    put(Counter::weight_greatest, std::ranges::max(weights));
    put(Counter::bias_least, std::ranges::min(biases));
    put(Counter::bias_greatest, std::ranges::max(biases));
}

} // namespace edgeloom::accelerator
