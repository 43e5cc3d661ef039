// What the registers describe, checked against what the hardware can do.
#pragma once

#include "abi/accelerator.hpp"
#include "accelerator/hardware.hpp"
#include "accelerator/network.hpp"
#include "tlm/register_bank.hpp"

#include <cstdint>
#include <variant>

namespace edgeloom::accelerator {

/// An entry for ERROR_CODE and ERROR_DETAIL.
struct Fault {
    abi::accelerator::Error code;
    std::uint32_t detail;
};

/// Reads the network from the registers. Every limit of abi::accelerator::Error is checked, junction by junction,
/// in the order of the error codes.
[[nodiscard]] std::variant<Network, Fault> configure(const RegisterBank& registers, const Hardware& hardware);

} // namespace edgeloom::accelerator
