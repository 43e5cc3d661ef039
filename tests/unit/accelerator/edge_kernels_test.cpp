// The loops over edges, with every instruction set, against the format's own arithmetic edge by edge.
#include "accelerator/edge_kernels.hpp"
#include "accelerator/left_order.hpp"
#include "mapping/explain.hpp"
#include "support/any_pattern.hpp"
#include "unit/accelerator/any_values.hpp"
#include "unit/accelerator/instruction_sets.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace edgeloom::accelerator {
namespace {

using numerics::Format;
using numerics::Multiplier;
using numerics::Raw;
using numerics::Rounding;
using test::any_format;
using test::any_raw;
using test::any_values;
using Values = std::vector<Raw>;
using Noise = std::vector<std::uint32_t>;

Values any_fractions(std::size_t count, std::int32_t most) {
    return *rc::gen::container<Values>(count, rc::gen::cast<Raw>(rc::gen::inRange(0, most + 1)));
}

Noise any_noise(std::size_t count, const Format& format) {
    return *rc::gen::container<Noise>(format.rounding == Rounding::stochastic ? count : 0,
                                      rc::gen::arbitrary<std::uint32_t>());
}

const std::uint32_t* words(const Noise& noise) {
    return noise.empty() ? nullptr : noise.data();
}

std::uint32_t word(const Noise& noise, std::size_t e) {
    return noise.empty() ? 0 : noise[e];
}

// Activations as loops take them.
Values shifted(Values activations, const Format& format) {
    const int shift = kernels::factor_shift(Multiplier(format));
    std::ranges::transform(activations, activations.begin(),
                           [&](Raw value) { return static_cast<Raw>(value * (1 << shift)); });
    return activations;
}

// One right neuron's edges, what two inputs bring to them, and what is learnt.
struct Case {
    Format format = any_format();
    std::size_t count = *rc::gen::inRange<std::size_t>(0, 100);
    Values weights = any_values(count, format);
    std::int32_t highest = format.fraction() == 0 ? 1 : format.one() - 1; // activation
    Values fed = any_fractions(count, highest);
    Values learnt = any_fractions(count, highest);
    Values shifted_fed = shifted(fed, format);
    Values shifted_learnt = shifted(learnt, format);
    std::int32_t highest_derivative = *rc::gen::inRange<std::int32_t>(0, format.one() + 1);
    Values derivatives = any_fractions(count, highest_derivative);
    Noise noise = any_noise(count, format);
    Noise other_noise = any_noise(count, format);
    std::int32_t step = any_raw(format);
    std::int32_t delta = any_raw(format);

