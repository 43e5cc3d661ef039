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
};

struct CounterInfo {
    std::string_view operation; ///< or the memory, or what caused it
    std::string_view what;
    std::string_view description;
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
};

} // namespace edgeloom::abi::accelerator
