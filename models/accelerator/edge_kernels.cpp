#include "accelerator/edge_kernels.hpp"

#include "accelerator/edge_tails.hpp"
#include "accelerator/vector_targets.hpp"

#include <algorithm>
#include <cstdlib>

// Compiled once for every instruction set; which one is used is settled when the program runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "accelerator/edge_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it:
#include "accelerator/vector_arithmetic-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace edgeloom::accelerator::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using numerics::Multiplier;
using numerics::Raw;

HWY_INLINE Sweeps sweep_of(const Sweeps& sweeps, std::size_t sweep) {
    return {sweeps.rows, sweeps.lanes, sweeps.starts.subspan(sweep * sweeps.lanes, sweeps.lanes)};
}

HWY_INLINE const std::uint32_t* from(const std::uint32_t* noise, std::size_t edge) {
    return noise == nullptr ? nullptr : noise + edge;
}

HWY_INLINE Factors from(Factors factors, std::size_t edge) {
    return {factors.values + edge, from(factors.noise, edge)};
}

#if HWY_TARGET == HWY_SCALAR // a machine without vectors

std::size_t vector_lanes() {
    return 1;
}

void rotate_columns(const Raw* values, const Sweeps& sweeps, int shift, Raw* rotated, Raw* /*scratch*/) {
    for (std::size_t sweep = 0; sweep < sweeps.count(); ++sweep) {
        tail::rotate_columns(values, sweep_of(sweeps, sweep), shift, rotated + sweep * sweeps.edges(), 0);
    }
}

std::uint64_t add_rotated(const Multiplier& mul, const Raw* terms, const Sweeps& sweeps, Raw* sums, Raw* /*scratch*/) {
    std::uint64_t saturations = 0;
    for (std::size_t sweep = 0; sweep < sweeps.count(); ++sweep) {
        saturations += tail::add_rotated(mul, terms + sweep * sweeps.edges(), sweep_of(sweeps, sweep), sums, 0);
    }
    return saturations;
}

HWY_INLINE std::int32_t sum_products(const Multiplier& mul, EdgeRun edges, Factors activations) {
    return tail::sum_products(mul, edges, activations, 0);
}

HWY_INLINE std::uint32_t add_steps(const Multiplier& mul, EdgeRun edges, Factors activations, std::int32_t step) {
    return tail::add_steps(mul, edges, activations, step, 0);
}

HWY_INLINE SumAndSaturations sum_products_and_add_steps(const Multiplier& mul, EdgeRun edges, Factors summed,
                                                        Factors learnt, std::int32_t step) {
    const std::int32_t sum = tail::sum_products(mul, edges, summed, 0);
    return {sum, tail::add_steps(mul, edges, learnt, step, 0)};
}

HWY_INLINE void delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t /*highest*/,
                            std::int32_t delta, Raw* terms) {
    tail::delta_terms(mul, edges, derivatives, delta, terms, 0);
}

#else

// So many products are added in 16 bits before their sum is widened, if the format leaves the bits for it.
constexpr std::size_t group = 4;

HWY_INLINE bool fits_group(const Multiplier& mul) {
    return mul.high < (1 << 15) / static_cast<std::int32_t>(group);
}

// Vectors of a row of edges, by where they begin: `each` is called for them, and its results are added up.
template <std::size_t products, class Each>
HWY_INLINE std::int32_t sum_row(std::size_t count, Each& each) {
    const std::size_t lanes = hn::Lanes(Tag());
    Sum sum;
    std::size_t e = 0;
    for (; e + products * lanes <= count; e += products * lanes) {
        Vector part = each(e);
        for (std::size_t i = 1; i < products; ++i) {
            part = hn::Add(part, each(e + i * lanes));
        }
        sum.add(part);
    }
    for (; products > 2 && e + 2 * lanes <= count; e += 2 * lanes) {
        const Vector first = each(e);
        sum.add(hn::Add(first, each(e + lanes)));
    }
    for (; e + lanes <= count; e += lanes) {
        sum.add(each(e));
    }
    return sum.value();
}

