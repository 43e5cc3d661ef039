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
#include "platform/soc/bindings.hpp"
#include "uart/uart.hpp"

#include <systemc>

#include <cstdint>
#include <span>
#include <string>

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
    /// Ports of the interconnect. An initiator's is its id too; the DMA's channels follow each other.
    static constexpr unsigned hart_port = 0;
    static constexpr unsigned first_dma_port = 1;
    enum Target : std::size_t {
        dram_port,
        sram_port,
        finisher_port,
        clint_port,
        plic_port,
        uart_port,
        mailbox_port,
        accelerator_registers_port,
        stream_port,
        dma_registers_port,
    };

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

    /// Reads through debug transport, as the hart would see it. Returns how many bytes there are from there on.
    [[nodiscard]] std::size_t peek(std::uint32_t address, std::span<std::uint8_t> bytes);
    /// Writes through debug transport: memory, and registers that are plain storage. Returns false where the bus holds
    /// less; nothing is written then.
    bool poke(std::uint32_t address, std::span<const std::uint8_t> bytes);

    /// All devices as after power-on; simulated time goes on. Transfers and phases in work are abandoned. A transaction
    /// that waits in a device (a DMA channel's or the hart's at the stream port, or one ahead of simulated time) is
    /// answered with a bus error at this instant or at its own time. Interrupt lines fall within this instant. The
    /// hart and the memories are left to the caller; statistics of the interconnect are kept, its last bad access too.
    void reset();
    /// What every device does, a line each.
    [[nodiscard]] std::string devices() const;
    /// Where interrupts stand on their way from PLIC and CLINT into the hart, a line each.
    [[nodiscard]] std::string interrupts() const;

private:
    [[nodiscard]] std::size_t debug_access(tlm::tlm_command command, std::uint32_t address, std::uint8_t* bytes,
                                           std::size_t length);
    void bind_initiators(const InterconnectConfiguration& bus);
    void bind_targets();
    void bind_interrupts();

    Bindings bindings_;
    sc_core::sc_signal<bool> software_interrupt_;
    sc_core::sc_signal<bool> timer_interrupt_;
    sc_core::sc_signal<bool> external_interrupt_;
    sc_core::sc_signal<bool> uart_interrupt_;
    sc_core::sc_signal<bool> accelerator_interrupt_;
    sc_core::sc_signal<bool> dma_interrupt_;
};

} // namespace edgeloom::platform
