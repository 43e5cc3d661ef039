// Starts the accelerator, and reads a result that never comes: the load waits for ever.
#include "hal/mmio.hpp"
#include "runtime/app.hpp"
#include "small_network.hpp"

int app_main(std::uint32_t) {
    using namespace edgeloom;
    using namespace edgeloom::firmware;
    configure_small_network(8);
    if (accelerator().start({.inputs = 1, .tail_inputs = 1, .eta_shift = 3, .mode = 0}) !=
        abi::accelerator::Error::none) {
        return 1;
    }
    return static_cast<int>(mmio::read32(accelerator().result_port()));
}