    [[nodiscard]] std::int32_t sum() const {
        std::int32_t sum = 0;
        for (std::size_t e = 0; e < count; ++e) {
            sum += format.multiply(weights[e], fed[e], word(noise, e));
        }
        return sum;
    }
    // Returns how many saturated.
    [[nodiscard]] std::uint32_t learn(Values& stepped) const {
        std::uint32_t saturations = 0;
        for (std::size_t e = 0; e < count; ++e) {
            const std::int32_t change = format.multiply(step, learnt[e], word(other_noise, e));
            saturations += format.add(weights[e], change) != weights[e] + change ? 1U : 0U;
            stepped.push_back(static_cast<Raw>(format.add(weights[e], change)));
        }
        return saturations;
    }
    [[nodiscard]] kernels::EdgeRun run(Values& of) const { return {of.data(), static_cast<std::uint32_t>(count)}; }
};

RC_GTEST_PROP(EdgeKernels, SumAndLearnLikeTheFormat, ()) {
    const Case c;
    const Multiplier mul(c.format);
    const kernels::Factors fed{c.shifted_fed.data(), words(c.noise)};
    const kernels::Factors learnt{c.shifted_learnt.data(), words(c.other_noise)};
    Values stepped;
    const std::uint32_t saturations = c.learn(stepped);
    test::with_every_instruction_set([&] {
        Values weights = c.weights;
        RC_ASSERT(kernels::sum_products(mul, c.run(weights), fed) == c.sum());
        RC_ASSERT(weights == c.weights);
        RC_ASSERT(kernels::add_steps(mul, c.run(weights), learnt, c.step) == saturations);
        RC_ASSERT(weights == stepped);
        weights = c.weights;
        const auto both = kernels::sum_products_and_add_steps(mul, c.run(weights), fed, learnt, c.step);
        RC_ASSERT(both.sum == c.sum());
        RC_ASSERT(both.saturations == saturations);
        RC_ASSERT(weights == stepped);
    });
}

RC_GTEST_PROP(EdgeKernels, TermsOfDeltasAreThoseOfTheFormat, ()) {
    Case c;
    Values terms;
    for (std::size_t e = 0; e < c.count; ++e) {
        const std::int32_t scaled = c.format.multiply(c.delta, c.derivatives[e], word(c.noise, e));
        terms.push_back(static_cast<Raw>(
            c.format.multiply(scaled, c.weights[e], word(c.noise, e) >> kernels::noise_of_second_product)));
    }
    test::with_every_instruction_set([&] {
        Values found(c.count);
        kernels::delta_terms(Multiplier(c.format), c.run(c.weights), {c.derivatives.data(), words(c.noise)},
                             c.highest_derivative, c.delta, found.data());
        RC_ASSERT(found == terms);
    });
}

// Right neurons with edges of any number, and steps and deltas that are often zero.
struct Layer {
    Format format = any_format();
    std::vector<std::uint32_t> begins = any_begins();
    std::size_t first = begins.front();
    std::size_t edges = begins.back() - first;
    std::size_t rights = begins.size() - 1;
    std::int32_t highest = format.fraction() == 0 ? 1 : format.one() - 1; // activation
    std::int32_t highest_derivative = *rc::gen::inRange<std::int32_t>(0, format.one() + 1);
    Values weights = any_values(edges, format);
    Values biases = any_values(rights, format);
    Values steps = often_zero(rights, format);
    Values deltas = often_zero(rights, format);
    Values fed = shifted(any_fractions(edges, highest), format);
    Values learnt = shifted(any_fractions(edges, highest), format);
    Values derivatives = any_fractions(edges, highest_derivative);
    Noise noise = any_noise(edges, format);
    Noise other_noise = any_noise(edges, format);

