#include "platform/job/job_image.hpp"

#include "abi/memory_map.hpp"
#include "platform/configuration/mapped_network.hpp"
#include "platform/configuration/quantity.hpp"
#include "platform/user_error.hpp"
#include "sparsity/analysis.hpp"

#include <algorithm>
#include <cstring>

namespace edgeloom::platform {

namespace {

constexpr std::uint64_t alignment = 64;
constexpr std::uint32_t dram_base = abi::memory_map::dram.base;

template <class T>
void store(std::span<std::uint8_t> dram, std::uint32_t address, const T& value) {
    std::memcpy(dram.subspan(address - dram_base, sizeof value).data(), &value, sizeof value);
}

template <class T>
std::vector<T> load(std::span<const std::uint8_t> dram, std::uint32_t address, std::size_t count) {
    std::vector<T> values(count);
    std::ranges::copy(dram.subspan(address - dram_base, count * sizeof(T)),
                      reinterpret_cast<std::uint8_t*>(values.data()));
    return values;
}

abi::JunctionJob junction_job(const Configuration& configuration, std::size_t j) {
    const mapping::JunctionShape shape = configuration.network.shape(j);
    const PatternConfiguration& pattern = configuration.network.pattern;
    const auto& parallelism = configuration.platform.accelerator.parallelism;
    return {.left = shape.left,
            .right = shape.right,
            .edges = shape.edges,
            .parallelism = parallelism.empty() ? 0 : parallelism[j],
            .pattern = pattern.kind,
            .dither = pattern.dither ? 1U : 0U,
            .start = pattern.start,
            .keep = pattern.keep,
            .group = pattern.group};
}

sparsity::PatternSpec pattern_spec(const PatternConfiguration& pattern, const mapping::JunctionShape& shape) {
    return {.shape = shape,
            .kind = pattern.kind,
            .dither = pattern.dither,
            .start = pattern.start,
            .keep = pattern.keep,
            .group = pattern.group};
}

std::vector<std::uint32_t> unsigned_of(const std::vector<std::int32_t>& values) {
    return {values.begin(), values.end()};
}

} // namespace

JobImage::JobImage(const Configuration& configuration, const TrainingData& data, const std::optional<State>& state)
    : data_(data),
      dram_{.base = dram_base, .end = abi::firmware_bytes},
      sram_{.base = abi::memory_map::sram.base, .end = 0} {
    job_.magic = abi::Job::magic_value;
    job_.version = abi::Job::version_value;
    job_.bytes = sizeof job_;
    address_ = reserve(sizeof job_);
    describe_network(configuration);
    describe_training(configuration.training);
    if (state) {
        continue_from(*state, configuration);
    }
    job_.features = data.train.features;
    job_.classes = data.classes;
    Area& data_area = configuration.training.data_in_sram ? sram_ : dram_;
    job_.train = lay_out(data.train, data_area);
    job_.test = lay_out(data.test, data_area);
    job_.results_address = reserve(sizeof(abi::Results));
    job_.epochs_address = reserve(job_.epochs * sizeof(abi::EpochResult));
    job_.predictions_address = reserve(job_.test.inputs * sizeof(std::uint32_t));
    check_room(configuration);
    job_.checksum = abi::job_checksum(job_);
}

void JobImage::check_room(const Configuration& configuration) const {
    const auto in_mebibytes = [](std::uint64_t bytes) {
        constexpr std::uint64_t mebibyte = 1U << 20;
        return std::to_string((bytes + mebibyte - 1) / mebibyte) + " MiB";
    };
    const PlatformConfiguration& platform = configuration.platform;
    if (dram_.end > platform.dram.bytes) {
        throw UserError("platform.dram.size: found " + in_mebibytes(platform.dram.bytes) + "; firmware, " +
                        (configuration.training.data_in_sram ? "" : "data set ") + "and results need " +
                        in_mebibytes(dram_.end));
    }
    if (sram_.end > platform.sram.bytes) {
        throw UserError("platform.sram.size: found " + with_unit(platform.sram.bytes, unit::bytes) +
                        "; the data set (training.data_in: sram) needs " + in_mebibytes(sram_.end) +
                        (sram_.end > most_sram_bytes ? ", more than the SRAM may have: leave it in dram, or take less "
                                                       "of it with training.inputs and training.test_inputs"
                                                     : ""));
    }
}

std::uint32_t JobImage::Area::reserve(std::uint64_t bytes) {
    end = (end + alignment - 1) / alignment * alignment;
    const auto address = static_cast<std::uint32_t>(base + end);
    end += bytes;
    return address;
}

abi::DataSetJob JobImage::lay_out(const DataSet& data, Area& area) const {
    const std::uint64_t bytes =
        data.count() * std::uint64_t{abi::accelerator::packet_bytes(data.features, job_.input_bits)};
    return {.address = area.reserve(bytes), .inputs = static_cast<std::uint32_t>(data.count())};
}

void JobImage::describe_network(const Configuration& configuration) {
    const NetworkConfiguration& network = configuration.network;
    job_.seed = network.seed;
    job_.width = static_cast<std::uint32_t>(network.width);
    job_.integer = static_cast<std::uint32_t>(network.integer);
    job_.rounding = static_cast<std::uint32_t>(network.rounding);
    job_.activation = static_cast<std::uint32_t>(network.activation);
    job_.quadratic = network.quadratic ? 1 : 0;
    job_.junctions = static_cast<std::uint32_t>(network.junctions());
    for (std::size_t j = 0; j < network.junctions(); ++j) {
        job_.junction[j] = junction_job(configuration, j);
    }
}

void JobImage::describe_training(const TrainingConfiguration& training) {
    job_.epochs = training.infer ? 0 : static_cast<std::uint32_t>(training.epochs);
    job_.shuffle = training.shuffle ? 1 : 0;
    job_.input_bits = static_cast<std::uint32_t>(training.input_bits);
    job_.tail_inputs = static_cast<std::uint32_t>(training.tail);
    job_.rates = static_cast<std::uint32_t>(training.learning_rate.size());
    std::ranges::transform(training.learning_rate, job_.rate.begin(), [](const auto& rate) {
        return abi::LearningRateJob{.epoch = rate.first, .shift = rate.second};
    });
    job_.selection = training.selection();
    job_.backpropagation = training.backpropagation();
}

void JobImage::continue_from(const State& state, const Configuration& configuration) {
    job_.first_epoch = state.epochs;
    const std::vector<mapping::JunctionShape> shapes = map_network(configuration, limits(configuration)).value().shapes;
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        const JunctionState& saved = state.junctions[j];
        const auto pattern = sparsity::compress(pattern_spec(configuration.network.pattern, shapes[j]),
                                                unsigned_of(saved.left), unsigned_of(saved.right));
        if (!pattern) {
            throw UserError(
                "--load-state: the saved pattern of junction " + std::to_string(j + 1) +
                " is not of the kind that network.pattern and z = " + std::to_string(shapes[j].parallelism) + " give");
        }
        abi::JunctionJob& job = job_.junction[j];
        job.pattern_address = keep(*pattern);
        job.pattern_words = static_cast<std::uint32_t>(pattern->size());
        job.weight_address = keep(saved.weights);
        job.bias_address = keep(saved.biases);
    }
}

