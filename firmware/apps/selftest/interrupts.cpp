#include "hal/interrupts.hpp"

#include "abi/memory_map.hpp"
#include "abi/uart.hpp"
#include "apps/selftest/check.hpp"
#include "drivers/clint.hpp"
#include "drivers/plic.hpp"
#include "drivers/uart.hpp"
#include "hal/csr.hpp"
#include "runtime/interrupt_table.hpp"

namespace edgeloom::firmware::selftest {

namespace {

const Clint clint(abi::memory_map::clint.base);
const Plic plic(abi::memory_map::plic.base);
const Uart uart(abi::memory_map::uart.base);

volatile std::uint32_t timer_seen = 0;
volatile std::uint32_t software_seen = 0;
volatile std::uint32_t external_seen = 0;

int check_timer() {
    constexpr std::uint64_t delay = 1000; // 100 us
    on_timer({[](void*) {
                  clint.clear_alarm();
                  timer_seen = timer_seen + 1;
              },
              nullptr});
    const std::uint64_t begin = clint.time();
    clint.set_alarm(begin + delay);
    csr::set_mie(csr::mie_timer);
    sleep_until([] { return timer_seen != 0; });
    csr::clear_mie(csr::mie_timer);
    return expect("timer interrupts", timer_seen, 1) + expect("timer late", clint.time() < begin + delay, 0);
}

int check_software() {
    on_software({[](void*) {
                     clint.clear_software_interrupt();
                     software_seen = software_seen + 1;
                 },
                 nullptr});
    csr::set_mie(csr::mie_software);
    clint.raise_software_interrupt();
    sleep_until([] { return software_seen != 0; });
    csr::clear_mie(csr::mie_software);
    return expect("software interrupts", software_seen, 1);
}

// A request stays in the PLIC when the device takes it back: what an earlier check left there is served here.
void serve_leftovers() {
    while (const std::uint32_t source = plic.claim()) {
        plic.complete(source);
    }
}

// The UART's transmitter is empty: its interrupt is due as soon as it is enabled.
int check_external() {
    on_external(abi::interrupt::uart, {[](void*) {
                                           external_seen = external_seen + 1;
                                           static_cast<void>(uart.identify_interrupt());
                                           uart.enable_interrupts(0);
                                       },
                                       nullptr});
    plic.set_threshold(0);
    plic.enable(abi::interrupt::uart, 1);
    serve_leftovers();
    csr::set_mie(csr::mie_external);
    uart.enable_interrupts(static_cast<std::uint8_t>(abi::uart::field::transmitter.mask()));
    sleep_until([] { return external_seen != 0; });
    csr::clear_mie(csr::mie_external);
    plic.disable(abi::interrupt::uart);
    return expect("external interrupts", external_seen, 1) + expect("claim with nothing pending", plic.claim(), 0);
}

// A priority that the threshold masks does not interrupt, but can be claimed.
int check_threshold() {
    external_seen = 0;
    plic.set_threshold(3);
    plic.enable(abi::interrupt::uart, 3);
    csr::set_mie(csr::mie_external);
    uart.enable_interrupts(static_cast<std::uint8_t>(abi::uart::field::transmitter.mask()));
    const std::uint64_t begin = clint.time();
    while (clint.time() < begin + 100) {
    }
    csr::clear_mie(csr::mie_external);
    uart.enable_interrupts(0);
    plic.disable(abi::interrupt::uart);
    plic.set_threshold(0);
    return expect("interrupts below the threshold", external_seen, 0);
}

} // namespace

int check_interrupts() {
    enable_interrupts();
    const int failed = check_timer() + check_software() + check_external() + check_threshold();
    csr::clear_mstatus(csr::mstatus_mie);
    return failed;
}

} // namespace edgeloom::firmware::selftest