    static std::vector<std::uint32_t> any_begins() {
        std::vector<std::uint32_t> begins{*rc::gen::inRange<std::uint32_t>(0, 10)};
        for (int rights = *rc::gen::inRange(1, 6); rights > 0; --rights) {
            begins.push_back(begins.back() + *rc::gen::inRange<std::uint32_t>(0, 150));
        }
        return begins;
    }
    static Values often_zero(std::size_t count, const Format& format) {
        return *rc::gen::container<Values>(
            count, rc::gen::oneOf(rc::gen::just(Raw{0}), rc::gen::exec([&] { return any_raw(format); })));
    }
    [[nodiscard]] kernels::RightNeurons neurons(Values& of) const { return {of.data(), begins}; }
    [[nodiscard]] kernels::Sums sums(std::vector<std::int32_t>& to) const {
        return {.activations = {fed.data(), words(noise)}, .biases = biases.data(), .sums = to.data()};
    }
    [[nodiscard]] kernels::Steps learning() const {
        return {.activations = {learnt.data(), words(other_noise)}, .steps = steps.data()};
    }
};

RC_GTEST_PROP(EdgeKernels, DoAllRightNeuronsAsTheyDoOne, ()) {
    const Layer layer;
    const Multiplier mul(layer.format);
    test::with_every_instruction_set([&] {
        Values expected = layer.weights;
        std::vector<std::int32_t> sums;
        std::uint64_t saturations = 0;
        const kernels::RightNeurons neurons = layer.neurons(expected);
        for (std::size_t r = 0; r < layer.rights; ++r) {
            const std::size_t place = neurons.place(r);
            const auto noise = [&](const Noise& of) { return of.empty() ? nullptr : of.data() + place; };
            sums.push_back(layer.biases[r] +
                           kernels::sum_products(mul, neurons.run(r), {layer.fed.data() + place, noise(layer.noise)}));
            saturations += kernels::add_steps(mul, neurons.run(r),
                                              {layer.learnt.data() + place, noise(layer.other_noise)}, layer.steps[r]);
        }
        std::vector<std::int32_t> found(layer.rights);
        Values weights = layer.weights;
        kernels::sum_all(mul, layer.neurons(weights), layer.sums(found));
        RC_ASSERT(found == sums);
        RC_ASSERT(weights == layer.weights);
        RC_ASSERT(kernels::add_all_steps(mul, layer.neurons(weights), layer.learning()) == saturations);
        RC_ASSERT(weights == expected);
        weights = layer.weights;
        found.assign(layer.rights, 0);
        RC_ASSERT(kernels::sum_all_and_add_all_steps(mul, layer.neurons(weights), layer.sums(found),
                                                     layer.learning()) == saturations);
        RC_ASSERT(found == sums);
        RC_ASSERT(weights == expected);
    });
}

RC_GTEST_PROP(EdgeKernels, TermsOfAllDeltasAreThoseOfEach, ()) {
    Layer layer;
    const Multiplier mul(layer.format);
    test::with_every_instruction_set([&] {
        const kernels::RightNeurons neurons = layer.neurons(layer.weights);
        Values expected(layer.edges);
        for (std::size_t r = 0; r < layer.rights; ++r) {
            const std::size_t place = neurons.place(r);
            kernels::delta_terms(
                mul, neurons.run(r),
                {layer.derivatives.data() + place, layer.noise.empty() ? nullptr : layer.noise.data() + place},
                layer.highest_derivative, layer.deltas[r], expected.data() + place);
        }
        Values found(layer.edges, Raw{1});
        kernels::all_delta_terms(mul, neurons, {layer.derivatives.data(), words(layer.noise)}, layer.highest_derivative,
                                 layer.deltas.data(), found.data());
        RC_ASSERT(found == expected);
    });
}

// Any number of sweeps, rows and lanes, more than a vector has and fewer.
struct Sweeping {
    Format format = any_format();
    std::uint32_t rows = *rc::gen::inRange<std::uint32_t>(1, 20);
    std::uint32_t lanes = *rc::gen::inRange<std::uint32_t>(1, 70);
    std::size_t count = *rc::gen::inRange<std::size_t>(1, 4);
    std::vector<std::uint16_t> starts = *rc::gen::container<std::vector<std::uint16_t>>(
        count * lanes, rc::gen::cast<std::uint16_t>(rc::gen::inRange<std::uint32_t>(0, rows)));
    std::size_t neurons = std::size_t{rows} * lanes;

