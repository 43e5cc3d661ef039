// The job block: what the platform hands to the firmware in DRAM, its address in a1 at reset, and the results block
// that the firmware fills. Like a device tree, they make one firmware image serve every configuration.
#pragma once

#include "abi/accelerator.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::abi {

/// CRC-32 as in IEEE 802.3 (reflected, polynomial 0xEDB88320), a byte at a time.
constexpr std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
    std::uint32_t crc = 0xFFFF'FFFF;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB8'8320U : 0U);
        }
    }
    return ~crc;
}

/// How a junction's pattern comes into being.
enum class PatternKind : std::uint32_t { type1 = 1, type2 = 2, type3 = 3, structured = 4, random = 5, n_of_m = 6 };
enum class PatternStart : std::uint32_t { random = 0, zero = 1, bit_reversed = 2 };

struct JunctionJob {
    std::uint32_t left;        ///< p
    std::uint32_t right;       ///< n
    std::uint32_t edges;       ///< W
    std::uint32_t parallelism; ///< z, 0: the firmware chooses
    PatternKind pattern;
    std::uint32_t dither; ///< 0 or 1
    PatternStart start;
    std::uint32_t keep;  ///< n of n:m
    std::uint32_t group; ///< m of n:m
    // Parameters of an earlier run, or 0 for a fresh start: addresses of pattern words (as the pattern window takes
    // them, `pattern_words` of them), weights and biases (32-bit words in edge and neuron order).
    std::uint32_t pattern_address;
    std::uint32_t pattern_words;
    std::uint32_t weight_address;
    std::uint32_t bias_address;
};

/// A data set as input packets (abi::accelerator::PacketHeader), one behind the other without gaps, in any memory.
struct DataSetJob {
    std::uint32_t address;
    std::uint32_t inputs;
};

/// From epoch `epoch` on (counted from 0 at the fresh start), the learning rate is 2^-shift.
struct LearningRateJob {
    std::uint32_t epoch;
    std::uint32_t shift;
};

/// Selective sampling: the inputs of a pool are classified, and those of them with the smallest margins trained on.
struct SelectionJob {
    std::uint32_t pool; ///< inputs; 0: all inputs are trained on, without being classified first
    std::uint32_t keep; ///< of a whole pool

    static constexpr std::uint32_t most = 65'536; ///< inputs of a pool

    /// Trained on of a pool of so many inputs, the last one of which may be smaller: in proportion, rounded up.
    [[nodiscard]] constexpr std::uint32_t kept(std::uint32_t inputs) const {
        return static_cast<std::uint32_t>((std::uint64_t{inputs} * keep + pool - 1) / pool);
    }
    /// Trained on in an epoch of so many inputs.
    [[nodiscard]] constexpr std::uint32_t trained(std::uint32_t inputs) const {
        return pool == 0 ? inputs : inputs / pool * keep + kept(inputs % pool);
    }
    /// Classified before, in an epoch of so many inputs.
    [[nodiscard]] constexpr std::uint32_t classified(std::uint32_t inputs) const { return pool == 0 ? 0 : inputs; }
};

/// Sampled backpropagation: all junctions' BP_SAMPLE.
struct BackpropagationJob {
    std::uint32_t sample_percent; ///< of right neurons; 100, like 0: all
    std::uint32_t exact_epochs;   ///< the last so many of the run take all

    [[nodiscard]] constexpr bool samples() const { return sample_percent != 0 && sample_percent != all; }
    /// Epochs that do not take all, of so many.
    [[nodiscard]] constexpr std::uint32_t sampled_epochs(std::uint32_t epochs) const {
        return samples() && epochs > exact_epochs ? epochs - exact_epochs : 0;
    }
    /// BP_SAMPLE of a junction with so many right neurons, where not all are taken: rounded up.
    [[nodiscard]] constexpr std::uint32_t sample(std::uint32_t right) const {
        return (right * sample_percent + all - 1) / all;
    }

private:
    static constexpr std::uint32_t all = 100;
};

struct Job {
    static constexpr std::uint32_t magic_value = 0x4A42'4C45; ///< "ELBJ"
    static constexpr std::uint32_t version_value = 4;
    static constexpr std::uint32_t max_rates = 64;

    std::uint32_t magic;
    std::uint32_t version;
    std::uint32_t bytes;    ///< sizeof(Job)
    std::uint32_t checksum; ///< CRC-32 of the block with this word 0

    std::uint64_t seed;
    std::uint32_t width; ///< of the fixed-point format
    std::uint32_t integer;
    std::uint32_t quadratic; ///< 0: cross-entropy, 1: quadratic cost
    std::uint32_t features;
    std::uint32_t classes;
    std::uint32_t junctions;
    std::array<JunctionJob, accelerator::max_junctions> junction;

    std::uint32_t first_epoch; ///< epochs trained before this run
    std::uint32_t epochs;
    std::uint32_t shuffle;
    std::uint32_t tail_inputs; ///< the last so many training inputs are counted on their own
    std::uint32_t rates;
    std::array<LearningRateJob, max_rates> rate; ///< by rising epoch; the first is epoch 0
    DataSetJob train;
    DataSetJob test; ///< 0 inputs: no evaluation

    std::uint32_t results_address;     ///< of a Results block
    std::uint32_t epochs_address;      ///< of `epochs` EpochResult entries
    std::uint32_t predictions_address; ///< of test.inputs result words, for the app `infer`

    std::uint32_t rounding;   ///< FORMAT.ROUNDING of the accelerator
    std::uint32_t activation; ///< FORMAT.ACTIVATION
    std::uint32_t input_bits; ///< INPUT_BITS of the accelerator, and of the packets

    SelectionJob selection;
    BackpropagationJob backpropagation;
};

/// What the firmware found out about one epoch.
struct EpochResult {
    std::uint32_t epoch; ///< counted from 0 at the fresh start
    std::uint32_t eta_shift;
    std::uint32_t inputs;
    std::uint32_t correct;
    std::uint32_t tail_inputs;
    std::uint32_t tail_correct;
    std::uint32_t test_inputs;
    std::uint32_t test_correct;
    std::uint32_t classified; ///< training inputs classified to select among them
};

struct Results {
    static constexpr std::uint32_t magic_value = 0x5253'4C45; ///< "ELSR"

    std::uint32_t magic;  ///< written last: 0 until the firmware has results
    std::uint32_t epochs; ///< entries of EpochResult complete
    std::uint32_t block_clocks;
    std::uint32_t test_inputs; ///< of the app `infer`
    std::uint32_t test_correct;
    std::array<std::uint32_t, accelerator::max_junctions> parallelism; ///< z as mapped
};

/// The checksum that `job` must carry. Takes it by value to clear the word that holds it.
inline std::uint32_t job_checksum(Job job) {
    job.checksum = 0;
    return crc32({reinterpret_cast<const std::uint8_t*>(&job), sizeof job});
}

} // namespace edgeloom::abi
