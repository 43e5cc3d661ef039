#include "system/random_run.hpp"

#include "numerics/random.hpp"
#include "system/idx_files.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <sstream>

namespace edgeloom::test {

namespace {

using Random = std::mt19937_64;

std::uint32_t below(Random& random, std::uint32_t limit) {
    return static_cast<std::uint32_t>(random() % limit);
}

template <class T, std::size_t n>
T one_of(Random& random, const std::array<T, n>& values) {
    return values[below(random, n)];
}

std::string list(const std::vector<std::uint32_t>& values) {
    std::string text;
    for (const std::uint32_t value : values) {
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    }
    return "[" + text + "]";
}

// p*d_out = n*d_in with d_in <= p.
std::uint32_t legal_fan_out(Random& random, std::uint32_t left, std::uint32_t right) {
    while (true) {
        const std::uint32_t fan_out = 1 + below(random, right);
        if (left * fan_out % right == 0) {
            return fan_out;
        }
    }
}

std::vector<std::vector<std::uint8_t>> random_inputs(Random& random, std::uint32_t count, std::uint32_t features) {
    std::vector<std::vector<std::uint8_t>> inputs(count, std::vector<std::uint8_t>(features));
    for (auto& input : inputs) {
        std::ranges::generate(input, [&] {
            return below(random, 3) == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(below(random, 256));
        });
    }
    return inputs;
}

std::vector<std::uint8_t> random_labels(Random& random, std::uint32_t count, std::uint32_t classes) {
    std::vector<std::uint8_t> labels(count);
    std::ranges::generate(labels, [&] { return static_cast<std::uint8_t>(below(random, classes)); });
    labels.front() = static_cast<std::uint8_t>(classes - 1);
    return labels;
}

// Nothing that is learnt depends on it.
std::string random_bus(Random& random) {
    std::ostringstream yaml;
    yaml << "  interconnect: {check_protocol: true, timing: " << one_of(random, std::array{"untimed", "lt", "at"})
         << ", width: " << one_of(random, std::array{32, 64, 256})
         << " bit, stream: {clock_divider: " << 1 + below(random, 3) << "}, dma: {outstanding: " << 1 + below(random, 8)
         << "}}\n  dma: {burst: " << one_of(random, std::array{32, 64, 256, 1024})
         << " B, outstanding: " << 1 + below(random, 8) << ", outstanding_writes: " << 1 + below(random, 8)
         << ", priorities: [" << below(random, 3) << ", " << below(random, 3) << "]}\n";
    return yaml.str();
}

// What packing leaves of a pixel: its upper bits, which count for the lower ones too.
std::vector<std::uint8_t> quantised(std::vector<std::uint8_t> pixels, std::uint32_t bits) {
    for (std::uint8_t& pixel : pixels) {
        const int kept = pixel / (256 >> bits);
        const int levels = (1 << bits) - 1;
        pixel = static_cast<std::uint8_t>(std::lround(255.0 * kept / levels));
    }
    return pixels;
}

} // namespace

RandomRun random_run(Random& random) {
    constexpr std::array<std::uint32_t, 8> sizes{4, 6, 8, 9, 12, 16, 24, 32};
    constexpr std::array types{"1", "2", "2", "3", "structured", "random", "1:2", "2:4"};
    constexpr std::array starts{"random", "zero", "bit-reversed"};
    RandomRun run;
    run.pattern_type = one_of(random, types);
    const bool n_of_m = run.pattern_type.find(':') != std::string::npos;
    run.dither = run.pattern_type.size() == 1 && below(random, 2) == 1;
    run.start = one_of(random, starts);
    const std::uint32_t depth = 2 + below(random, 4);
    for (std::uint32_t layer = 0; layer <= depth; ++layer) {
        run.layers.push_back(n_of_m ? 4 * (1 + below(random, 6)) : one_of(random, sizes));
    }
    for (std::uint32_t j = 0; j < depth && !n_of_m; ++j) {
        run.fan_out.push_back(run.pattern_type == "random" ? 1 + below(random, run.layers[j + 1])
                                                           : legal_fan_out(random, run.layers[j], run.layers[j + 1]));
    }
    run.width = 4 + static_cast<int>(below(random, 13));
    run.integer = 1 + static_cast<int>(below(random, static_cast<std::uint32_t>(run.width - 1)));
    run.rounding = one_of(random, std::array{"half_up", "truncate", "stochastic"});
    run.activation = one_of(random, std::array{"sigmoid", "clipped_relu"});
    run.quadratic = below(random, 2) == 1;
    run.stall = below(random, 2) == 1;
    run.memory_stages = below(random, 3);
    run.multiplier_stages = below(random, 3);
    run.adder_stages = below(random, 4);
    run.units = below(random, 3) == 0 ? 1 + below(random, depth) : 0;
    run.eta_shift = below(random, 6);
    run.epochs = 1 + below(random, 3);
    run.seed = random() % 1'000'000;
    run.classes = 1 + below(random, run.layers.back());
    run.features = 1 + below(random, run.layers.front());
    const std::uint32_t train = 1 + below(random, 60);
    const std::uint32_t test = 1 + below(random, 20);
    run.train = random_inputs(random, train, run.features);
    run.train_labels = random_labels(random, train, run.classes);
    run.test = random_inputs(random, test, run.features);
    run.test_labels = random_labels(random, test, run.classes);
    run.input_bits = one_of(random, std::array{1U, 2U, 4U, 8U});
    run.data_in_sram = below(random, 2) == 1;
    run.bus = random_bus(random);
    return run;
}

std::string RandomRun::write(const ScratchFolder& folder) const {
    const std::string train_files = write_data_set(folder, "train", features, train, train_labels);
    const std::string test_files = write_data_set(folder, "test", features, test, test_labels);
    std::ostringstream yaml;
    yaml << "name: random\nnetwork:\n  layers: " << list(layers) << "\n";
    if (!fan_out.empty()) {
        yaml << "  fan_out: " << list(fan_out) << "\n";
    }
    yaml << "  pattern: {type: '" << pattern_type << "', dither: " << (dither ? "true" : "false")
         << ", start: " << start << "}\n  format: {width: " << width << ", int: " << integer
         << ", rounding: " << rounding << "}\n  activation: " << activation
         << "\n  cost: " << (quadratic ? "quadratic" : "cross_entropy") << "\n  seed: " << seed
         << "\ntraining:\n  dataset: {train: " << train_files << ", test: " << test_files << "}\n  epochs: " << epochs
         << "\n  learning_rate: " << eta_shift << "\n  input_bits: " << input_bits
         << "\n  data_in: " << (data_in_sram ? "sram" : "dram")
         << "\nplatform:\n  accelerator: {delta_hazard: " << (stall ? "stall" : "forward")
         << ", stages: {memory: " << memory_stages << ", multiplier: " << multiplier_stages
         << ", adder: " << adder_stages << "}, junction_units: " << (units == 0 ? "auto" : std::to_string(units))
         << "}\n"
         << bus;
    folder.write("run.yaml", yaml.str());
    return "run.yaml";
}

reference::Network RandomRun::reference(const std::filesystem::path& state,
                                        const std::vector<std::uint32_t>& parallelism) const {
    std::vector<reference::Junction> junctions;
    for (std::size_t j = 0; j + 1 < layers.size(); ++j) {
        const std::string number = std::to_string(j + 1) + ".npy";
        junctions.push_back({.left_neurons = layers[j],
                             .right_neurons = layers[j + 1],
                             .lanes = parallelism[j],
                             .left = read_npy(state / ("left" + number)),
                             .right = read_npy(state / ("right" + number)),
                             .weights = read_npy(state / ("w" + number)),
                             .biases = read_npy(state / ("b" + number))});
    }
    const auto rounded = rounding == "half_up"    ? reference::Rounding::half_up
                         : rounding == "truncate" ? reference::Rounding::truncate
                                                  : reference::Rounding::stochastic;
    return {{width, integer, rounded},
            activation == "sigmoid" ? reference::Activation::sigmoid : reference::Activation::clipped_relu,
            quadratic,
            classes,
            junctions};
}

std::uint32_t RandomRun::rounding_seed(std::uint32_t epoch) const {
    return numerics::Random(seed, numerics::stream::rounding(epoch)).next();
}

std::uint32_t RandomRun::rounding_seed_of_tests() const {
    return numerics::Random(seed, numerics::stream::rounding_of_tests).next();
}

std::vector<reference::Input> RandomRun::inputs(bool training) const {
    std::vector<reference::Input> list;
    const auto& pixels = training ? train : test;
    const auto& labels = training ? train_labels : test_labels;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        list.push_back({.pixels = quantised(pixels[i], input_bits), .label = labels[i], .eta_shift = eta_shift});
    }
    return list;
}

std::vector<std::int64_t> read_npy(const std::filesystem::path& path) {
    const std::string file = read_file(path);
    constexpr std::size_t prefix = 10; // magic, version, length of the header
    if (file.size() < prefix || file.substr(1, 5) != "NUMPY" || file.find("'<i4'") == std::string::npos) {
        throw std::runtime_error(path.string() + " is no NumPy file of int32 values");
    }
    const std::size_t header = static_cast<unsigned char>(file[8]) + 256U * static_cast<unsigned char>(file[9]);
    std::vector<std::int32_t> values((file.size() - prefix - header) / sizeof(std::int32_t));
    std::memcpy(values.data(), file.data() + prefix + header, values.size() * sizeof(std::int32_t));
    return {values.begin(), values.end()};
}

} // namespace edgeloom::test
