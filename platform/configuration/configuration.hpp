// What a run is configured with, checked and complete.
#pragma once

#include "abi/dma.hpp"
#include "abi/job.hpp"
#include "accelerator/fidelity.hpp"
#include "accelerator/stages.hpp"
#include "hart/execution.hpp"
#include "interconnect/arbitration.hpp"
#include "interconnect/kind.hpp"
#include "mapping/junction_shape.hpp"
#include "memory/dram_controller.hpp"
#include "memory/dram_device.hpp"
#include "memory/sram_device.hpp"
#include "numerics/activation_rule.hpp"
#include "numerics/format.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace edgeloom::platform {

/// The connection pattern of all junctions.
struct PatternConfiguration {
    abi::PatternKind kind = abi::PatternKind::type2;
    std::uint32_t keep = 0;  ///< n of n:m
    std::uint32_t group = 0; ///< m of n:m
    bool dither = false;
    abi::PatternStart start = abi::PatternStart::random;
};

struct NetworkConfiguration {
    std::vector<std::uint32_t> layers;  ///< neurons, from the input layer on
    std::vector<std::uint32_t> fan_out; ///< of each junction
    PatternConfiguration pattern;
    std::uint64_t width = 12;
    std::uint64_t integer = 3;
    numerics::Rounding rounding = numerics::Rounding::half_up;
    numerics::Activation activation = numerics::Activation::sigmoid;
    bool quadratic = false; ///< quadratic cost instead of cross-entropy
    std::uint64_t seed = 1;

    [[nodiscard]] std::size_t junctions() const { return layers.empty() ? 0 : layers.size() - 1; }
    /// Shape of a junction counted from 0, without its parallelism.
    [[nodiscard]] mapping::JunctionShape shape(std::size_t junction) const;
};

/// Where the data come from.
struct DataSource {
    enum class Kind : std::uint8_t { automatic, mnist, morse, files };
    Kind kind = Kind::automatic;
    std::array<std::string, 2> train; ///< images and labels, if files
    std::array<std::string, 2> test;  ///< empty: no test set
};

struct TrainingConfiguration {
    DataSource dataset;
    bool infer = false; ///< classify the test set instead of training
    std::uint64_t epochs = 1;
    std::uint64_t inputs = 0;      ///< 0: all
    std::uint64_t test_inputs = 0; ///< see `test_inputs_given`
    bool all_test_inputs = true;
    std::uint64_t tail = 1000;
    bool shuffle = false;
    std::uint64_t input_bits = abi::accelerator::pixel_bits;                    ///< of each value of an input packet
    bool data_in_sram = false;                                                  ///< in DRAM otherwise
    std::vector<std::pair<std::uint32_t, std::uint32_t>> learning_rate{{0, 3}}; ///< epoch, shift; by rising epoch
    std::uint64_t selection_pool = 0;   ///< inputs among which those to train on are selected; 0: all are
    std::uint64_t selection_keep = 0;   ///< of a pool
    std::uint64_t sample_percent = 100; ///< of right neurons take part in backpropagation
    std::uint64_t exact_epochs = 1;     ///< at the end, in which all do

    [[nodiscard]] abi::SelectionJob selection() const {
        return {static_cast<std::uint32_t>(selection_pool), static_cast<std::uint32_t>(selection_keep)};
    }
    [[nodiscard]] abi::BackpropagationJob backpropagation() const {
        return {static_cast<std::uint32_t>(sample_percent), static_cast<std::uint32_t>(exact_epochs)};
    }
};

struct AcceleratorConfiguration {
    accelerator::Fidelity fidelity = accelerator::Fidelity::fast;
    std::uint64_t clock_hz = 100'000'000;
    std::vector<std::uint32_t> parallelism; ///< empty: the firmware chooses
    std::uint64_t pipeline_overhead = 2;
    accelerator::Stages stages;
    std::uint64_t junction_units = 0; ///< 0: as many as junctions
    bool stall_on_delta_hazard = false;
    std::uint64_t multipliers = 0; ///< 0: what the given z need, 4096 at least
    std::uint64_t weight_words = 1U << 21;
    std::uint64_t activation_words = 1U << 22;
    std::uint64_t pattern_words = 1U << 20;
    std::uint64_t table_pairs = 4096;
    std::uint64_t result_words = 64;

    /// Of a block cycle, beyond those with edges.
    [[nodiscard]] std::uint32_t overhead_clocks() const {
        return static_cast<std::uint32_t>(pipeline_overhead) + stages.depth();
    }
};

/// The memory map has room for no more.
inline constexpr std::uint64_t most_sram_bytes = 512U << 20;