template <class Integers>
std::uint32_t JobImage::keep(const Integers& values) {
    words_.push_back(
        {.address = reserve(values.size() * sizeof(std::uint32_t)), .words = {values.begin(), values.end()}});
    return words_.back().address;
}

void JobImage::place_packets(const DataSet& data, std::span<std::uint8_t> packets) const {
    const std::uint32_t bits = job_.input_bits;
    const std::uint32_t bytes = abi::accelerator::packet_bytes(data.features, bits);
    for (std::size_t i = 0; i < data.count(); ++i) {
        const std::span packet = packets.subspan(i * bytes, bytes);
        const abi::accelerator::PacketHeader header{.label = data.labels[i], .reserved = 0};
        std::ranges::fill(packet, std::uint8_t{0});
        std::memcpy(packet.data(), &header, sizeof header);
        const std::span values = packet.subspan(sizeof header);
        std::uint32_t bit = 0;
        for (const std::uint8_t pixel : data.input(i)) {
            values[bit / 8] |= static_cast<std::uint8_t>(abi::accelerator::packed(pixel, bits) << bit % 8);
            bit += bits;
        }
    }
}

void JobImage::place(std::span<std::uint8_t> dram, std::span<std::uint8_t> sram) const {
    store(dram, address_, job_);
    for (const auto& [set, job] : {std::pair(&data_.train, &job_.train), std::pair(&data_.test, &job_.test)}) {
        const bool in_dram = job->address >= dram_.base;
        place_packets(*set,
                      in_dram ? dram.subspan(job->address - dram_.base) : sram.subspan(job->address - sram_.base));
    }
    for (const Words& part : words_) {
        std::memcpy(dram.subspan(part.address - dram_base).data(), part.words.data(),
                    part.words.size() * sizeof(std::uint32_t));
    }
}

std::optional<abi::Results> JobImage::results(std::span<const std::uint8_t> dram) const {
    const auto found = load<abi::Results>(dram, job_.results_address, 1).front();
    return found.magic == abi::Results::magic_value ? std::optional(found) : std::nullopt;
}

std::vector<abi::EpochResult> JobImage::epochs(std::span<const std::uint8_t> dram) const {
    const auto found = results(dram);
    const std::uint32_t complete = found ? std::min(found->epochs, job_.epochs) : 0;
    return load<abi::EpochResult>(dram, job_.epochs_address, complete);
}

std::vector<std::uint32_t> JobImage::predictions(std::span<const std::uint8_t> dram) const {
    return load<std::uint32_t>(dram, job_.predictions_address, job_.test.inputs);
}

} // namespace edgeloom::platform
