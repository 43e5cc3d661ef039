// The smallest app: says hello, and what it runs on.
#include "hal/csr.hpp"
#include "runtime/app.hpp"

#include <cstdio>
#include <initializer_list>

int app_main(std::uint32_t) {
    using namespace edgeloom::firmware;
    const std::uint32_t misa = csr::read_misa();
    std::printf("Hello from EdgeLoom\n");
    std::printf("hart %lu, RV%d", static_cast<unsigned long>(csr::read_mhartid()), misa >> 30 == 1 ? 32 : 64);
    for (const char extension : {'I', 'M', 'A', 'C'}) {
        if ((misa >> (extension - 'A') & 1U) != 0) {
            std::putchar(extension);
        }
    }
    std::printf("\n");
    return 0;
}