/// What a memory's time comes from.
template <class Device>
struct DeviceChoice {
    static constexpr const char* simple = "simple";

    std::string name = simple; ///< of a device of the program's own, or the path of a file; empty: given in full
    Device device;             ///< unless it is simple

    /// Every transaction takes the same time.
    [[nodiscard]] bool is_simple() const { return name == simple; }
    /// What it is called.
    [[nodiscard]] const std::string& kind() const { return is_simple() ? name : device.name; }
};

struct MemoryConfiguration {
    std::uint64_t bytes = 0;
    std::uint64_t clock_hz = 100'000'000;
    std::uint64_t latency = 1; ///< clocks
};

struct SramConfiguration : MemoryConfiguration {
    DeviceChoice<memory::SramDevice> device;
    std::uint64_t width_bits = 0;  ///< 0: the device's
    std::uint64_t banks = 0;       ///< likewise
    std::uint64_t ports = 0;       ///< likewise
    std::uint64_t wait_states = 0; ///< likewise, otherwise one more than there are
};

struct DramConfiguration : MemoryConfiguration {
    DeviceChoice<memory::DramDevice> device;
    std::uint64_t channels = 0; ///< 0: the device's
    memory::DramController controller;
};

/// A port of the interconnect, where it differs from the others. All clocks are those of the interconnect.
struct PortConfiguration {
    std::uint64_t width_bits = 0;    ///< 0: the interconnect's
    std::uint64_t clock_divider = 1; ///< clocks that a beat takes
    std::uint64_t latency = 0;       ///< 0: the interconnect's
    std::uint64_t outstanding = 0;   ///< of an initiator; 0: the interconnect's
    std::uint64_t weight = 1;        ///< of an initiator
    std::uint64_t boundary = 0;      ///< bytes; of an initiator, whose bursts are split there; 0: nowhere
};

struct InterconnectConfiguration {
    interconnect::Kind timing = interconnect::Kind::loosely_timed;
    std::uint64_t clock_hz = 100'000'000;
    std::uint64_t width_bits = 64;
    std::uint64_t latency = 1;     ///< clocks through a port, each way
    std::uint64_t outstanding = 8; ///< bursts of an initiator
    interconnect::Arbitration arbitration = interconnect::Arbitration::round_robin;
    PortConfiguration hart;
    PortConfiguration dma; ///< of each channel
    PortConfiguration dram;
    PortConfiguration sram;
    PortConfiguration stream;
    bool check_protocol = false;
};

struct DmaConfiguration {
    std::uint64_t channels = 2;
    std::uint64_t burst_bytes = 256;
    std::uint64_t outstanding = 4;
    std::uint64_t outstanding_writes = 4;
    std::vector<std::uint32_t> priorities; ///< of each channel; empty: all are equal
};

struct HartConfiguration {
    std::uint64_t clock_hz = 100'000'000;
    /// Clocks of each class of instruction, see hart::Costs.
    struct Cycles {
        std::uint64_t arithmetic = 1;
        std::uint64_t load = 1;
        std::uint64_t store = 1;
        std::uint64_t multiply = 1;
        std::uint64_t divide = 1;
        std::uint64_t branch = 1;
        std::uint64_t taken = 0;
        std::uint64_t jump = 1;
        std::uint64_t csr = 1;
        std::uint64_t atomic = 1;
        std::uint64_t exception = 1;
        std::uint64_t interrupt = 0;
    };

    std::uint64_t quantum_ps = 10'000'000;
    bool trap_misaligned = false;
    hart::Execution engine = hart::Execution::threaded;
    Cycles cycles;
};

/// When a run is given up, in simulated time.
struct WatchdogConfiguration {
    std::uint64_t idle_ps = 60'000'000'000'000; ///< without any progress; computing for long is none
    std::uint64_t limit_ps = 0;                 ///< whatever happens; 0: never
};

struct PlatformConfiguration {
    AcceleratorConfiguration accelerator;
    InterconnectConfiguration interconnect;
    SramConfiguration sram{{.bytes = 1U << 20, .latency = 1}};
    DramConfiguration dram{{.bytes = 256U << 20, .latency = 10}};
    DmaConfiguration dma;
    HartConfiguration hart;
    WatchdogConfiguration watchdog;
};

struct Configuration {
    std::string name = "edgeloom";
    NetworkConfiguration network;
    TrainingConfiguration training;
    PlatformConfiguration platform;

    /// There is a network to train, not only a platform for a firmware of the user's own.
    [[nodiscard]] bool has_network() const { return !network.layers.empty(); }
};

} // namespace edgeloom::platform
