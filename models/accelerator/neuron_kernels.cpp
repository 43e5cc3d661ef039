#include "accelerator/neuron_kernels.hpp"

#include "accelerator/vector_targets.hpp"

#include <algorithm>
#include <array>

// Compiled once for every instruction set; which one is used is settled when the program runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "accelerator/neuron_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

using numerics::ActivationTable;
using numerics::Format;
using numerics::Multiplier;
using numerics::Raw;

std::uint32_t find_steps(const Multiplier& mul, std::span<const Raw> deltas, Rate rate, std::span<Raw> steps) {
    std::uint32_t saturations = 0;
    for (std::size_t neuron = 0; neuron < steps.size(); ++neuron) {
        const std::int32_t exact = (rate.half - deltas[neuron]) >> rate.shift;
        const std::int32_t step = mul.saturate(exact);
        steps[neuron] = static_cast<Raw>(step);
        saturations += static_cast<std::uint32_t>(step != exact);
    }
    return saturations;
}

template <class Value>
HWY_INLINE Reach reach_of(std::span<const Value> values) {
    Value least = values[0];
    Value greatest = least;
    for (const Value value : values) { // two results: std::ranges::minmax is not made into vectors
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
    return {least, greatest};
}

Reach reach_of_raw(std::span<const Raw> values) {
    return reach_of(values);
}

Reach reach_of_sums(std::span<const std::int32_t> values) {
    return reach_of(values);
}

void silence(std::span<const Raw> deltas, Reach quiet, std::span<Raw> to) {
    for (std::size_t neuron = 0; neuron < to.size(); ++neuron) {
        const Raw delta = deltas[neuron];
        const bool is_quiet = (quiet.least <= delta) & (delta <= quiet.greatest);
        to[neuron] = is_quiet ? Raw{0} : delta;
    }
}

std::uint32_t saturate(const Multiplier& mul, std::span<std::int32_t> sums) {
    std::uint32_t saturations = 0;
    for (std::int32_t& sum : sums) {
        const std::int32_t exact = sum;
        sum = mul.saturate(exact);
        saturations += static_cast<std::uint32_t>(sum != exact);
    }
    return saturations;
}

std::uint32_t add(const Multiplier& mul, std::span<Raw> biases, std::span<const Raw> steps) {
    std::uint32_t saturations = 0;
    for (std::size_t neuron = 0; neuron < biases.size(); ++neuron) {
        const std::int32_t exact = biases[neuron] + steps[neuron];
        const std::int32_t bias = mul.saturate(exact);
        biases[neuron] = static_cast<Raw>(bias);
        saturations += static_cast<std::uint32_t>(bias != exact);
    }
    return saturations;
}

// Where the entries are is worked out in vectors, and then they are fetched one by one.
void activate(const ActivationTable& table, std::span<const std::int32_t> sums, std::span<Raw> activations,
              std::span<Raw> derivatives) {
    constexpr std::size_t most = 64; // at a time
    const numerics::ActivationRule rule = table.rule();
    std::array<std::int32_t, most> places{};
    for (std::size_t first = 0; first < sums.size(); first += most) {
        const std::size_t count = std::min(most, sums.size() - first);
        for (std::size_t i = 0; i < count; ++i) {
            places[i] = static_cast<std::int32_t>(rule.place(sums[first + i]));
        }
        for (std::size_t i = 0; i < count; ++i) {
            const ActivationTable::Entry entry = table.at(places[i]);
            activations[first + i] = entry.sigma;
            derivatives[first + i] = entry.derivative;
        }
    }
}

void from_pixels(Format format, std::span<const std::uint8_t> pixels, std::span<Raw> activations) {
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        activations[i] = static_cast<Raw>(format.from_pixel(pixels[i]));
    }
}

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace edgeloom::accelerator::kernels {

using numerics::ActivationTable;
using numerics::Format;
using numerics::Multiplier;
using numerics::Raw;

HWY_EXPORT(find_steps);
HWY_EXPORT(reach_of_raw);
HWY_EXPORT(reach_of_sums);
HWY_EXPORT(silence);
HWY_EXPORT(saturate);
HWY_EXPORT(add);
HWY_EXPORT(activate);
HWY_EXPORT(from_pixels);

std::uint32_t find_steps(const Multiplier& mul, std::span<const Raw> deltas, Rate rate, std::span<Raw> steps) {
    return HWY_DYNAMIC_DISPATCH(find_steps)(mul, deltas, rate, steps);
}

Reach reach(std::span<const Raw> values) {
    return HWY_DYNAMIC_DISPATCH(reach_of_raw)(values);
}

Reach reach(std::span<const std::int32_t> values) {
    return HWY_DYNAMIC_DISPATCH(reach_of_sums)(values);
}

void silence(std::span<const Raw> deltas, Reach quiet, std::span<Raw> to) {
    HWY_DYNAMIC_DISPATCH(silence)(deltas, quiet, to);
}

std::uint32_t saturate(const Multiplier& mul, std::span<std::int32_t> sums) {
    return HWY_DYNAMIC_DISPATCH(saturate)(mul, sums);
}

std::uint32_t add(const Multiplier& mul, std::span<Raw> biases, std::span<const Raw> steps) {
    return HWY_DYNAMIC_DISPATCH(add)(mul, biases, steps);
}

void activate(const ActivationTable& table, std::span<const std::int32_t> sums, std::span<Raw> activations,
              std::span<Raw> derivatives) {
    HWY_DYNAMIC_DISPATCH(activate)(table, sums, activations, derivatives);
}

void from_pixels(Format format, std::span<const std::uint8_t> pixels, std::span<Raw> activations) {
    HWY_DYNAMIC_DISPATCH(from_pixels)(format, pixels, activations);
}

} // namespace edgeloom::accelerator::kernels
#endif
