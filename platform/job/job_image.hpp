// What the firmware finds in memory behind its own part: the job block and all that it points at.
#pragma once

#include "abi/job.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/data/data_set.hpp"
#include "platform/state/state.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgeloom::platform {

/// Lays the job out in DRAM, one part behind the other from abi::firmware_bytes on, each 64-byte aligned; the data set
/// may lie in SRAM, from its start on.
class JobImage {
public:
    /// `state`, if any, is where the run goes on. Throws UserError where a memory is too small or the state's pattern
    /// is not of the configured kind. `data` must outlive the image.
    JobImage(const Configuration& configuration, const TrainingData& data, const std::optional<State>& state);

    /// Bus address of the job block.
    [[nodiscard]] std::uint32_t address() const { return address_; }
    /// Writes all parts into the memories' bytes.
    void place(std::span<std::uint8_t> dram, std::span<std::uint8_t> sram) const;

    /// What the firmware has reported so far; none before it has begun.
    [[nodiscard]] std::optional<abi::Results> results(std::span<const std::uint8_t> dram) const;
    [[nodiscard]] std::vector<abi::EpochResult> epochs(std::span<const std::uint8_t> dram) const;
    /// Result words of the app `infer` (abi::accelerator::field::result_prediction and result_label).
    [[nodiscard]] std::vector<std::uint32_t> predictions(std::span<const std::uint8_t> dram) const;
    [[nodiscard]] const abi::Job& job() const { return job_; }

private:
    // Words that are placed as they are: patterns, weights and biases of an earlier run.
    struct Words {
        std::uint32_t address;
        std::vector<std::uint32_t> words;
    };

    // A memory, filled from some byte on.
    struct Area {
        std::uint32_t base;
        std::uint64_t end; // of what is laid out, from the base

        [[nodiscard]] std::uint32_t reserve(std::uint64_t bytes);
    };

    [[nodiscard]] std::uint32_t reserve(std::uint64_t bytes) { return dram_.reserve(bytes); }
    void check_room(const Configuration& configuration) const;
    void describe_network(const Configuration& configuration);
    void describe_training(const TrainingConfiguration& training);
    void continue_from(const State& state, const Configuration& configuration);
    [[nodiscard]] abi::DataSetJob lay_out(const DataSet& data, Area& area) const;
    template <class Integers>
    [[nodiscard]] std::uint32_t keep(const Integers& values);
    void place_packets(const DataSet& data, std::span<std::uint8_t> packets) const;

    const TrainingData& data_;
    abi::Job job_{};
    std::uint32_t address_ = 0;
    Area dram_;
    Area sram_;
    std::vector<Words> words_;
};

} // namespace edgeloom::platform
