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
    std::vector<numerics::Raw>
        read; ///< the same by edge in issue order, as feedforward read them: later reads give no others
    Memory memory;
};

} // namespace edgeloom::accelerator::cycle
