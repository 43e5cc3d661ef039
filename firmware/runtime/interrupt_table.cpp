#include "runtime/interrupt_table.hpp"

#include "abi/memory_map.hpp"
#include "drivers/plic.hpp"
#include "runtime/trap.hpp"

#include <array>

namespace edgeloom::firmware {

namespace {

InterruptHandler timer;
InterruptHandler software;
std::array<InterruptHandler, abi::interrupt::sources> external;

void call(const InterruptHandler& handler) {
    if (handler.function != nullptr) {
        handler.function(handler.context);
    }
}

void dispatch_external() {
    Plic plic(abi::memory_map::plic.base);
    while (const std::uint32_t source = plic.claim()) {
        call(external[source]);
        plic.complete(source);
    }
}

} // namespace

void on_timer(InterruptHandler handler) {
    timer = handler;
}
void on_software(InterruptHandler handler) {
    software = handler;
}
void on_external(std::uint32_t source, InterruptHandler handler) {
    external[source] = handler;
}

void dispatch_interrupt(std::uint32_t code) {
    switch (code) {
    case trap::timer:
        call(timer);
        break;
    case trap::software:
        call(software);
        break;
    case trap::external:
        dispatch_external();
        break;
    default:
        break;
    }
}

} // namespace edgeloom::firmware
