// What a training input costs in energy, in closed form.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/mapped_network.hpp"
#include "platform/energy/cost_table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// An operation or a memory, and what an input costs there.
struct EnergyItem {
    std::string name;
    std::size_t junction = 0; ///< from 0; that behind a memory's layer
    std::uint64_t reads = 0;  ///< or operations, of one training input
    std::uint64_t writes = 0;
    double read_pj = 0; ///< each, or of an operation
    double write_pj = 0;

    [[nodiscard]] double picojoules() const {
        return static_cast<double>(reads) * read_pj + static_cast<double>(writes) * write_pj;
    }
};

struct Energy {
    std::vector<EnergyItem> items;
    std::uint64_t input_bits = 0; ///< from DRAM
    CostTable::Dram dram;

    [[nodiscard]] double dram_picojoules() const { return static_cast<double>(input_bits) * dram.bit_pj; }
    [[nodiscard]] double picojoules() const; ///< all of it
};

/// Of an input that is trained on while the pipeline is full: operations and accesses are those that the accelerator's
/// counters count. Without leakage, clocks, control and wires.
/// @param features values of an input
[[nodiscard]] Energy energy_of_input(const Configuration& configuration, const MappedNetwork& network,
                                     const CostTable& costs, std::uint32_t features);

} // namespace edgeloom::platform
