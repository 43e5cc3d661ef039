// Time and memory of fast fidelity over the size of the network: edges, degrees, z, junctions.
//
// usage: scale_bench LAYERS FAN_OUTS Z [LAYERS FAN_OUTS Z]...     lists of numbers with commas between them
//
// Prints a line of JSON for every network, which is trained in a process of its own.
#include "accelerator/column_work.hpp"
#include "accelerator/make_engine.hpp"
#include "bench/made_up_network.hpp"

#include <boost/algorithm/string.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace edgeloom::bench {
namespace {

std::vector<std::uint32_t> numbers(const std::string& list) {
    std::vector<std::string> words;
    boost::split(words, list, boost::is_any_of(","));
    std::vector<std::uint32_t> numbers(words.size());
    std::ranges::transform(words, numbers.begin(),
                           [](const std::string& word) { return static_cast<std::uint32_t>(std::stoul(word)); });
    return numbers;
}

std::vector<mapping::JunctionShape> shapes(const std::vector<std::uint32_t>& layers,
                                           const std::vector<std::uint32_t>& fan_outs,
                                           const std::vector<std::uint32_t>& z) {
    std::vector<mapping::JunctionShape> shapes(fan_outs.size());
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        shapes[j] = {layers.at(j), layers.at(j + 1), layers.at(j) * fan_outs[j], z.at(j)};
    }
    return shapes;
}

double peak_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kib_per_mib = 1024;
    return static_cast<double>(usage.ru_maxrss) / kib_per_mib;
}

// Inputs a fifth of which is not zero, one after the other.
class Inputs {
public:
    explicit Inputs(std::uint32_t neurons, numerics::Format format) {
        constexpr std::uint32_t count = 16;
        numerics::Random random(2, 0);
        for (std::uint32_t i = 0; i < count; ++i) {
            accelerator::Sample& sample = samples_.emplace_back();
            sample.activations.resize(neurons);
            sample.eta_shift = 4;
            for (numerics::Raw& activation : sample.activations) {
                constexpr std::uint32_t five = 5;
                activation = static_cast<numerics::Raw>(
                    random.below(five) == 0 ? format.from_pixel(static_cast<std::uint8_t>(random.below(256))) : 0);
            }
        }
    }
    [[nodiscard]] const accelerator::Sample& next() { return samples_[next_++ % samples_.size()]; }

private:
    std::vector<accelerator::Sample> samples_;
    std::size_t next_ = 0;
};

std::unique_ptr<accelerator::Engine> engine_of(const MadeUpNetwork& made_up) {
    const accelerator::Network network = made_up.network();
    const accelerator::Hardware hardware{.units = network.depth(), .fidelity = accelerator::Fidelity::fast};
    auto engine = accelerator::make_engine(network, hardware, made_up.ends,
                                           accelerator::stalls_of(network, hardware, made_up.ends));
    for (std::uint32_t j = 0; j < network.depth(); ++j) {
        engine->load(j, {made_up.weights[j], std::vector<numerics::Raw>(made_up.shapes[j].right)});
    }
    engine->begin({.train = true, .classes = 10});
    return engine;
}

// Seconds of an input, the best of some stretches of time.
double seconds_per_input(accelerator::Engine& engine, Inputs& inputs, std::uint32_t depth) {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::duration<double> stretch(0.2);
    constexpr int stretches = 5;
    for (std::uint32_t i = 0; i < 2 * depth + 2; ++i) { // the pipeline is filled
        engine.run(&inputs.next());
    }
    double best = 1e9;
    for (int i = 0; i < stretches; ++i) {
        const auto begin = Clock::now();
        std::chrono::duration<double> passed{};
        std::uint64_t count = 0;
        do {
            engine.run(&inputs.next());
            ++count;
            passed = Clock::now() - begin;
        } while (passed < stretch);
        best = std::min(best, passed.count() / static_cast<double>(count));
    }
    return best;
}

void measure(const std::vector<mapping::JunctionShape>& shapes) {
    std::uint64_t edges = 0;
    for (const mapping::JunctionShape& shape : shapes) {
        edges += shape.edges;
    }
    auto made_up = std::make_unique<MadeUpNetwork>(shapes, numerics::Random(1, 0));
    const auto depth = static_cast<std::uint32_t>(shapes.size());
    const bool by_column = accelerator::ColumnWork::make(made_up->network(), 0, made_up->ends[0]) != nullptr;
    const auto engine = engine_of(*made_up);
    Inputs inputs(shapes.front().left, made_up->format);
    const nlohmann::json line{{"edges", edges},
                              {"by_column", by_column},
                              {"seconds", seconds_per_input(*engine, inputs, depth)},
                              {"peak_mib", peak_mib()}};
    std::cout << line << std::endl;
}

void measure_apart(const std::vector<mapping::JunctionShape>& shapes) {
    const pid_t child = fork();
    if (child == 0) {
        measure(shapes);
        std::_Exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) {
        throw std::runtime_error("the process of a network failed");
    }
}

void measure_all(int argc, char** argv) {
    for (int i = 1; i + 2 < argc; i += 3) {
        measure_apart(shapes(numbers(argv[i]), numbers(argv[i + 1]), numbers(argv[i + 2])));
    }
}

} // namespace
} // namespace edgeloom::bench

int sc_main(int argc, char** argv) {
    edgeloom::bench::measure_all(argc, argv);
    return 0;
}
