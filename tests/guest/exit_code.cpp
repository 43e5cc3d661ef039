// Fails with a code of its own.
#include "runtime/app.hpp"

int app_main(std::uint32_t) {
    return 42;
}