// Of the edges that fill whole vectors.
HWY_INLINE std::size_t whole_vectors(EdgeRun edges) {
    return edges.count / hn::Lanes(Tag()) * hn::Lanes(Tag());
}

template <class Product>
struct Summing {
    const Product& product;
    EdgeRun edges;
    Factors factors;

    HWY_INLINE Vector operator()(std::size_t e) const {
        return product(hn::LoadU(Tag(), edges.weights + e), hn::LoadU(Tag(), factors.values + e),
                       from(factors.noise, e));
    }
};

template <class Product, class Learning>
struct LearningEdges {
    const Product& product;
    Learning& learning;
    EdgeRun edges;
    Factors factors;
    Vector step;

    // Returns the weights before.
    HWY_INLINE Vector operator()(std::size_t e) const {
        const Tag tag;
        const Vector weights = hn::LoadU(tag, edges.weights + e);
        const Vector more = product(step, hn::LoadU(tag, factors.values + e), from(factors.noise, e));
        hn::StoreU(learning.add(weights, more), tag, edges.weights + e);
        return weights;
    }
};

template <class Product, class Learning>
struct SummingAndLearning {
    const Product& product;
    const LearningEdges<Product, Learning>& learning;
    Factors factors;

    HWY_INLINE Vector operator()(std::size_t e) const {
        return product(learning(e), hn::LoadU(Tag(), factors.values + e), from(factors.noise, e));
    }
};

template <std::size_t products, class Product>
HWY_INLINE std::int32_t sum_products_by(const Product& product, const Multiplier& mul, EdgeRun edges, Factors factors) {
    const std::size_t whole = whole_vectors(edges);
    const Summing<Product> each{product, edges, factors};
    const std::int32_t sum = whole == 0 ? 0 : sum_row<products>(whole, each);
    return sum + (whole == edges.count ? 0 : tail::sum_products(mul, edges, factors, whole));
}

template <class Learning, class Product>
HWY_INLINE std::uint32_t add_steps_by(const Product& product, const Multiplier& mul, EdgeRun edges, Factors factors,
                                      std::int32_t step) {
    const std::size_t whole = whole_vectors(edges);
    Learning learning(mul);
    const LearningEdges<Product, Learning> each{product, learning, edges, factors,
                                                hn::Set(Tag(), static_cast<Raw>(step))};
    for (std::size_t e = 0; e < whole; e += hn::Lanes(Tag())) {
        each(e);
    }
    const std::uint32_t saturations = whole == 0 ? 0 : learning.settle(edges.weights, whole);
    return saturations + (whole == edges.count ? 0 : tail::add_steps(mul, edges, factors, step, whole));
}

template <std::size_t products, class Learning, class Product>
HWY_INLINE SumAndSaturations sum_and_add_by(const Product& product, const Multiplier& mul, EdgeRun edges,
                                            Factors summed, Factors learnt, std::int32_t step) {
    const std::size_t whole = whole_vectors(edges);
    Learning learning(mul);
    const LearningEdges<Product, Learning> learn{product, learning, edges, learnt,
                                                 hn::Set(Tag(), static_cast<Raw>(step))};
    const SummingAndLearning<Product, Learning> each{product, learn, summed};
    SumAndSaturations result{0, 0};
    if (whole != 0) {
        result.sum = sum_row<products>(whole, each);
        result.saturations = learning.settle(edges.weights, whole);
    }
    if (whole != edges.count) {
        result.sum += tail::sum_products(mul, edges, summed, whole);
        result.saturations += tail::add_steps(mul, edges, learnt, step, whole);
    }
    return result;
}

std::size_t vector_lanes() {
    return hn::Lanes(Tag());
}

