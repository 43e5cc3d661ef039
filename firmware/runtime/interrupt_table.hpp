// Who handles which interrupt.
#pragma once

#include <cstdint>

namespace edgeloom::firmware {

/// A handler and what it works on.
struct InterruptHandler {
    void (*function)(void* context) = nullptr;
    void* context = nullptr;
};

void on_timer(InterruptHandler handler);
void on_software(InterruptHandler handler);
/// `source` is a source of the PLIC. Claiming and completing are done around the handler.
void on_external(std::uint32_t source, InterruptHandler handler);

/// Calls the handler of interrupt `code` (trap::timer, ...).
void dispatch_interrupt(std::uint32_t code);

} // namespace edgeloom::firmware
