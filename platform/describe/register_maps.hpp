// Every component that has registers, and where it lies.
#pragma once

#include "abi/accelerator.hpp"
#include "abi/clint.hpp"
#include "abi/dma.hpp"
#include "abi/finisher.hpp"
#include "abi/mailbox.hpp"
#include "abi/memory_map.hpp"
#include "abi/plic.hpp"
#include "abi/uart.hpp"

#include <array>

namespace edgeloom::platform {

struct MappedRegisters {
    abi::Region region;
    abi::RegisterMap map;
};

inline constexpr std::array register_maps{
    MappedRegisters{abi::memory_map::finisher, abi::finisher::map},
    MappedRegisters{abi::memory_map::clint, abi::clint::map},
    MappedRegisters{abi::memory_map::plic, abi::plic::map},
    MappedRegisters{abi::memory_map::uart, abi::uart::map},
    MappedRegisters{abi::memory_map::accelerator, abi::accelerator::map},
    MappedRegisters{abi::memory_map::dma, abi::dma::map},
    MappedRegisters{abi::memory_map::mailbox, abi::mailbox::map},
};

} // namespace edgeloom::platform