// Rows of a column block, `stride` values apart.
template <class Value>
struct Rows {
    Value* next;
    std::size_t stride;

    HWY_INLINE Value* take() {
        Value* const row = next;
        next += stride;
        return row;
    }
};

// Those lanes of `count` rows that are asked for come from elsewhere.
HWY_INLINE void select(Rows<const Raw>& here, Rows<const Raw>& elsewhere, Rows<Raw>& to, std::uint32_t count,
                       hn::Mask<Tag> which) {
    const Tag tag;
    for (std::uint32_t row = 0; row < count; ++row) {
        hn::StoreU(hn::IfThenElse(which, hn::LoadU(tag, elsewhere.take()), hn::LoadU(tag, here.take())), tag,
                   to.take());
    }
}

// Rotates the lanes that are asked for.
HWY_INLINE void rotate_some(Rows<const Raw> from, Rows<Raw> to, std::uint32_t rows, std::uint32_t distance,
                            hn::Mask<Tag> which) {
    Rows<const Raw> here = from;
    Rows<const Raw> elsewhere{from.next + distance * from.stride, from.stride};
    select(here, elsewhere, to, rows - distance, which);
    select(here, from, to, distance, which); // once around
}

// By 1, by 2, by 4 and so on, as a barrel shifter does.
template <class Take>
HWY_INLINE void rotate_block(Rows<const Raw> from, std::uint32_t rows, Vector starts, Raw* scratch, Take& take) {
    const Tag tag;
    const std::size_t width = hn::Lanes(tag);
    std::size_t half = 0; // of the scratch memory
    for (std::uint32_t distance = 1; distance < rows; distance *= 2) {
        const Rows<Raw> next{scratch + half * rows * width, width};
        rotate_some(from, next, rows, distance, hn::TestBit(starts, hn::Set(tag, static_cast<Raw>(distance))));
        from = {next.next, next.stride};
        half = 1 - half;
    }
    for (std::uint32_t row = 0; row < rows; ++row) {
        take(hn::LoadU(tag, from.take()));
    }
}

// The same within registers, for a number of rows that is known when this is compiled.
template <std::uint32_t rows, class Take>
HWY_INLINE void rotate_block(Rows<const Raw> from, Vector starts, Take& take) {
    const Tag tag;
    Vector block[rows];
    for (Vector& row : block) {
        row = hn::LoadU(tag, from.take());
    }
    for (std::uint32_t distance = 1; distance < rows; distance *= 2) {
        const auto which = hn::TestBit(starts, hn::Set(tag, static_cast<Raw>(distance)));
        Vector before[rows];
        std::copy_n(block, rows, before);
        for (std::uint32_t row = 0; row < rows; ++row) {
            block[row] = hn::IfThenElse(which, before[(row + distance) % rows], before[row]);
        }
    }
    for (const Vector& row : block) {
        take(row);
    }
}

// Gives the rotated rows of a column block to `take`, one after the other.
template <class Take>
HWY_INLINE void take_rotated(Rows<const Raw> from, std::uint32_t rows, Vector starts, Raw* scratch, Take take) {
    switch (rows) {
    case 1:
        return rotate_block<1>(from, starts, take);
    case 2:
        return rotate_block<2>(from, starts, take);
    case 4:
        return rotate_block<4>(from, starts, take);
    case 8:
        return rotate_block<8>(from, starts, take);
    default:
        return rotate_block(from, rows, starts, scratch, take);
    }
}

struct StoreRows {
    Rows<Raw> to;
    int shift;

    HWY_INLINE void operator()(Vector row) { hn::StoreU(hn::ShiftLeftSame(row, shift), Tag(), to.take()); }
};

struct AddRows {
    Rows<Raw> to;
    SaturatingSum& sum;

    HWY_INLINE void operator()(Vector row) {
        Raw* const place = to.take();
        hn::StoreU(sum.add(hn::LoadU(Tag(), place), row), Tag(), place);
    }
};

