// Computes while timer, devices and its own stores interrupt it, and prints at which instruction and clock each
// interrupt came: nothing of that may depend on how far the hart runs ahead of simulated time, or on what executes its
// instructions.
#include "abi/memory_map.hpp"
#include "abi/uart.hpp"
#include "drivers/clint.hpp"
#include "drivers/dma.hpp"
#include "drivers/plic.hpp"
#include "drivers/uart.hpp"
#include "hal/csr.hpp"
#include "hal/interrupts.hpp"
#include "runtime/app.hpp"
#include "runtime/interrupt_table.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

namespace {

using namespace edgeloom;
using namespace edgeloom::firmware;

const Clint clint(abi::memory_map::clint.base);
const Plic plic(abi::memory_map::plic.base);
const Uart uart(abi::memory_map::uart.base);
const DmaChannel dma(abi::memory_map::dma.base, 0);

struct Event {
    char what;
    std::uint32_t pc; // where the interrupt came
    std::uint32_t clock;
    std::uint32_t instructions;
};
constexpr std::size_t most = 400;
std::array<Event, most> events;
volatile std::size_t count = 0;

void note(char what) {
    if (count < most) {
        events[count] = {what, csr::read_mepc(), csr::read_mcycle(), csr::read_minstret()};
        count = count + 1;
    }
}

void on_alarm(void*) {
    note('t');
    clint.set_alarm(clint.time() + 61 + count % 7);
}

void on_call(void*) {
    note('s');
    clint.clear_software_interrupt();
}

void on_uart(void*) {
    note('u');
    static_cast<void>(uart.identify_interrupt());
    uart.enable_interrupts(0);
}

alignas(8) std::array<std::uint8_t, 2048> from, to;
abi::dma::Descriptor descriptor;

void on_dma(void*) {
    note('d');
    static_cast<void>(dma.take_interrupts());
}

std::uint32_t compute(std::uint32_t seed, std::uint32_t rounds) {
    std::uint32_t value = seed;
    for (std::uint32_t i = 1; i < rounds; ++i) {
        value = value * 1664525 + 1013904223;
        value ^= (value / (i | 1)) + value % 1000;
        from[value % from.size()] = static_cast<std::uint8_t>(value);
    }
    return value;
}

} // namespace

int app_main(std::uint32_t) {
    on_timer({on_alarm, nullptr});
    on_software({on_call, nullptr});
    on_external(abi::interrupt::uart, {on_uart, nullptr});
    on_external(abi::interrupt::dma, {on_dma, nullptr});
    plic.enable(abi::interrupt::uart, 2);
    plic.enable(abi::interrupt::dma, 1);
    descriptor = {};
    descriptor.source = reinterpret_cast<std::uint32_t>(from.data());
    descriptor.destination = reinterpret_cast<std::uint32_t>(to.data());
    descriptor.bytes = from.size();
    descriptor.rows = 1;
    dma.enable_interrupts(~0U);
    clint.set_alarm(clint.time() + 3);
    csr::set_mie(csr::mie_timer | csr::mie_software | csr::mie_external);
    enable_interrupts();

    std::uint32_t value = 1;
    while (count < most) {
        dma.start(descriptor);
        value = compute(value, 97);
        clint.raise_software_interrupt(); // this very store interrupts
        value += compute(value, 13);
        uart.enable_interrupts(static_cast<std::uint8_t>(abi::uart::field::transmitter.mask()));
    }
    csr::clear_mie(~0U);
    for (const Event& event : events) {
        std::printf("%c %08lx %lu %lu\n", event.what, static_cast<unsigned long>(event.pc),
                    static_cast<unsigned long>(event.clock), static_cast<unsigned long>(event.instructions));
    }
    std::printf("%08lx\n", static_cast<unsigned long>(value));
    return 0;
}
