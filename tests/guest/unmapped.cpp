// Reads where nothing is.
#include "hal/mmio.hpp"
#include "runtime/app.hpp"

int app_main(std::uint32_t) {
    return static_cast<int>(edgeloom::firmware::mmio::read32(0x3000'0000));
}
