// Programs a network that cannot be.
#include "runtime/app.hpp"
#include "small_network.hpp"

int app_main(std::uint32_t) {
    edgeloom::firmware::configure_small_network(3);
    return 0;
}
