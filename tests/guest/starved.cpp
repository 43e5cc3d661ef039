// Announces two inputs, sends one, and sleeps until the accelerator is done.
#include "hal/csr.hpp"
#include "hal/mmio.hpp"
#include "runtime/app.hpp"
#include "small_network.hpp"

int app_main(std::uint32_t) {
    using namespace edgeloom;
    using namespace edgeloom::firmware;
    configure_small_network(8);
    if (accelerator().start({.inputs = 2, .tail_inputs = 1, .eta_shift = 3, .mode = 0}) !=
        abi::accelerator::Error::none) {
        return 1;
    }
    for (std::uint32_t word = 0; word < abi::accelerator::packet_bytes(8, abi::accelerator::pixel_bits) / 4; ++word) {
        mmio::write32(accelerator().input_port(), 0);
    }
    while (true) {
        asm volatile("wfi");
    }
}
