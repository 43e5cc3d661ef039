// The system on chip: the components and how they are bound.
#pragma once

#include "accelerator/accelerator.hpp"
#include "dma/dma.hpp"
#include "finisher/finisher.hpp"
#include "hart/hart.hpp"
#include "interconnect/interconnect.hpp"
#include "interrupts/clint.hpp"
#include "interrupts/plic.hpp"
#include "mailbox/mailbox.hpp"
#include "memory/memory.hpp"
#include "platform/configuration/configuration.hpp"
#include "uart/uart.hpp"

#include <systemc>

#include <cstdint>
#include <span>

namespace edgeloom::platform {

/// What the hart finds at reset.
struct Reset {
    std::uint32_t pc = 0x8000'0000;
    std::uint32_t argument = 0; ///< in a1: address of the job block
};

/// All of abi::memory_map behind one interconnect:
///
///     hart --+                 +-- dram, sram
///     dma ---+- interconnect --+-- finisher, clint, plic, uart, mailbox
///      (a port a channel)      +-- accelerator registers, stream; dma registers
class Soc : public sc_core::sc_module {
public:
    Soc(sc_core::sc_module_name name, const Configuration& configuration, const Reset& reset);

    Hart hart;
    Dma dma;
    Interconnect interconnect;
    Memory dram;
    Memory sram;
    Finisher finisher;
    Clint clint;
    Plic plic;
    Uart uart;
    Mailbox mailbox;
    Accelerator accelerator;

    /// Reads through debug transport, as the hart would see it. Returns false where the bus holds less.
    [[nodiscard]] bool peek(std::uint32_t address, std::span<std::uint8_t> bytes);

private:
    void bind_initiators();
    void bind_targets();
    void bind_interrupts();

    sc_core::sc_signal<bool> software_interrupt_;
    sc_core::sc_signal<bool> timer_interrupt_;
    sc_core::sc_signal<bool> external_interrupt_;
    sc_core::sc_signal<bool> uart_interrupt_;
    sc_core::sc_signal<bool> accelerator_interrupt_;
    sc_core::sc_signal<bool> dma_interrupt_;
};

} // namespace edgeloom::platform