HWY_INLINE Vector starts_from(const Sweeps& sweep, std::size_t lane) {
    return hn::BitCast(Tag(), hn::LoadU(hn::RebindToUnsigned<Tag>(), sweep.starts.data() + lane));
}

void rotate_columns(const Raw* values, const Sweeps& sweeps, int shift, Raw* rotated, Raw* scratch) {
    const std::size_t width = hn::Lanes(Tag());
    for (std::size_t number = 0; number < sweeps.count(); ++number) {
        const Sweeps sweep = sweep_of(sweeps, number);
        std::size_t lane = 0;
        for (; lane + width <= sweep.lanes; lane += width) {
            take_rotated({values + lane, sweep.lanes}, sweep.rows, starts_from(sweep, lane), scratch,
                         StoreRows{{rotated + lane, sweep.lanes}, shift});
        }
        tail::rotate_columns(values, sweep, shift, rotated, lane);
        rotated += sweep.edges();
    }
}

std::uint64_t add_rotated(const Multiplier& mul, const Raw* terms, const Sweeps& sweeps, Raw* sums, Raw* scratch) {
    const std::size_t width = hn::Lanes(Tag());
    std::uint64_t saturations = 0;
    for (std::size_t number = 0; number < sweeps.count(); ++number) {
        const Sweeps sweep = sweep_of(sweeps, number);
        SaturatingSum sum(mul);
        std::size_t lane = 0;
        for (; lane + width <= sweep.lanes; lane += width) {
            take_rotated({terms + lane, sweep.lanes}, sweep.rows, starts_from(sweep, lane), scratch,
                         AddRows{{sums + lane, sweep.lanes}, sum});
        }
        saturations += sum.saturations() + tail::add_rotated(mul, terms, sweep, sums, lane);
        terms += sweep.edges();
    }
    return saturations;
}

HWY_INLINE std::int32_t sum_products(const Multiplier& mul, EdgeRun edges, Factors activations) {
    if (!mul.rounds_half_up()) {
        return sum_products_by<1>(WideProduct(mul), mul, edges, activations);
    }
    return fits_group(mul) ? sum_products_by<group>(FixedPointProduct(mul), mul, edges, activations)
                           : sum_products_by<1>(FixedPointProduct(mul), mul, edges, activations);
}

HWY_INLINE std::uint32_t add_steps(const Multiplier& mul, EdgeRun edges, Factors activations, std::int32_t step) {
    if (!mul.rounds_half_up()) {
        return add_steps_by<SaturatingSum>(WideProduct(mul), mul, edges, activations, step);
    }
    return HopefulSum::fits(mul) ? add_steps_by<HopefulSum>(FixedPointProduct(mul), mul, edges, activations, step)
                                 : add_steps_by<SaturatingSum>(FixedPointProduct(mul), mul, edges, activations, step);
}

HWY_INLINE SumAndSaturations sum_products_and_add_steps(const Multiplier& mul, EdgeRun edges, Factors summed,
                                                        Factors learnt, std::int32_t step) {
    if (!mul.rounds_half_up()) {
        return sum_and_add_by<1, SaturatingSum>(WideProduct(mul), mul, edges, summed, learnt, step);
    }
    const FixedPointProduct product(mul);
    return fits_group(mul) ? sum_and_add_by<group, HopefulSum>(product, mul, edges, summed, learnt, step)
                           : sum_and_add_by<1, SaturatingSum>(product, mul, edges, summed, learnt, step);
}

