// The rules of spec section 3 that are not about edges.
#pragma once

#include "accelerator/engine.hpp"
#include "numerics/format.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace edgeloom::accelerator {

/// Delta of an output neuron, which should be 1 for the label's class and 0 otherwise. Activation and derivative are
/// its own; only the quadratic cost asks for the derivative, and rounds.
[[nodiscard]] constexpr std::int32_t output_delta(numerics::Format format, Cost cost, bool is_label,
                                                  std::int32_t activation, std::int32_t derivative,
                                                  std::uint32_t noise) {
    const std::int32_t error = format.saturate(std::int64_t{activation} - (is_label ? format.one() : 0));
    return cost == Cost::quadratic ? format.multiply(error, derivative, noise) : error;
}

/// -delta times the learning rate 2^-eta_shift, before it saturates.
[[nodiscard]] constexpr std::int64_t exact_step(std::int32_t delta, std::uint32_t eta_shift,
                                                numerics::Rounding rounding, std::uint32_t noise) {
    return numerics::shift_right(-std::int64_t{delta}, static_cast<int>(eta_shift), rounding, noise);
}

/// The class with the largest activation, of several the lowest.
[[nodiscard]] inline std::uint32_t prediction(std::span<const numerics::Raw> activations, std::uint32_t classes) {
    const auto candidates = activations.first(classes);
    return static_cast<std::uint32_t>(std::ranges::max_element(candidates) - candidates.begin());
}

/// How far the largest activation is above the second largest: of the margin that a minimal margin score goes by. With
/// a single class, that activation.
[[nodiscard]] inline std::uint32_t margin(std::span<const numerics::Raw> activations, std::uint32_t classes) {
    std::int32_t largest = 0; // no activation is below
    std::int32_t second = 0;
    for (const std::int32_t activation : activations.first(classes)) {
        second = std::max(second, std::min(largest, activation));
        largest = std::max(largest, activation);
    }
    return static_cast<std::uint32_t>(largest - second);
}

/// What is known of an input whose last junction gave these activations.
[[nodiscard]] inline Classification classification(std::uint32_t label, std::span<const numerics::Raw> activations,
                                                   const Work& work) {
    return {.label = label,
            .prediction = prediction(activations, work.classes),
            .margin = work.margins ? margin(activations, work.classes) : 0};
}

} // namespace edgeloom::accelerator
