// What work on a network takes in energy: in closed form for a training input, or as it was counted.
#pragma once

#include "accelerator/counters.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/configuration/mapped_network.hpp"
#include "platform/energy/cost_table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// To whom energy is put down.
enum class EnergyPart : std::uint8_t { feedforward, backpropagation, update, memories };

/// An operation or a memory, and what the work takes there.
struct EnergyItem {
    std::string name;
    EnergyPart part = EnergyPart::memories;
    std::size_t junction = 0; ///< from 0; that behind a memory's layer
    std::uint64_t reads = 0;  ///< or operations
    std::uint64_t writes = 0;
    double read_pj = 0; ///< each, or of an operation
    double write_pj = 0;

    [[nodiscard]] double picojoules() const {
        return static_cast<double>(reads) * read_pj + static_cast<double>(writes) * write_pj;
    }
};

struct Energy {
    std::vector<EnergyItem> items;
    std::uint64_t dram_bits = 0; ///< of inputs
    CostTable::Dram dram;
    double leakage_microwatts = 0; ///< of the accelerator's memories
    double nanoseconds = 0;        ///< that they leaked

    [[nodiscard]] double dram_picojoules() const { return static_cast<double>(dram_bits) * dram.bit_pj; }
    [[nodiscard]] double leakage_picojoules() const;
    [[nodiscard]] double picojoules() const; ///< all of it
};

/// Work on a network: what the accelerator's counters count of it, and how long it takes.
struct NetworkWork {
    std::vector<accelerator::Counters> counters; ///< by junction
    std::uint64_t input_values = 0;              ///< of all inputs
    double nanoseconds = 0;
};

/// Without clocks, control and wires.
[[nodiscard]] Energy energy_of(const Configuration& configuration, const MappedNetwork& network, const CostTable& costs,
                               const NetworkWork& work);

/// Of an input that is trained on while the pipeline is full: operations and accesses are those that the accelerator's
/// counters count. Like energy_of(), fit for many calls: it asks nothing of files.
/// @param features values of an input, see features_of()
/// @param clocks   of the accelerator, from an input to the next
[[nodiscard]] Energy energy_of_input(const Configuration& configuration, const MappedNetwork& network,
                                     const CostTable& costs, std::uint32_t features, double clocks);

} // namespace edgeloom::platform
