// Sleeps with nothing that could wake it.
#include "runtime/app.hpp"

int app_main(std::uint32_t) {
    while (true) {
        asm volatile("wfi");
    }
}