HWY_INLINE void wide_delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t delta,
                                 Raw* terms) {
    const Tag tag;
    const WideProduct product(mul);
    const Wide deltas = hn::Set(WideTag(), delta);
    const Vector low = hn::Set(tag, static_cast<Raw>(mul.low));
    const Vector high = hn::Set(tag, static_cast<Raw>(mul.high));
    std::size_t e = 0;
    for (; e + hn::Lanes(tag) <= edges.count; e += hn::Lanes(tag)) {
        const std::uint32_t* const noise = from(derivatives.noise, e);
        const Halves scaled = product({deltas, deltas}, widened(hn::LoadU(tag, derivatives.values + e)), noise);
        const Vector term = narrowed(
            product.operator()<noise_of_second_product>(scaled, widened(hn::LoadU(tag, edges.weights + e)), noise));
        hn::StoreU(hn::Clamp(term, low, high), tag, terms + e);
    }
    tail::delta_terms(mul, edges, derivatives, delta, terms, e);
}

// Derivatives are below 1, and so is their product with the delta.
HWY_INLINE void small_delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t delta,
                                  Raw* terms) {
    const Tag tag;
    const int shift = factor_shift(mul);
    const Vector deltas = hn::Set(tag, static_cast<Raw>(delta));
    std::size_t e = 0;
    for (; e + hn::Lanes(tag) <= edges.count; e += hn::Lanes(tag)) {
        const Vector factors = hn::ShiftLeftSame(hn::LoadU(tag, derivatives.values + e), shift);
        const Vector scaled = hn::ShiftLeftSame(hn::MulFixedPoint15(deltas, factors), shift);
        hn::StoreU(hn::MulFixedPoint15(hn::LoadU(tag, edges.weights + e), scaled), tag, terms + e);
    }
    tail::delta_terms(mul, edges, derivatives, delta, terms, e);
}

HWY_INLINE void delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t highest,
                            std::int32_t delta, Raw* terms) {
    const std::int32_t one = 1 << mul.shift;
    const std::int32_t most = (std::abs(delta) * highest + mul.half) >> mul.shift;
    if (mul.rounds_half_up() && highest < one && most < one) {
        small_delta_terms(mul, edges, derivatives, delta, terms);
    } else {
        wide_delta_terms(mul, edges, derivatives, delta, terms);
    }
}

#endif

// Of all right neurons. Each function is compiled into these loops: a call for every neuron would cost more than its
// few edges.

void sum_all(const Multiplier& mul, const RightNeurons& neurons, const Sums& sums) {
    for (std::size_t r = 0; r < neurons.count(); ++r) {
        sums.sums[r] =
            sums.biases[r] + HWY_NAMESPACE::sum_products(mul, neurons.run(r), from(sums.activations, neurons.place(r)));
    }
}

std::uint64_t add_all_steps(const Multiplier& mul, const RightNeurons& neurons, const Steps& steps) {
    std::uint64_t saturations = 0;
    for (std::size_t r = 0; r < neurons.count(); ++r) {
        if (steps.steps[r] != 0) {
            saturations += HWY_NAMESPACE::add_steps(mul, neurons.run(r), from(steps.activations, neurons.place(r)),
                                                    steps.steps[r]);
        }
    }
    return saturations;
}

std::uint64_t sum_all_and_add_all_steps(const Multiplier& mul, const RightNeurons& neurons, const Sums& sums,
                                        const Steps& steps) {
    std::uint64_t saturations = 0;
    for (std::size_t r = 0; r < neurons.count(); ++r) {
        const EdgeRun edges = neurons.run(r);
        const Factors summed = from(sums.activations, neurons.place(r));
        if (steps.steps[r] == 0) {
            sums.sums[r] = sums.biases[r] + HWY_NAMESPACE::sum_products(mul, edges, summed);
            continue;
        }
        const SumAndSaturations both = HWY_NAMESPACE::sum_products_and_add_steps(
            mul, edges, summed, from(steps.activations, neurons.place(r)), steps.steps[r]);
        sums.sums[r] = sums.biases[r] + both.sum;
        saturations += both.saturations;
    }
    return saturations;
}

