// The accelerator.
#pragma once

#include "abi/accelerator.hpp"
#include "abi/accelerator_counters.hpp"
#include "hal/mmio.hpp"
#include "mapping/junction_shape.hpp"
#include "mapping/parallelism.hpp"
#include "numerics/activation_rule.hpp"
#include "numerics/format.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::firmware {

/// Registers, stream ports and parameter windows.
class Accelerator {
public:
    Accelerator(std::uint32_t registers, std::uint32_t stream) : registers_(registers), stream_(stream) {}

    /// The device is what this driver is for.
    [[nodiscard]] bool present() const;
    [[nodiscard]] mapping::Limits limits() const;

    struct Junction {
        mapping::JunctionShape shape;
        std::uint32_t pattern_type; ///< PATTERN.TYPE
        bool dither;
        std::uint32_t unit;
    };
    /// Describes a network and has it checked. Returns what is wrong with it.
    [[nodiscard]] abi::accelerator::Error configure(numerics::Format format, std::uint32_t features,
                                                    std::uint32_t classes, std::span<const Junction> junctions,
                                                    numerics::Activation activation = numerics::Activation::sigmoid,
                                                    std::uint32_t input_bits = abi::accelerator::pixel_bits) const;

    /// Fill the windows of a junction, in edge and neuron order, with what `next()` returns.
    template <class Next>
    void write_pattern(std::uint32_t junction, std::uint32_t words, Next next) const {
        fill(abi::accelerator::window::pattern, abi::accelerator::reg::pattern_base, junction, words, next);
    }
    template <class Next>
    void write_weights(std::uint32_t junction, std::uint32_t edges, Next next) const {
        fill(abi::accelerator::window::weight, abi::accelerator::reg::weight_base, junction, edges, next);
    }
    template <class Next>
    void write_biases(std::uint32_t junction, std::uint32_t neurons, Next next) const {
        fill(abi::accelerator::window::bias, abi::accelerator::reg::bias_base, junction, neurons, next);
    }

    /// Pass the words of a junction's windows, in the same order, to `take(word)`.
    template <class Take>
    void read_pattern(std::uint32_t junction, std::uint32_t words, Take take) const {
        drain(abi::accelerator::window::pattern, abi::accelerator::reg::pattern_base, junction, words, take);
    }
    template <class Take>
    void read_weights(std::uint32_t junction, std::uint32_t edges, Take take) const {
        drain(abi::accelerator::window::weight, abi::accelerator::reg::weight_base, junction, edges, take);
    }
    template <class Take>
    void read_biases(std::uint32_t junction, std::uint32_t neurons, Take take) const {
        drain(abi::accelerator::window::bias, abi::accelerator::reg::bias_base, junction, neurons, take);
    }

    struct Phase {
        std::uint32_t inputs;
        std::uint32_t tail_inputs;
        std::uint32_t eta_shift;
        std::uint32_t mode; ///< bits of MODE
        std::uint32_t rounding_seed = 0;
    };
    /// Begins a phase; it ends with the interrupt DONE. Returns what is wrong with it.
    [[nodiscard]] abi::accelerator::Error start(const Phase& phase) const;
    /// From the next phase on, only the `rights` right neurons of the junction with the largest deltas take part in
    /// backpropagation; 0: all.
    void sample_backpropagation(std::uint32_t junction, std::uint32_t rights) const;
    void abort() const;
    /// A phase runs.
    [[nodiscard]] bool busy() const;

    struct Counts {
        std::uint32_t correct;
        std::uint32_t tail_correct;
    };
    /// Of the last phase.
    [[nodiscard]] Counts counts() const;
    /// Of a block cycle without stalls.
    [[nodiscard]] std::uint32_t block_clocks() const;

    /// A counter of a junction, from 0, since the network was configured.
    [[nodiscard]] std::uint64_t counter(std::uint32_t junction, abi::accelerator::Counter counter) const;

    [[nodiscard]] abi::accelerator::Error error() const;
    [[nodiscard]] std::uint32_t error_detail() const;
    void enable_interrupts(std::uint32_t bits) const;
    /// Reads and clears the pending interrupts. An error's code has to be read before.
    std::uint32_t take_interrupts() const;

    /// Where input packets are written to, and where result words are read.
    [[nodiscard]] std::uint32_t input_port() const { return stream_ + abi::accelerator::window::input; }
    [[nodiscard]] std::uint32_t result_port() const { return stream_ + abi::accelerator::window::result; }

private:
    template <class Next>
    void fill(std::uint32_t window, const abi::Register& base, std::uint32_t junction, std::uint32_t words,
              Next next) const {
        std::uint32_t address = first_word(window, base, junction);
        for (std::uint32_t i = 0; i < words; ++i, address += 4) {
            mmio::write32(address, static_cast<std::uint32_t>(next()));
        }
    }
    template <class Take>
    void drain(std::uint32_t window, const abi::Register& base, std::uint32_t junction, std::uint32_t words,
               Take take) const {
        std::uint32_t address = first_word(window, base, junction);
        for (std::uint32_t i = 0; i < words; ++i, address += 4) {
            take(mmio::read32(address));
        }
    }
    [[nodiscard]] std::uint32_t first_word(std::uint32_t window, const abi::Register& base,
                                           std::uint32_t junction) const {
        return stream_ + window + 4 * read(base, junction);
    }
    [[nodiscard]] std::uint32_t read(const abi::Register& reg, std::uint32_t index = 0) const;
    void write(const abi::Register& reg, std::uint32_t value, std::uint32_t index = 0) const;

    std::uint32_t registers_;
    std::uint32_t stream_;
};

} // namespace edgeloom::firmware
