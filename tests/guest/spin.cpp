// Computes for ever and gets nothing done.
#include "runtime/app.hpp"

int app_main(std::uint32_t) {
    while (true) {
        asm volatile("nop");
        asm volatile("nop");
    }
}
