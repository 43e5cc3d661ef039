// Values that lie in the memories of a bank.
#pragma once

#include "accelerator/cycle/memory.hpp"
#include "numerics/format.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// Neuron l lies in memory l mod z at address l div z: the values lie in the order of the neurons.
struct Bank {
    Bank(std::string name, Ports ports, std::uint32_t memories, std::uint32_t ahead, std::size_t neurons)
        : values(neurons),
          memory(std::move(name), ports, memories, ahead) {}

    std::vector<numerics::Raw> values; ///< by neuron
    /// The same by edge of the junction to the right, in issue order: feedforward reads them, and for as long as the
    /// bank holds the input, learning reads no others.
    std::vector<numerics::Raw> by_edge;
    Memory memory;
};

} // namespace edgeloom::accelerator::cycle