void all_delta_terms(const Multiplier& mul, const RightNeurons& neurons, Factors derivatives, std::int32_t highest,
                     const Raw* deltas, Raw* terms) {
    for (std::size_t r = 0; r < neurons.count(); ++r) {
        const EdgeRun edges = neurons.run(r);
        Raw* const own = terms + neurons.place(r);
        if (deltas[r] == 0) {
            std::fill_n(own, edges.count, Raw{0});
        } else {
            HWY_NAMESPACE::delta_terms(mul, edges, from(derivatives, neurons.place(r)), highest, deltas[r], own);
        }
    }
}

} // namespace edgeloom::accelerator::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace edgeloom::accelerator::kernels {

using numerics::Multiplier;
using numerics::Raw;

HWY_EXPORT(vector_lanes);
HWY_EXPORT(rotate_columns);
HWY_EXPORT(add_rotated);
HWY_EXPORT(sum_products);
HWY_EXPORT(add_steps);
HWY_EXPORT(sum_products_and_add_steps);
HWY_EXPORT(delta_terms);
HWY_EXPORT(sum_all);
HWY_EXPORT(add_all_steps);
HWY_EXPORT(sum_all_and_add_all_steps);
HWY_EXPORT(all_delta_terms);

void rotate_columns(const Raw* values, const Sweeps& sweeps, int shift, Raw* rotated, Raw* scratch) {
    HWY_DYNAMIC_DISPATCH(rotate_columns)(values, sweeps, shift, rotated, scratch);
}

std::uint64_t add_rotated(const Multiplier& mul, const Raw* terms, const Sweeps& sweeps, Raw* sums, Raw* scratch) {
    return HWY_DYNAMIC_DISPATCH(add_rotated)(mul, terms, sweeps, sums, scratch);
}

std::size_t rotation_scratch(std::uint32_t rows) {
    return std::size_t{2} * rows * HWY_DYNAMIC_DISPATCH(vector_lanes)();
}

std::int32_t sum_products(const Multiplier& mul, EdgeRun edges, Factors activations) {
    return HWY_DYNAMIC_DISPATCH(sum_products)(mul, edges, activations);
}

std::uint32_t add_steps(const Multiplier& mul, EdgeRun edges, Factors activations, std::int32_t step) {
    return HWY_DYNAMIC_DISPATCH(add_steps)(mul, edges, activations, step);
}

SumAndSaturations sum_products_and_add_steps(const Multiplier& mul, EdgeRun edges, Factors summed, Factors learnt,
                                             std::int32_t step) {
    return HWY_DYNAMIC_DISPATCH(sum_products_and_add_steps)(mul, edges, summed, learnt, step);
}

void delta_terms(const Multiplier& mul, EdgeRun edges, Factors derivatives, std::int32_t highest, std::int32_t delta,
                 Raw* terms) {
    HWY_DYNAMIC_DISPATCH(delta_terms)(mul, edges, derivatives, highest, delta, terms);
}

void sum_all(const Multiplier& mul, const RightNeurons& neurons, const Sums& sums) {
    HWY_DYNAMIC_DISPATCH(sum_all)(mul, neurons, sums);
}

std::uint64_t add_all_steps(const Multiplier& mul, const RightNeurons& neurons, const Steps& steps) {
    return HWY_DYNAMIC_DISPATCH(add_all_steps)(mul, neurons, steps);
}

std::uint64_t sum_all_and_add_all_steps(const Multiplier& mul, const RightNeurons& neurons, const Sums& sums,
                                        const Steps& steps) {
    return HWY_DYNAMIC_DISPATCH(sum_all_and_add_all_steps)(mul, neurons, sums, steps);
}

void all_delta_terms(const Multiplier& mul, const RightNeurons& neurons, Factors derivatives, std::int32_t highest,
                     const Raw* deltas, Raw* terms) {
    HWY_DYNAMIC_DISPATCH(all_delta_terms)(mul, neurons, derivatives, highest, deltas, terms);
}

} // namespace edgeloom::accelerator::kernels
#endif
