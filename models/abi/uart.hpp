// UART 16550A (National Semiconductor PC16550D data sheet): byte registers, some of which share an address.
#pragma once

#include "abi/registers.hpp"

#include <array>

namespace edgeloom::abi::uart {

namespace field {
inline constexpr Field received{"ERBFI", 0, 1, "interrupt on received data"};
inline constexpr Field transmitter{"ETBEI", 1, 1, "interrupt on transmitter empty"};
inline constexpr Field line{"ELSI", 2, 1, "interrupt on line status"};
inline constexpr Field modem{"EDSSI", 3, 1, "interrupt on modem status"};
inline constexpr Field divisor_latch{"DLAB", 7, 1, "offsets 0 and 1 are the divisor latch"};
inline constexpr Field data_ready{"DR", 0, 1, "a received byte waits"};
inline constexpr Field overrun{"OE", 1, 1, "a received byte was lost"};
inline constexpr Field holding_empty{"THRE", 5, 1, "the transmitter takes another byte"};
inline constexpr Field transmitter_empty{"TEMT", 6, 1, "nothing is left to send"};
inline constexpr std::array interrupt_enable{received, transmitter, line, modem};
inline constexpr std::array line_control{divisor_latch};
inline constexpr std::array line_status{data_ready, overrun, holding_empty, transmitter_empty};
} // namespace field

namespace reg {
using enum Access;
inline constexpr Register rbr_thr{
    .name = "RBR_THR",
    .offset = 0,
    .access = read_write,
    .reset = 0,
    .description = "read: received byte; write: byte to send (DLAB = 0), or the divisor's lower byte (DLAB = 1)",
    .width_bytes = 1};
inline constexpr Register ier{.name = "IER",
                              .offset = 1,
                              .access = read_write,
                              .reset = 0,
                              .description = "interrupt enable (DLAB = 0), or the divisor's upper byte (DLAB = 1)",
                              .fields = field::interrupt_enable,
                              .width_bytes = 1};
inline constexpr Register iir_fcr{.name = "IIR_FCR",
                                  .offset = 2,
                                  .access = read_write,
                                  .reset = 1,
                                  .description = "read: interrupt identification; write: FIFO control",
                                  .width_bytes = 1};
inline constexpr Register lcr{.name = "LCR",
                              .offset = 3,
                              .access = read_write,
                              .reset = 0,
                              .description = "line control",
                              .fields = field::line_control,
                              .width_bytes = 1};
inline constexpr Register mcr{
    .name = "MCR", .offset = 4, .access = read_write, .reset = 8, .description = "modem control", .width_bytes = 1};
inline constexpr Register lsr{.name = "LSR",
                              .offset = 5,
                              .access = read_only,
                              .reset = 0x60,
                              .description = "line status",
                              .fields = field::line_status,
                              .width_bytes = 1};
inline constexpr Register msr{
    .name = "MSR", .offset = 6, .access = read_only, .reset = 0xB0, .description = "modem status", .width_bytes = 1};
inline constexpr Register scr{
    .name = "SCR", .offset = 7, .access = read_write, .reset = 0, .description = "scratch", .width_bytes = 1};
} // namespace reg

inline constexpr std::array registers{reg::rbr_thr, reg::ier, reg::iir_fcr, reg::lcr,
                                      reg::mcr,     reg::lsr, reg::msr,     reg::scr};
inline constexpr RegisterMap map{"uart", "UART 16550A; writes to LSR and MSR are ignored, as the data sheet has it",
                                 registers};

} // namespace edgeloom::abi::uart
