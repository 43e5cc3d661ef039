// The loops over edges, with every instruction set, against the format's own arithmetic edge by edge.
#include "accelerator/edge_kernels.hpp"
#include "accelerator/left_order.hpp"
#include "mapping/explain.hpp"
#include "support/any_pattern.hpp"
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
using Values = std::vector<Raw>;
using Noise = std::vector<std::uint32_t>;

Format any_format() {
    Format format{.width = *rc::gen::inRange(Format::min_width, Format::max_width + 1)};
    format.integer = *rc::gen::inRange(1, format.width);
    format.rounding = *rc::gen::element(Rounding::half_up, Rounding::truncate, Rounding::stochastic);
    return format;
}

// Of any size, the largest and the smallest often.
Raw any_raw(const Format& format) {
    return static_cast<Raw>(*rc::gen::oneOf(rc::gen::inRange(format.min(), format.max() + 1),
                                            rc::gen::element(format.min(), format.max())));
}

Values any_values(std::size_t count, const Format& format) {
    return *rc::gen::container<Values>(count, rc::gen::exec([&] { return any_raw(format); }));
}

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

// One right neuron's edges, what two inputs bring to them, and what is learnt.
struct Case {
    Format format = any_format();
    std::size_t count = *rc::gen::inRange<std::size_t>(0, 100);
    Values weights = any_values(count, format);
    std::int32_t highest = format.fraction() == 0 ? 1 : format.one() - 1; // activation
    Values fed = any_fractions(count, highest);
    Values learnt = any_fractions(count, highest);
    Values derivatives = any_fractions(count, format.one());
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

template <class Check>
void with_every_instruction_set(Check check) {
    for (const std::int64_t set : test::instruction_sets()) {
        const test::WithInstructionSet used(set);
        RC_LOG(hwy::TargetName(set));
        check();
    }
}

RC_GTEST_PROP(EdgeKernels, SumAndLearnLikeTheFormat, ()) {
    const Case c;
    const Multiplier mul(c.format);
    const kernels::Factors fed{c.fed.data(), words(c.noise)};
    const kernels::Factors learnt{c.learnt.data(), words(c.other_noise)};
    Values stepped;
    const std::uint32_t saturations = c.learn(stepped);
    with_every_instruction_set([&] {
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
    with_every_instruction_set([&] {
        Values found(c.count);
        kernels::delta_terms(Multiplier(c.format), c.run(c.weights), {c.derivatives.data(), words(c.noise)}, c.delta,
                             found.data());
        RC_ASSERT(found == terms);
    });
}

RC_GTEST_PROP(EdgeKernels, AddTermsLikeTheFormat, ()) {
    const Case c;
    const Values terms = any_values(c.count, c.format);
    Values sums;
    std::uint32_t saturations = 0;
    for (std::size_t i = 0; i < c.count; ++i) {
        sums.push_back(static_cast<Raw>(c.format.add(c.weights[i], terms[i])));
        saturations += sums.back() != c.weights[i] + terms[i] ? 1U : 0U;
    }
    with_every_instruction_set([&] {
        Values found = c.weights;
        RC_ASSERT(kernels::add_terms(Multiplier(c.format), found.data(), terms.data(),
                                     static_cast<std::uint32_t>(c.count)) == saturations);
        RC_ASSERT(found == sums);
    });
}

// Any number of rows and lanes, more than a vector has and fewer.
RC_GTEST_PROP(EdgeKernels, ColumnsAreRotatedFromTheirStarts, ()) {
    const auto rows = *rc::gen::inRange<std::uint32_t>(1, 20);
    const auto lanes = *rc::gen::inRange<std::size_t>(1, 70);
    const auto starts = *rc::gen::container<std::vector<std::uint16_t>>(
        lanes, rc::gen::cast<std::uint16_t>(rc::gen::inRange<std::uint32_t>(0, rows)));
    const auto values = *rc::gen::container<Values>(rows * lanes, rc::gen::arbitrary<Raw>());
    Values rotated(values.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            rotated[row * lanes + lane] = values[(row + starts[lane]) % rows * lanes + lane];
        }
    }
    with_every_instruction_set([&] {
        Values found(values.size());
        Values scratch(kernels::rotation_scratch(rows));
        kernels::rotate_columns(values.data(), rows, starts, found.data(), scratch.data());
        RC_ASSERT(found == rotated);
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
    with_every_instruction_set([&] {
        LeftOrder order(spec.shape, left);
        Values all(left.size());
        order.read_all(values, all);
        RC_ASSERT(all == read);
        Values some(left.size() / 2);
        order.read(values, left.size() / 3, some);
        RC_ASSERT(std::ranges::equal(some, std::span(read).subspan(left.size() / 3, some.size())));
        Values deltas = values;
        RC_ASSERT(order.accumulate(Multiplier(format), terms, deltas) == saturations);
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
