// A million loads and a million stores to device registers, on EdgeLoom and on QEMU.
#include "abi/memory_map.hpp"
#include "runtime/app.hpp"

#include <cstdint>
#include <cstdio>

int app_main(std::uint32_t) {
    // A priority of the PLIC holds what one writes and does nothing else.
    auto* const priority =
        reinterpret_cast<volatile std::uint32_t*>(edgeloom::abi::memory_map::plic.base + sizeof(std::uint32_t));
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < 1'000'000; ++i) {
        *priority = i & 7U;
        sum += *priority;
    }
    *priority = 0;
    std::printf("mmio %lu\n", static_cast<unsigned long>(sum));
    return 0;
}
