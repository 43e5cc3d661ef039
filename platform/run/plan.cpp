#include "platform/run/plan.hpp"

#include "abi/memory_map.hpp"
#include "platform/configuration/load.hpp"
#include "platform/data/load.hpp"
#include "platform/data/mnist.hpp"
#include "platform/embedded/embedded.hpp"
#include "platform/user_error.hpp"
#include "sparsity/analysis.hpp"

#include <boost/algorithm/string.hpp>
#include <boost/format.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace edgeloom::platform {

namespace fs = std::filesystem;

namespace {

Configuration default_network(const std::vector<Override>& overrides) {
    return find_mnist()
               ? parse_configuration(std::string(embedded::mnist_configuration()), "mnist-12bit.yaml", overrides)
               : parse_configuration(std::string(embedded::morse_configuration()), "morse.yaml", overrides);
}

// One of the program's own images, unless there is a file of that name. A folder, such as that of --out, is none.
std::optional<embedded::Firmware> embedded_firmware(const RunOptions& options) {
    if (!options.firmware || (fs::exists(*options.firmware) && !fs::is_directory(*options.firmware))) {
        return std::nullopt;
    }
    return embedded::find_firmware(*options.firmware);
}

Configuration configuration_of(const RunOptions& options) {
    const bool needs_network = !options.firmware || embedded_firmware(options);
    if (options.configuration) {
        Configuration configuration = load_configuration(*options.configuration, options.overrides);
        if (!configuration.has_network() && needs_network) {
            throw UserError(*options.configuration +
                            ": network.layers: missing; a run needs a network, or a firmware of your own (--firmware)");
        }
        return configuration;
    }
    return needs_network ? default_network(options.overrides) : default_configuration(options.overrides);
}

// The comparison modes are the accelerator's.
void check_modes(const TrainingConfiguration& training, const std::string& firmware) {
    const std::string from = "--firmware " + firmware + ": it trains without the accelerator; ";
    if (training.selection_pool != 0) {
        throw UserError(from + "training.selection.pool: found " + std::to_string(training.selection_pool) +
                        ", allowed is 0");
    }
    if (training.backpropagation().samples()) {
        throw UserError(from + "training.backpropagation.sample_percent: found " +
                        std::to_string(training.sample_percent) + ", allowed is 100");
    }
}

void check(const RunOptions& options, const Configuration& configuration) {
    if (options.dump_state && !options.out) {
        throw UserError("--dump-state: needs --out DIR, the folder that receives the state");
    }
    if (options.insight.any() && !options.out) {
        throw UserError(
            "--profile, --coverage, --stack, --trace-instructions: need --out DIR, the folder that receives "
            "their files");
    }
    if (options.trace && !options.out) {
        throw UserError("--trace: needs --out DIR, the folder that receives trace.json and trace.vcd");
    }
    if (options.load_state && !configuration.has_network()) {
        throw UserError("--load-state: needs a configuration with a network");
    }
    if (configuration.training.infer && !options.load_state) {
        throw UserError("training.mode: infer needs --load-state DIR, the parameters to classify with");
    }
    const auto firmware = embedded_firmware(options);
    if (firmware && firmware->name == "train-soft") {
        check_modes(configuration.training, *options.firmware);
    }
    if (firmware && firmware->infers != configuration.training.infer) {
        throw UserError(configuration.training.infer
                            ? "--firmware " + *options.firmware + ": it trains; training.mode: infer takes infer"
                            : "--firmware " + *options.firmware +
                                  ": it classifies; training.mode: train takes train or train-soft");
    }
}

std::vector<std::uint8_t> read_file(const std::string& path) {
    if (fs::is_directory(path)) {
        throw UserError(path + ": a folder; expected an ELF file");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw UserError(path + ": cannot be read (" + (fs::exists(path) ? "no permission" : "no such file") + ")");
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool inside(std::uint64_t begin, std::uint64_t bytes, std::uint64_t base, std::uint64_t size) {
    return begin >= base && begin + bytes <= base + size;
}

} // namespace

Plan::Plan(const RunOptions& options) : configuration_(configuration_of(options)), costs_(options.costs, options.node) {
    check(options, configuration_);
    read_firmware(options);
    if (!configuration_.has_network()) {
        return;
    }
    DataSource& source = configuration_.training.dataset;
    source.kind = kind_of(source);
    data_ = std::make_unique<TrainingData>(load_data(configuration_));
    std::optional<State> state;
    if (options.load_state) {
        state = load_state(*options.load_state, configuration_.network);
    }
    job_ = std::make_unique<JobImage>(configuration_, *data_, state);
}

void Plan::read_firmware(const RunOptions& options) {
    const char* const usual = configuration_.training.infer ? "infer" : "train";
    if (const auto image = options.firmware ? embedded_firmware(options) : embedded::find_firmware(usual)) {
        firmware_name_ = image->name;
        firmware_file_.assign(image->bytes.begin(), image->bytes.end());
        firmware_ = ElfImage::read(firmware_file_, firmware_name_);
    } else {
        firmware_name_ = *options.firmware;
        firmware_file_ = read_file(firmware_name_);
        firmware_ = ElfImage::read(firmware_file_, firmware_name_);
        check_firmware_fits(firmware_name_);
    }
}

void Plan::check_firmware_fits(const std::string& name) const {
    for (const ElfImage::Segment& segment : firmware_.segments) {
        const bool in_dram = inside(segment.address, segment.memory_bytes, abi::memory_map::dram.base,
                                    configuration_.platform.dram.bytes);
        const bool in_sram = inside(segment.address, segment.memory_bytes, abi::memory_map::sram.base,
                                    configuration_.platform.sram.bytes);
        if (!in_dram && !in_sram) {
            throw UserError(
                (boost::format("%s: a segment of %d bytes at 0x%08x lies outside memory; there is DRAM from "
                               "0x%08x to 0x%08x and SRAM from 0x%08x to 0x%08x") %
                 name % segment.memory_bytes % segment.address % abi::memory_map::dram.base %
                 (abi::memory_map::dram.base + configuration_.platform.dram.bytes - 1) % abi::memory_map::sram.base %
                 (abi::memory_map::sram.base + configuration_.platform.sram.bytes - 1))
                    .str());
        }
        if (configuration_.has_network() && configuration_.training.data_in_sram && in_sram) {
            throw UserError((boost::format("%s: a segment of %d bytes at 0x%08x lies in SRAM, where training.data_in: "
                                           "sram puts the data set") %
                             name % segment.memory_bytes % segment.address)
                                .str());
        }
        const bool in_job = configuration_.has_network() && in_dram &&
                            segment.address + std::uint64_t{segment.memory_bytes} >
                                std::uint64_t{abi::memory_map::dram.base} + abi::firmware_bytes;
        if (in_job) {
            throw UserError((boost::format("%s: a segment of %d bytes at 0x%08x reaches beyond the firmware's part of "
                                           "DRAM, which ends at 0x%08x; job block and data set follow") %
                             name % segment.memory_bytes % segment.address %
                             (abi::memory_map::dram.base + abi::firmware_bytes))
                                .str());
        }
    }
}

std::string Plan::description() const {
    const NetworkConfiguration& network = configuration_.network;
    if (job_ == nullptr) {
        return configuration_.name + ": firmware without a network";
    }
    std::vector<std::string> layers;
    std::vector<mapping::JunctionShape> shapes;
    std::uint64_t edges = 0;
    layers.reserve(network.layers.size());
    for (const std::uint32_t neurons : network.layers) {
        layers.push_back(std::to_string(neurons));
    }
    for (std::size_t j = 0; j < network.junctions(); ++j) {
        shapes.push_back(network.shape(j));
        edges += shapes.back().edges;
    }
    const auto fraction = network.width - 1 - network.integer;
    return (boost::format("%s: layers %s, %d edges (%.3f %% of full), %d(%d,%d) fixed point, data set %s: %d training "
                          "and %d test inputs") %
            configuration_.name % boost::join(layers, "-") % edges % sparsity::density_percent(shapes) % network.width %
            network.integer % fraction % data_->name % data_->train.count() % data_->test.count())
        .str();
}

} // namespace edgeloom::platform
