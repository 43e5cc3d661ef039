// Everything that a run needs before there is a simulation.
#pragma once

#include "hart/elf_image.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/data/data_set.hpp"
#include "platform/energy/cost_table.hpp"
#include "platform/job/job_image.hpp"
#include "platform/run/run.hpp"
#include "platform/state/state.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// The user's input, read and checked as a whole: whatever is wrong with it is found before anything is simulated or
/// written.
class Plan {
public:
    explicit Plan(const RunOptions& options);

    [[nodiscard]] const Configuration& configuration() const { return configuration_; }
    [[nodiscard]] const ElfImage& firmware() const { return firmware_; }
    /// The file that it was read from.
    [[nodiscard]] std::span<const std::uint8_t> firmware_file() const { return firmware_file_; }
    [[nodiscard]] const std::string& firmware_name() const { return firmware_name_; }
    /// None for a firmware without a network to train.
    [[nodiscard]] const JobImage* job() const { return job_.get(); }
    [[nodiscard]] const TrainingData& data() const { return *data_; }
    [[nodiscard]] const CostTable& costs() const { return costs_; }
    /// What is going to be run, in a line.
    [[nodiscard]] std::string description() const;

private:
    void read_firmware(const RunOptions& options);
    void check_firmware_fits(const std::string& name) const;

    Configuration configuration_;
    CostTable costs_;
    ElfImage firmware_;
    std::vector<std::uint8_t> firmware_file_;
    std::string firmware_name_;
    std::unique_ptr<TrainingData> data_;
    std::unique_ptr<JobImage> job_;
};

} // namespace edgeloom::platform
