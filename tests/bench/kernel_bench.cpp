// Multiply-accumulates a second of the loops over the edges of the published network's first junction, against the
// roof: what the vector unit of this core does where nothing is loaded, stored or waited for; and what its caches move.
#include "accelerator/column_work.hpp"
#include "accelerator/vector_targets.hpp"
#include "bench/workload.hpp"
#include "numerics/activation_rule.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/kernel_bench.cpp"
#include <hwy/foreach_target.h>
// Behind it:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace edgeloom::bench::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Products and sums of 16 bits in registers: as many chains as hide the latency of a multiplication. Returns how many.
std::int64_t multiply_and_add(std::int64_t rounds) {
#if HWY_TARGET == HWY_SCALAR
    std::int32_t x = 1;
    std::int32_t sum = 0;
    for (std::int64_t round = 0; round < rounds; ++round) {
        x = (x * 30000 + (1 << 14)) >> 15;
        sum += x;
    }
    benchmark::DoNotOptimize(sum);
    return rounds;
#else
    constexpr std::size_t chains = 8;
    const hn::ScalableTag<std::int16_t> tag;
    using Vector = hn::Vec<hn::ScalableTag<std::int16_t>>;
    Vector x[chains];
    Vector sums[chains / 2];
    for (Vector& each : x) {
        each = hn::Set(tag, 12345);
    }
    for (Vector& each : sums) {
        each = hn::Zero(tag);
    }
    const Vector factor = hn::Set(tag, 32000);
    for (std::int64_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < chains; ++i) {
            x[i] = hn::MulFixedPoint15(x[i], factor);
            sums[i / 2] = hn::Add(sums[i / 2], x[i]);
        }
    }
    for (std::size_t i = 1; i < chains / 2; ++i) {
        sums[0] = hn::Add(sums[0], sums[i]);
    }
    benchmark::DoNotOptimize(hn::GetLane(sums[0]));
    return rounds * static_cast<std::int64_t>(chains * hn::Lanes(tag));
#endif
}

} // namespace edgeloom::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace edgeloom::bench {
namespace {

HWY_EXPORT(multiply_and_add);

void roof(benchmark::State& state) {
    std::int64_t done = 0;
    for (auto _ : state) {
        done += HWY_DYNAMIC_DISPATCH(multiply_and_add)(10'000);
    }
    state.SetItemsProcessed(done);
}
BENCHMARK(roof);

// Reads as much as fits, again and again.
void cache(benchmark::State& state) {
    std::vector<std::uint64_t> data(static_cast<std::size_t>(state.range(0)) * 1024 / sizeof(std::uint64_t), 1);
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (const std::uint64_t word : data) {
            sum += word;
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(data.size() * sizeof data[0]));
}
BENCHMARK(cache)->Arg(16)->Arg(256)->Arg(4096)->ArgName("KiB");

// The first junction: 4096 edges. As in training, inputs have just come when they are fed forward, and are put in the
// order of columns then; what is learnt from has been fed before.
class Edges {
public:
    // Activations of one half are left out: rounded up either way, they would have weights drift to the end of the
    // format, where training does not come.
    Edges() : network_(workload().network()), work_(accelerator::ColumnWork::make(network_, 0, workload().ends[0])) {
        work_->load(workload().weights[0]);
        const auto half = static_cast<numerics::Raw>(network_.format.one() / 2);
        for (std::vector<numerics::Raw>& input : activations_) {
            std::ranges::replace(input, half, static_cast<numerics::Raw>(half + 1));
        }
    }

    void run(bool feeds, bool learns) {
        const accelerator::Feed feed{.left = {number_, activations_[number_ % different]}, .sums = sums_};
        const std::uint64_t learnt = feeds ? number_ - distance : number_ % (distance + 1);
        const accelerator::Lesson lesson{.left = {learnt, activations_[learnt % different]},
                                         .right_deltas = steps_,
                                         .eta_shift = eta_shift,
                                         .left_derivatives = {},
                                         .left_deltas = {}};
        work_->work({.feed = feeds ? &feed : nullptr,
                     .lesson = learns ? &lesson : nullptr,
                     .biases = biases_,
                     .steps = steps_,
                     .deltas = steps_,
                     .noise = noise_},
                    values_);
        ++number_;
        if (number_ % different == 0) { // the way back, before weights leave the format
            std::ranges::transform(steps_, steps_.begin(), std::negate());
        }
    }

private:
    static constexpr std::uint64_t distance = 3;   // block cycles from feedforward to update
    static constexpr std::uint64_t different = 16; // inputs, which the first cache holds

    accelerator::Network network_;
    std::unique_ptr<accelerator::EdgeWork> work_;
    accelerator::JunctionNoise noise_ = accelerator::noise_of(network_, 0);
    accelerator::Values values_;
    std::uint64_t number_ = distance;
    std::vector<std::vector<numerics::Raw>> activations_{workload().activations.begin(),
                                                         workload().activations.begin() + different};
    std::vector<numerics::Raw> biases_ = std::vector<numerics::Raw>(64);
    std::vector<numerics::Raw> steps_ = std::vector<numerics::Raw>(64, 1); // all neurons learn
    std::vector<std::int32_t> sums_ = std::vector<std::int32_t>(64);
};

void edges(benchmark::State& state, bool feeds, bool learns) {
    Edges edges;
    for (auto _ : state) {
        edges.run(feeds, learns);
    }
    const std::int64_t products = (feeds ? 1 : 0) + (learns ? 1 : 0);
    state.SetItemsProcessed(state.iterations() * products * workload().shapes[0].edges);
}
BENCHMARK_CAPTURE(edges, feedforward, true, false)->Name("feedforward");
BENCHMARK_CAPTURE(edges, update, false, true)->Name("update");
BENCHMARK_CAPTURE(edges, both, true, true)->Name("feedforward_and_update");

} // namespace
} // namespace edgeloom::bench
#endif