    [[nodiscard]] kernels::Sweeps sweeps() const { return {rows, lanes, starts}; }
    [[nodiscard]] std::size_t left(std::size_t edge) const { // of a sweep's edge
        const std::size_t sweep = edge / neurons;
        const std::size_t lane = edge % lanes;
        return (edge % neurons / lanes + starts[sweep * lanes + lane]) % rows * lanes + lane;
    }
};

RC_GTEST_PROP(EdgeKernels, ColumnsAreRotatedFromTheirStarts, ()) {
    const Sweeping s;
    const int shift = *rc::gen::inRange(0, 4);
    const Values values = any_fractions(s.neurons, 4095);
    Values rotated;
    for (std::size_t edge = 0; edge < s.count * s.neurons; ++edge) {
        rotated.push_back(static_cast<Raw>(values[s.left(edge)] * (1 << shift)));
    }
    test::with_every_instruction_set([&] {
        Values found(rotated.size());
        Values scratch(kernels::rotation_scratch(s.rows));
        kernels::rotate_columns(values.data(), s.sweeps(), shift, found.data(), scratch.data());
        RC_ASSERT(found == rotated);
    });
}

RC_GTEST_PROP(EdgeKernels, RotatedTermsAreAddedLikeTheFormat, ()) {
    const Sweeping s;
    const Values terms = any_values(s.count * s.neurons, s.format);
    const Values before = any_values(s.neurons, s.format);
    Values sums = before;
    std::uint64_t saturations = 0;
    for (std::size_t sweep = 0; sweep < s.count; ++sweep) {
        for (std::size_t to = 0; to < s.neurons; ++to) {
            const std::int32_t term = terms[sweep * s.neurons + s.left(sweep * s.neurons + to)];
            const std::int32_t exact = sums[to] + term;
            sums[to] = static_cast<Raw>(s.format.saturate(exact));
            saturations += sums[to] != exact ? 1U : 0U;
        }
    }
    test::with_every_instruction_set([&] {
        Values found = before;
        Values scratch(kernels::rotation_scratch(s.rows));
        RC_ASSERT(kernels::add_rotated(Multiplier(s.format), terms.data(), s.sweeps(), found.data(), scratch.data()) ==
                  saturations);
        RC_ASSERT(found == sums);
    });
}

RC_GTEST_PROP(LeftOrders, ReadAndAccumulateEdgeByEdge, (std::uint64_t seed)) {
    const auto clash_free = *rc::gen::arbitrary<bool>();
    auto spec = clash_free ? *rc::gen::exec(test::any_clash_free) : *rc::gen::exec(test::any_listed);
    const auto words = test::draw(spec, seed);
    RC_PRE(words.has_value());
    std::vector<std::uint16_t> left;
    if (clash_free) {
        std::ranges::copy(test::expanded(spec, *words), std::back_inserter(left));
    } else {
        spec.shape.parallelism = *rc::gen::elementOf(mapping::legal_parallelisms(spec.shape, false));
        std::ranges::transform(*words, std::back_inserter(left), [](std::uint32_t word) {
            return static_cast<std::uint16_t>(abi::accelerator::field::edge_left.extract(word));
        });
    }
    const Format format{.width = 6, .integer = 2}; // that sums often leave
    const Values values = any_values(spec.shape.left, format);
    const Values terms = any_values(left.size(), format);
    Values read;
    Values sums = values;
    std::uint64_t saturations = 0;
    for (std::size_t e = 0; e < left.size(); ++e) {
        read.push_back(values[left[e]]);
        const std::int32_t exact = sums[left[e]] + terms[e];
        sums[left[e]] = static_cast<Raw>(format.saturate(exact));
        saturations += sums[left[e]] != exact ? 1U : 0U;
    }
    test::with_every_instruction_set([&] {
        LeftOrder order(spec.shape, left);
        Values all(left.size());
        order.read(values, 0, 0, all);
        RC_ASSERT(all == read);
        const std::size_t begin = left.size() / order.granularity() / 3 * order.granularity();
        Values some(left.size() - begin);
        order.read(values, 0, begin, some);
        RC_ASSERT(std::ranges::equal(some, std::span(read).subspan(begin)));
        Values deltas = values;
        const auto first = std::span(terms).first(begin);
        const auto rest = std::span(terms).subspan(begin);
        std::uint64_t found = order.accumulate(Multiplier(format), first, 0, deltas);
        found += order.accumulate(Multiplier(format), rest, begin, deltas);
        RC_ASSERT(found == saturations);
        RC_ASSERT(deltas == sums);
    });
}

TEST(LeftOrders, SeeWhatRotates) {
    const mapping::JunctionShape shape{.left = 6, .right = 4, .edges = 12, .parallelism = 2};
    const std::vector<std::uint16_t> two_starts{0, 3, 2, 5, 4, 1, 4, 1, 0, 3, 2, 5};
    EXPECT_TRUE(LeftOrder(shape, two_starts).rotates());
    std::vector<std::uint16_t> dithered = two_starts;
    std::swap(dithered[0], dithered[1]);
    EXPECT_FALSE(LeftOrder(shape, dithered).rotates());
    std::vector<std::uint16_t> permuted = two_starts; // type 1: the order of a column is any
    std::swap(permuted[6], permuted[8]);
    EXPECT_FALSE(LeftOrder(shape, permuted).rotates());
}

} // namespace
} // namespace edgeloom::accelerator
