// Writes a register that can only be read.
#include "abi/memory_map.hpp"
#include "hal/mmio.hpp"
#include "runtime/app.hpp"

int app_main(std::uint32_t) {
    edgeloom::firmware::mmio::write32(edgeloom::abi::memory_map::accelerator.base, 1);
    return 0;
}
