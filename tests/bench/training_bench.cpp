// Training inputs per second of the accelerator's arithmetic, against the plain reference of the tests.
#include "accelerator/make_engine.hpp"
#include "numerics/random.hpp"
#include "reference/reference.hpp"
#include "sparsity/expand.hpp"
#include "sparsity/generate.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <vector>

namespace edgeloom {
namespace {

constexpr std::size_t inputs = 512;
constexpr std::uint32_t features = 784;
constexpr std::uint32_t stroke = 6; // pixels that are not zero lie together
constexpr std::uint32_t eta_shift = 4;

// The published network with a random type 2 pattern, and inputs of which a fifth is not zero, as in MNIST.
struct Workload {
    Workload() {
        numerics::Random random(1, 0);
        for (std::uint32_t j = 0; j < shapes.size(); ++j) {
            const sparsity::PatternSpec spec{.shape = shapes[j]};
            std::vector<std::uint32_t> words(sparsity::pattern_word_count(spec));
            std::vector<std::uint32_t> scratch(sparsity::scratch_words(spec));
            sparsity::generate(spec, random, words, scratch);
            left[j].resize(shapes[j].edges);
            sparsity::expand(2, false, shapes[j], words, left[j]);
            for (std::uint32_t edge = 0; edge < shapes[j].edges; ++edge) {
                right[j].push_back(edge / shapes[j].fan_in());
                weights[j].push_back(static_cast<numerics::Raw>(static_cast<int>(random.below(256)) - 128));
            }
        }
        for (std::size_t i = 0; i < inputs; ++i) {
            std::vector<std::uint8_t> input(features);
            for (std::size_t begin = random.below(stroke); begin < input.size(); begin += 5 * stroke) {
                const auto end = input.begin() + static_cast<std::ptrdiff_t>(std::min(begin + stroke, input.size()));
                std::generate(input.begin() + static_cast<std::ptrdiff_t>(begin), end,
                              [&] { return static_cast<std::uint8_t>(1 + random.below(255)); });
            }
            activations.emplace_back(shapes.front().left);
            std::ranges::transform(input, activations.back().begin(), [this](std::uint8_t pixel) {
                return static_cast<numerics::Raw>(format.from_pixel(pixel));
            });
            pixels.push_back(std::move(input));
            labels.push_back(random.below(10));
        }
    }

    const numerics::Format format{12, 3};
    const std::array<mapping::JunctionShape, 2> shapes{{{1024, 64, 4096, 128}, {64, 32, 1024, 32}}};
    std::array<std::vector<std::uint32_t>, 2> left;
    std::array<std::vector<std::uint32_t>, 2> right;
    std::array<std::vector<numerics::Raw>, 2> weights;
    std::vector<std::vector<std::uint8_t>> pixels;
    std::vector<std::vector<numerics::Raw>> activations; // the same as raw values of the first layer
    std::vector<std::uint32_t> labels;
};

const Workload& workload() {
    static const Workload work;
    return work;
}

void plain_reference(benchmark::State& state) {
    const Workload& work = workload();
    std::vector<reference::Junction> junctions;
    for (std::size_t j = 0; j < work.shapes.size(); ++j) {
        junctions.push_back({.left_neurons = work.shapes[j].left,
                             .right_neurons = work.shapes[j].right,
                             .lanes = work.shapes[j].parallelism,
                             .left = {work.left[j].begin(), work.left[j].end()},
                             .right = {work.right[j].begin(), work.right[j].end()},
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

void training(benchmark::State& state, accelerator::Fidelity fidelity) {
    const Workload& work = workload();
    accelerator::Network network{.format = work.format, .junctions = {}};
    std::vector<accelerator::EdgeEnds> ends;
    for (std::size_t j = 0; j < work.shapes.size(); ++j) {
        network.junctions.push_back({.shape = work.shapes[j], .unit = static_cast<std::uint32_t>(j)});
        ends.push_back({work.left[j], work.right[j]});
    }
    const accelerator::Hardware hardware{.fidelity = fidelity};
    const auto engine =
        accelerator::make_engine(network, hardware, ends, accelerator::stalls_of(network, hardware, ends));
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
} // namespace edgeloom

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

// The models' library refers to it; nothing is elaborated here.
int sc_main(int, char**) {
    return 0;
}
