// Talks for ever.
#include "runtime/app.hpp"

#include <cstdio>

int app_main(std::uint32_t) {
    while (true) {
        std::printf("still here\n");
    }
}
