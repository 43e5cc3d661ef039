// How training firmware gives up.
#pragma once

#include "abi/accelerator.hpp"
#include "abi/dma.hpp"
#include "abi/mailbox.hpp"

#include <cstdint>

namespace edgeloom::firmware {

[[nodiscard]] const char* name(abi::accelerator::Error error);
[[nodiscard]] const char* name(abi::dma::Error error);

/// Prints one line, tells the host, and ends the simulation as failed.
[[noreturn]] void fail(abi::mailbox::Failure failure, std::uint32_t detail, const char* what);
/// The same for an error that the accelerator recorded.
[[noreturn]] void fail(abi::accelerator::Error error, std::uint32_t detail);
/// The same for a DMA channel that stopped.
[[noreturn]] void fail(abi::dma::Error error, std::uint32_t channel, std::uint32_t address);

} // namespace edgeloom::firmware
