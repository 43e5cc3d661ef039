// Checks hart and devices from the inside. What the board lacks is left out without a word, so that the text is the
// same here and on QEMU's `virt` board.
#include "apps/selftest/check.hpp"
#include "runtime/app.hpp"

#include <cstdio>

int app_main(std::uint32_t) {
    using namespace edgeloom::firmware::selftest;
    int failures = 0;
    const auto group = [&failures](const char* name, int failed) {
        std::printf("selftest: %s %s\n", name, failed == 0 ? "ok" : "FAILED");
        failures += failed;
    };
    group("traps", check_traps());
    group("registers", check_registers()); // before anything has changed them
    group("uart", check_uart());
    group("interrupts", check_interrupts());
    group("arithmetic", check_arithmetic());
    group("atomics", check_atomics());
    std::printf("selftest: %s\n", failures == 0 ? "passed" : "FAILED");
    return failures == 0 ? 0 : 1;
}
