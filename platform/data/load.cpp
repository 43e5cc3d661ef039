#include "platform/data/load.hpp"

#include "abi/accelerator.hpp"
#include "platform/data/idx.hpp"
#include "platform/data/mnist.hpp"
#include "platform/data/morse.hpp"
#include "platform/user_error.hpp"

#include <algorithm>

namespace edgeloom::platform {

namespace {

TrainingData read_files(const DataSource& source) {
    TrainingData data{.name = "files", .train = {}, .test = {}, .classes = 0};
    data.train = read_idx(source.train[0], source.train[1]);
    if (!source.test[0].empty()) {
        data.test = read_idx(source.test[0], source.test[1]);
        if (data.test.features != data.train.features) {
            throw UserError(source.test[0] + ": " + std::to_string(data.test.features) +
                            " bytes per image, the training images have " + std::to_string(data.train.features));
        }
    }
    for (const DataSet* const part : {&data.train, &data.test}) {
        for (const std::uint32_t label : part->labels) {
            data.classes = std::max(data.classes, label + 1);
        }
    }
    return data;
}

// Before anything is generated: what the memory cannot hold need not be made. What lies beside the inputs is checked
// later.
void check_room(const char* key, std::uint64_t inputs, const Configuration& configuration) {
    const bool in_sram = configuration.training.data_in_sram;
    const PlatformConfiguration& platform = configuration.platform;
    const std::uint64_t bytes = in_sram ? platform.sram.bytes : platform.dram.bytes;
    const auto bits = static_cast<std::uint32_t>(configuration.training.input_bits);
    const std::uint64_t most = bytes / abi::accelerator::packet_bytes(morse_features, bits);
    if (inputs > most) {
        throw UserError(std::string(key) + ": found " + std::to_string(inputs) + "; platform." +
                        (in_sram ? "sram" : "dram") + ".size has room for at most " + std::to_string(most) + " inputs");
    }
}

TrainingData generate(const Configuration& configuration) {
    const TrainingConfiguration& training = configuration.training;
    const std::uint64_t train = training.inputs == 0 ? morse_train_inputs : training.inputs;
    const std::uint64_t test = training.all_test_inputs ? morse_test_inputs : training.test_inputs;
    check_room("training.inputs", train, configuration);
    check_room("training.test_inputs", test, configuration);
    return generate_morse(configuration.network.seed, train, test);
}

TrainingData read(const Configuration& configuration) {
    switch (kind_of(configuration.training.dataset)) {
    case DataSource::Kind::mnist:
        return read_mnist();
    case DataSource::Kind::files:
        return read_files(configuration.training.dataset);
    default:
        return generate(configuration);
    }
}

void cut(DataSet& data, std::size_t inputs, const char* key) {
    if (inputs > data.count()) {
        throw UserError(std::string(key) + ": found " + std::to_string(inputs) + "; the data set has " +
                        std::to_string(data.count()) + " inputs; the nearest is " + std::to_string(data.count()));
    }
    data.labels.resize(inputs);
    data.pixels.resize(inputs * data.features);
}

void check(const TrainingData& data, const Configuration& configuration) {
    const auto& layers = configuration.network.layers;
    const DataSource& source = configuration.training.dataset;
    if (data.train.features > layers.front()) {
        throw UserError("network.layers: found " + std::to_string(layers.front()) +
                        " input neurons; an input of data set " + data.name + " has " +
                        std::to_string(data.train.features) + " values; the nearest is " +
                        std::to_string(data.train.features));
    }
    for (const auto& [part, files] : {std::pair(&data.train, &source.train), std::pair(&data.test, &source.test)}) {
        const auto beyond = std::ranges::find_if(part->labels, [&](auto label) { return label >= layers.back(); });
        if (beyond != part->labels.end()) {
            throw UserError((source.kind == DataSource::Kind::files ? (*files)[1] : "training.dataset") + ": label " +
                            std::to_string(*beyond) + " of input " + std::to_string(beyond - part->labels.begin()) +
                            " is beyond the output layer of " + std::to_string(layers.back()) +
                            " neurons (labels count from 0)");
        }
    }
}

} // namespace

DataSource::Kind kind_of(const DataSource& source) {
    using enum DataSource::Kind;
    return source.kind != automatic ? source.kind : find_mnist() ? mnist : morse;
}

void require_files_of(const DataSource& source) {
    if (source.kind == DataSource::Kind::mnist) {
        (void)mnist_folder();
    }
    for (const auto& pair : {source.train, source.test}) {
        for (const std::string& file : pair) {
            if (!file.empty()) {
                require_idx(file);
            }
        }
    }
}

TrainingData load_data(const Configuration& configuration) {
    const TrainingConfiguration& training = configuration.training;
    TrainingData data = read(configuration);
    check(data, configuration);
    if (training.infer && data.test.count() == 0) {
        throw UserError("training.dataset: training.mode infer classifies test inputs, and the data set has none");
    }
    if (training.infer) {
        cut(data.train, 0, "training.inputs");
    } else if (training.inputs != 0) {
        cut(data.train, training.inputs, "training.inputs");
    }
    if (!training.all_test_inputs) {
        cut(data.test, training.test_inputs, "training.test_inputs");
    }
    // Classes beyond the output layer are those of no input: labels were checked.
    data.classes = std::min(data.classes, configuration.network.layers.back());
    return data;
}

} // namespace edgeloom::platform
