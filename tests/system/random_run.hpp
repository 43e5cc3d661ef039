// A random network with random data, as a configuration file, and what the reference makes of it.
#pragma once

#include "reference/reference.hpp"
#include "support/scratch_folder.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace edgeloom::test {

/// Any network that the program accepts: 2 to 5 junctions, all formats, patterns and start rules, given or chosen z;
/// its data packed in any way, in either memory, over any bus.
struct RandomRun {
    std::vector<std::uint32_t> layers;
    std::vector<std::uint32_t> fan_out;
    std::string pattern_type;
    bool dither = false;
    std::string start;
    int width = 0;
    int integer = 0;
    std::string rounding;
    std::string activation;
    bool quadratic = false;
    bool stall = false;
    std::uint32_t memory_stages = 0;
    std::uint32_t multiplier_stages = 0;
    std::uint32_t adder_stages = 0;
    std::uint32_t units = 0; ///< 0: one per junction
    std::uint32_t input_bits = 8;
    bool data_in_sram = false;
    std::string bus; ///< lines of the section platform
    std::uint32_t eta_shift = 0;
    std::uint32_t epochs = 1;
    std::uint64_t seed = 0;
    std::uint32_t classes = 0; ///< labels are below; the highest occurs
    std::uint32_t features = 0;
    std::vector<std::vector<std::uint8_t>> train;
    std::vector<std::uint8_t> train_labels;
    std::vector<std::vector<std::uint8_t>> test;
    std::vector<std::uint8_t> test_labels;

    /// Writes configuration and data into `folder`; returns the configuration's name.
    std::string write(const ScratchFolder& folder) const;
    /// The reference network that begins with the state in `folder`, its junctions with those z.
    [[nodiscard]] reference::Network reference(const std::filesystem::path& state,
                                               const std::vector<std::uint32_t>& parallelism) const;
    /// Of stochastic rounding, in an epoch from 0 and while the test set is classified.
    [[nodiscard]] std::uint32_t rounding_seed(std::uint32_t epoch) const;
    [[nodiscard]] std::uint32_t rounding_seed_of_tests() const;
    [[nodiscard]] std::vector<reference::Input> inputs(bool training) const;
};

[[nodiscard]] RandomRun random_run(std::mt19937_64& random);

/// The integers of a NumPy file of int32 values.
[[nodiscard]] std::vector<std::int64_t> read_npy(const std::filesystem::path& path);

} // namespace edgeloom::test
