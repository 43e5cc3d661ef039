// The loops over neurons, with every instruction set, against the format's own arithmetic neuron by neuron.
#include "accelerator/learning.hpp"
#include "accelerator/neuron_kernels.hpp"
#include "unit/accelerator/any_values.hpp"
#include "unit/accelerator/instruction_sets.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace edgeloom::accelerator {
namespace {

using numerics::Format;
using numerics::Multiplier;
using numerics::Raw;
using numerics::Rounding;
using Values = std::vector<Raw>;
using Sums = std::vector<std::int32_t>;

std::size_t any_count() {
    return *rc::gen::inRange<std::size_t>(1, 150);
}

// Some far beyond the format.
Sums any_sums(std::size_t count) {
    return *rc::gen::container<Sums>(count, rc::gen::inRange(-(1 << 24), 1 << 24));
}

RC_GTEST_PROP(NeuronKernels, StepsAreThoseOfTheFormat, ()) {
    Format format = test::any_format();
    format.rounding = *rc::gen::element(Rounding::half_up, Rounding::truncate);
    const Values deltas = test::any_values(any_count(), format);
    const auto shift = *rc::gen::inRange<std::uint32_t>(0, 31);
    const bool rounds_up = format.rounding == Rounding::half_up && shift > 0;
    const kernels::Rate rate{shift, rounds_up ? 1 << (shift - 1) : 0};
    Values expected;
    std::uint32_t saturations = 0;
    for (const Raw delta : deltas) {
        const std::int64_t exact = exact_step(delta, shift, format.rounding, 0);
        expected.push_back(static_cast<Raw>(format.saturate(exact)));
        saturations += expected.back() != exact ? 1U : 0U;
    }
    test::with_every_instruction_set([&] {
        Values steps(deltas.size());
        RC_ASSERT(kernels::find_steps(Multiplier(format), deltas, rate, steps) == saturations);
        RC_ASSERT(steps == expected);
    });
}

RC_GTEST_PROP(NeuronKernels, QuietDeltasAreSilenced, ()) {
    const Format format = test::any_format();
    const Values deltas = test::any_values(any_count(), format);
    const Reach quiet{.least = -*rc::gen::inRange(0, 20), .greatest = *rc::gen::inRange(0, 20)};
    Values expected = deltas;
    std::ranges::replace_if(
        expected, [&](Raw delta) { return quiet.least <= delta && delta <= quiet.greatest; }, Raw{0});
    test::with_every_instruction_set([&] {
        Values silenced(deltas.size());
        kernels::silence(deltas, quiet, silenced);
        RC_ASSERT(silenced == expected);
    });
}

RC_GTEST_PROP(NeuronKernels, ValuesReachFromTheLeastToTheGreatest, ()) {
    const Values values = test::any_values(any_count(), test::any_format());
    const Sums sums = any_sums(any_count());
    test::with_every_instruction_set([&] {
        RC_ASSERT(kernels::reach(values).least == std::ranges::min(values));
        RC_ASSERT(kernels::reach(values).greatest == std::ranges::max(values));
        RC_ASSERT(kernels::reach(sums).least == std::ranges::min(sums));
        RC_ASSERT(kernels::reach(sums).greatest == std::ranges::max(sums));
    });
}

RC_GTEST_PROP(NeuronKernels, SumsSaturateAndGiveActivations, ()) {
    const Format format = test::any_format();
    const auto activation = *rc::gen::element(numerics::Activation::sigmoid, numerics::Activation::clipped_relu);
    const numerics::ActivationTable table(format, activation);
    const Sums exact = any_sums(any_count());
    Sums expected;
    for (const std::int32_t sum : exact) {
        expected.push_back(format.saturate(sum));
    }
    const auto saturations = static_cast<std::uint32_t>(
        std::ranges::count_if(exact, [&](std::int32_t sum) { return sum != format.saturate(sum); }));
    test::with_every_instruction_set([&] {
        Sums sums = exact;
        RC_ASSERT(kernels::saturate(Multiplier(format), sums) == saturations);
        RC_ASSERT(sums == expected);
        Values activations(sums.size());
        Values derivatives(sums.size());
        kernels::activate(table, sums, activations, derivatives);
        for (std::size_t neuron = 0; neuron < sums.size(); ++neuron) {
            RC_ASSERT(activations[neuron] == table.sigma(sums[neuron]));
            RC_ASSERT(derivatives[neuron] == table.derivative(sums[neuron]));
        }
    });
}

RC_GTEST_PROP(NeuronKernels, BiasesAreAddedToLikeTheFormat, ()) {
    const Format format = test::any_format();
    const std::size_t count = any_count();
    const Values before = test::any_values(count, format);
    const Values steps = test::any_values(count, format);
    Values expected;
    std::uint32_t saturations = 0;
    for (std::size_t neuron = 0; neuron < count; ++neuron) {
        expected.push_back(static_cast<Raw>(format.add(before[neuron], steps[neuron])));
        saturations += expected.back() != before[neuron] + steps[neuron] ? 1U : 0U;
    }
    test::with_every_instruction_set([&] {
        Values biases = before;
        RC_ASSERT(kernels::add(Multiplier(format), biases, steps) == saturations);
        RC_ASSERT(biases == expected);
    });
}

RC_GTEST_PROP(NeuronKernels, PixelsAreThoseOfTheFormat, ()) {
    const Format format = test::any_format();
    const auto pixels = *rc::gen::container<std::vector<std::uint8_t>>(any_count(), rc::gen::arbitrary<std::uint8_t>());
    test::with_every_instruction_set([&] {
        Values activations(pixels.size());
        kernels::from_pixels(format, pixels, activations);
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            RC_ASSERT(activations[i] == format.from_pixel(pixels[i]));
        }
    });
}

} // namespace
} // namespace edgeloom::accelerator
