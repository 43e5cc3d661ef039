// What the accelerator counts for every junction (freestanding).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace edgeloom::abi::accelerator {

/// COUNTER_SELECT.COUNTER. Clocks are those of block cycles in which the operation had an input; the rest is idle.
enum class Counter : std::uint32_t {
    feedforward_active,
    feedforward_stalled,
    feedforward_idle,
    feedforward_multiplies,
    feedforward_adds,
    feedforward_lookups,
    backpropagation_active,
    backpropagation_stalled,
    backpropagation_idle,
    backpropagation_multiplies,
    backpropagation_adds,
    update_active,
    update_stalled,
    update_idle,
    update_multiplies,
    update_adds,
    clash_clocks,
    hazard_clocks,
    delta_forwards,
    weight_reads,
    weight_writes,
    bias_reads,
    bias_writes,
    activation_reads,
    activation_writes,
    derivative_reads,
    derivative_writes,
    delta_reads,
    delta_writes,
    sum_saturations,
    sum_least,
    sum_greatest,
    delta_saturations,
    delta_least,
    delta_greatest,
    weight_saturations,
    weight_least,
    weight_greatest,
    bias_saturations,
    bias_least,
    bias_greatest,
    step_saturations,
};

struct CounterInfo {
    enum class Rule : std::uint8_t {
        count,    ///< rises
        least,    ///< a raw value, sign-extended to 64 bits
        greatest, ///< likewise
    };

    std::string_view operation; ///< or the memory, the cause, the kind of value
    std::string_view what;
    std::string_view description;
    Rule rule = Rule::count;
};

/// By Counter.
inline constexpr std::array counters{
    CounterInfo{"feedforward", "active_clocks", "clocks with edges of a row"},
    CounterInfo{"feedforward", "stalled_clocks",
                "clocks with further edges of a row that clashes, or held by a hazard"},
    CounterInfo{"feedforward", "idle_clocks", "all other clocks of block cycles"},
    CounterInfo{"feedforward", "multiplies", "products"},
    CounterInfo{"feedforward", "adds", "additions"},
    CounterInfo{"feedforward", "lookups", "look-ups in a pair of activation tables"},
    CounterInfo{"backpropagation", "active_clocks", "clocks with edges of a row"},
    CounterInfo{"backpropagation", "stalled_clocks",
                "clocks with further edges of a row that clashes, or held by a hazard"},
    CounterInfo{"backpropagation", "idle_clocks", "all other clocks of block cycles"},
    CounterInfo{"backpropagation", "multiplies", "products, two an edge"},
    CounterInfo{"backpropagation", "adds", "additions"},
    CounterInfo{"update", "active_clocks", "clocks with edges of a row"},
    CounterInfo{"update", "stalled_clocks", "clocks with further edges of a row that clashes, or held by a hazard"},
    CounterInfo{"update", "idle_clocks", "all other clocks of block cycles"},
    CounterInfo{"update", "multiplies", "products"},
    CounterInfo{"update", "adds", "additions, of weights and biases"},
    CounterInfo{"stalls", "clash_clocks", "clocks that clashes cost, whether there was an input or not"},
    CounterInfo{"stalls", "hazard_clocks", "clocks that delta hazards cost, whether there was an input or not"},
    CounterInfo{"stalls", "delta_forwards", "reads of a delta whose last sum was still on its way to the memory"},
    CounterInfo{"weights", "reads", "words"},
    CounterInfo{"weights", "writes", "words"},
    CounterInfo{"biases", "reads", "words"},
    CounterInfo{"biases", "writes", "words"},
    CounterInfo{"left_activations", "reads", "words"},
    CounterInfo{"left_activations", "writes", "words"},
    CounterInfo{"left_derivatives", "reads", "words; the input layer has none"},
    CounterInfo{"left_derivatives", "writes", "words"},
    CounterInfo{"right_deltas", "reads", "words, those of the next junction's accumulation included"},
    CounterInfo{"right_deltas", "writes", "words, likewise, and those that clear"},
    CounterInfo{"sums", "saturations", "sums of feedforward that did not fit the format"},
    CounterInfo{"sums", "least", "raw value", CounterInfo::Rule::least},
    CounterInfo{"sums", "greatest", "raw value", CounterInfo::Rule::greatest},
    CounterInfo{"deltas", "saturations", "additions to deltas of left neurons that did not fit"},
    CounterInfo{"deltas", "least", "raw value of right neurons", CounterInfo::Rule::least},
    CounterInfo{"deltas", "greatest", "raw value of right neurons", CounterInfo::Rule::greatest},
    CounterInfo{"weight_values", "saturations", "updates that did not fit"},
    CounterInfo{"weight_values", "least", "raw value, of the weights as they are", CounterInfo::Rule::least},
    CounterInfo{"weight_values", "greatest", "raw value, of the weights as they are", CounterInfo::Rule::greatest},
    CounterInfo{"bias_values", "saturations", "updates that did not fit"},
    CounterInfo{"bias_values", "least", "raw value, of the biases as they are", CounterInfo::Rule::least},
    CounterInfo{"bias_values", "greatest", "raw value, of the biases as they are", CounterInfo::Rule::greatest},
    CounterInfo{"steps", "saturations", "deltas times the learning rate that did not fit"},
};

} // namespace edgeloom::abi::accelerator
