// Training inputs per second of the accelerator's arithmetic, against the plain reference of the tests.
#include "accelerator/make_engine.hpp"
#include "bench/workload.hpp"
#include "numerics/activation_table.hpp"
#include "reference/reference.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace edgeloom::bench {
namespace {

void plain_reference(benchmark::State& state) {
    const Workload& work = workload();
    std::vector<reference::Junction> junctions;
    for (std::size_t j = 0; j < work.shapes.size(); ++j) {
        junctions.push_back({.left_neurons = work.shapes[j].left,
                             .right_neurons = work.shapes[j].right,
                             .lanes = work.shapes[j].parallelism,
                             .left = {work.ends[j].left.begin(), work.ends[j].left.end()},
                             .right = {work.ends[j].right.begin(), work.ends[j].right.end()},
                             .weights = {work.weights[j].begin(), work.weights[j].end()},
                             .biases = std::vector<reference::Int>(work.shapes[j].right)});
    }
    reference::Network network({work.format.width, work.format.integer}, reference::Activation::sigmoid, false, 10,
                               junctions);
    std::vector<reference::Input> list;
    for (std::size_t i = 0; i < inputs; ++i) {
        list.push_back({.pixels = work.pixels[i], .label = work.labels[i], .eta_shift = eta_shift});
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(network.train(list, 1));
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{inputs});
}
BENCHMARK(plain_reference)->Unit(benchmark::kMillisecond);

// The arithmetic as one writes it so that a compiler makes vectors of its loops: 16-bit values in arrays, edges of a
// right neuron behind each other, no pipeline.
class Loop {
public:
    explicit Loop(const Workload& work) : work_(work), weights_(work.weights) {
        for (std::size_t j = 0; j < work.shapes.size(); ++j) {
            biases_[j].resize(work.shapes[j].right);
            ordered_[j].resize(work.shapes[j].edges);
            values_[j].resize(work.shapes[j].right);
            derivatives_[j].resize(work.shapes[j].right);
            deltas_[j].resize(work.shapes[j].right);
        }
    }

    void train(const std::vector<numerics::Raw>& input, std::uint32_t label) {
        feed(0, input);
        feed(1, values_[0]);
        for (std::uint32_t n = 0; n < deltas_[1].size(); ++n) {
            deltas_[1][n] = static_cast<numerics::Raw>(values_[1][n] - (n == label ? work_.format.one() : 0));
        }
        backpropagate();
        update(0);
        update(1);
    }

private:
    [[nodiscard]] static std::int32_t product(std::int32_t x, std::int32_t y) {
        constexpr int fraction = 8;
        return (x * y + (1 << (fraction - 1))) >> fraction;
    }
    void feed(std::size_t j, const std::vector<numerics::Raw>& left) {
        const std::uint32_t fan_in = work_.shapes[j].fan_in();
        for (std::size_t e = 0; e < ordered_[j].size(); ++e) {
            ordered_[j][e] = left[work_.ends[j].left[e]];
        }
        for (std::size_t n = 0; n < values_[j].size(); ++n) {
            const numerics::Raw* const weights = weights_[j].data() + n * fan_in;
            const numerics::Raw* const factors = ordered_[j].data() + n * fan_in;
            std::int32_t sum = biases_[j][n];
            for (std::uint32_t e = 0; e < fan_in; ++e) {
                sum += product(weights[e], factors[e]);
            }
            const auto entry = table_.look_up(work_.format.saturate(sum));
            values_[j][n] = entry.sigma;
            derivatives_[j][n] = entry.derivative;
        }
    }
    void backpropagate() {
        std::ranges::fill(deltas_[0], numerics::Raw{0});
        const std::uint32_t fan_in = work_.shapes[1].fan_in();
        for (std::size_t e = 0; e < work_.ends[1].left.size(); ++e) {
            const std::uint32_t left = work_.ends[1].left[e];
            const std::int32_t scaled = product(deltas_[1][e / fan_in], derivatives_[0][left]);
            deltas_[0][left] =
                static_cast<numerics::Raw>(work_.format.add(deltas_[0][left], product(scaled, weights_[1][e])));
        }
    }
    void update(std::size_t j) {
        const std::uint32_t fan_in = work_.shapes[j].fan_in();
        const std::int32_t low = work_.format.min();
        const std::int32_t high = work_.format.max();
        for (std::size_t n = 0; n < values_[j].size(); ++n) {
            const std::int32_t step = (-deltas_[j][n] + (1 << (eta_shift - 1))) >> eta_shift;
            numerics::Raw* const weights = weights_[j].data() + n * fan_in;
            const numerics::Raw* const factors = ordered_[j].data() + n * fan_in;
            for (std::uint32_t e = 0; e < fan_in; ++e) {
                weights[e] =
                    static_cast<numerics::Raw>(std::min(high, std::max(low, weights[e] + product(step, factors[e]))));
            }
            biases_[j][n] = static_cast<numerics::Raw>(std::min(high, std::max(low, biases_[j][n] + step)));
        }
    }

    const Workload& work_;
    numerics::ActivationTable table_{work_.format, numerics::Activation::sigmoid};
    std::vector<std::vector<numerics::Raw>> weights_;
    std::array<std::vector<numerics::Raw>, 2> biases_;
    std::array<std::vector<numerics::Raw>, 2> ordered_; // left values by edge
    std::array<std::vector<numerics::Raw>, 2> values_;
    std::array<std::vector<numerics::Raw>, 2> derivatives_;
    std::array<std::vector<numerics::Raw>, 2> deltas_;
};

void compilers_vectors(benchmark::State& state) {
    const Workload& work = workload();
    Loop loop(work);
    for (auto _ : state) {
        for (std::size_t i = 0; i < inputs; ++i) {
            loop.train(work.activations[i], work.labels[i]);
        }
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{inputs});
}
BENCHMARK(compilers_vectors)->Unit(benchmark::kMillisecond);

void training(benchmark::State& state, accelerator::Fidelity fidelity) {
    const Workload& work = workload();
    const accelerator::Network network = work.network();
    const accelerator::Hardware hardware{.fidelity = fidelity};
    const auto engine =
        accelerator::make_engine(network, hardware, work.ends, accelerator::stalls_of(network, hardware, work.ends));
    for (std::uint32_t j = 0; j < network.depth(); ++j) {
        engine->load(j, {work.weights[j], std::vector<numerics::Raw>(work.shapes[j].right)});
    }
    engine->begin({.train = true, .classes = 10});
    accelerator::Sample sample;
    sample.eta_shift = eta_shift;
    std::uint64_t clocks = 0;
    for (auto _ : state) {
        for (std::size_t i = 0; i < inputs; ++i) {
            sample.activations = work.activations[i];
            sample.label = work.labels[i];
            clocks += engine->run(&sample).length.clocks();
        }
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{inputs});
    state.counters["clocks"] = benchmark::Counter(static_cast<double>(clocks), benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(training, fast, accelerator::Fidelity::fast)->Name("fast_fidelity")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(training, cycle, accelerator::Fidelity::cycle)->Name("cycle_fidelity")->Unit(benchmark::kMillisecond);

} // namespace
} // namespace edgeloom::bench
